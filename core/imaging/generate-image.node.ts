import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import type { GeneratedImage, ImageRequest } from '../../base/model.ts'
import { type Context, defineNode } from '../../base/node.ts'
import { assetName } from './asset-name.ts'
import {
  type DiffusionFields,
  diffusionFields,
  modelsOfRequest,
  optionalSide,
  pickDiffusionFields,
} from './diffusion-fields.ts'
import { encodePictures } from './encode-assets.ts'
import { nameField, negativePromptField, readingField, seedField } from './input-fields.ts'
import { parametersOfFacts } from './metadata/parameters-of-settings.ts'

/** The largest seed; the next one after it is 0. */
const seeds = 2 ** 32

/** Pictures from words; where the model knows the scene behind one, that is kept as the picture's parent. */
export default defineNode({
  id: 'image.generate',
  summary: 'Make an image from a sentence, or from a sentence and a picture.',
  version: 5,
  input: z.strictObject({
    prompt: z
      .string()
      .trim()
      .max(10_000)
      .describe('What to make, in words; empty, a diffusion model makes what it likes.'),
    negativePrompt: negativePromptField,
    width: optionalSide('Width'),
    height: optionalSide('Height'),
    seed: seedField,
    model: z.string().optional().describe('The image model; see: ai-workspace models list.'),
    name: nameField.describe('Name of the assets; by default made of the prompt.'),
    ...diffusionFields,
  }),
  output: z.object({
    image: assetId('image'),
    images: z.array(assetId('image')).optional().describe('All of them, when there are several.'),
    form: assetId('form').optional(),
    reading: readingField.optional(),
    seed: z.int(),
  }),
  example: { prompt: 'ancient stone statue', width: 64, height: 64, seed: 1 },

  models: modelsOfRequest,

  async run(input, context) {
    const [{ checkAbilities, requestOfInput }, { putBack }] = await Promise.all([
      import('./request-of-input.ts'),
      import('./masks/put-back.ts'),
    ])
    const { prompt, negativePrompt, seed, model, name, count } = input
    const handle = await context.model('text-to-image', model)
    const diffusion = pickDiffusionFields(input)
    const { width, height } = await sizeOf(input, handle.size ?? { width: 512, height: 512 }, context)
    const title = assetName(name ?? prompt)
    const made: { image: string; form?: string; reading?: Readonly<Record<string, unknown>> | undefined }[] = []
    for (let n = 0; n < count; n++) {
      const words = { prompt, negativePrompt, width, height, seed: (seed + n) % seeds }
      const { request, whole } = await requestOfInput(words, diffusion, context)
      checkAbilities(handle, request)
      const generated = await passes(request, n)
      const finished = whole === undefined ? generated : { ...generated, pixels: putBack(generated.pixels, whole) }
      made.push(await keep(request, finished, count === 1 ? title : `${title}-${n + 1}`))
    }
    const [first] = made
    return {
      image: first!.image,
      seed,
      ...(count === 1 ? {} : { images: made.map(({ image }) => image) }),
      ...(first!.form === undefined ? {} : { form: first!.form }),
      ...(first!.reading === undefined ? {} : { reading: { ...first!.reading } }),
    }

    /** One pass, or with `hires` a second one over the enlarged picture. */
    async function passes(request: ImageRequest, n: number): Promise<GeneratedImage> {
      const share = input.hires === 1 ? 1 : 0.4
      const generate = (of: ImageRequest, from: number, to: number) =>
        handle.generate(of, {
          pool: context.pool,
          memo: context.memo,
          signal: context.signal,
          previewEvery: context.config.generate.previewEvery,
          onProgress: (fraction, message, preview) =>
            context.progress((0.9 * (n + from + (to - from) * fraction)) / count, message, preview),
        })
      const first = await generate(request, 0, share)
      if (input.hires === 1) return first
      const { enlarge } = await import('./enlarge.ts')
      const image = await enlarge(
        first.pixels,
        input.hires,
        { upscaler: input.upscaler, seamless: input.seamless },
        context,
      )
      const second: ImageRequest = {
        ...request,
        width: image.width,
        height: image.height,
        prompt: input.hiresPrompt ?? prompt,
        negativePrompt: input.hiresNegativePrompt ?? negativePrompt,
        sampling: {
          ...request.sampling,
          steps: input.hiresSteps ?? request.sampling?.steps,
          sampler: input.hiresSampler ?? request.sampling?.sampler,
          schedule: input.hiresSchedule ?? (input.hiresSampler === undefined ? request.sampling?.schedule : undefined),
        },
        start: { image, strength: input.hiresStrength },
        controls: [],
      }
      checkAbilities(handle, second)
      const last = await generate(second, share, 1)
      const hires = {
        scale: input.hires,
        strength: input.hiresStrength,
        upscaler: input.upscaler ?? 'Lanczos',
        ...(input.hiresSteps === undefined ? {} : { steps: input.hiresSteps }),
        // What the second pass did otherwise than the first.
        ...Object.fromEntries(
          Object.entries({
            prompt: input.hiresPrompt,
            negativePrompt: input.hiresNegativePrompt,
            sampler: input.hiresSampler,
            schedule: input.hiresSchedule,
          }).filter(([, value]) => value !== undefined),
        ),
        from: { width: request.width, height: request.height },
      }
      return { ...last, facts: { ...first.facts, hires } }
    }

    async function keep(request: ImageRequest, generated: GeneratedImage, title: string) {
      const { pixels, scene, reading, facts: own = {} } = generated
      const facts = {
        prompt,
        ...(negativePrompt === '' ? {} : { negativePrompt }),
        seed: request.seed,
        width: pixels.width,
        height: pixels.height,
        model: handle.modelId,
        ...(handle.modelHash === undefined ? {} : { modelHash: handle.modelHash }),
        ...(request.seamless === 'xy' && input.mask === undefined ? { tileable: true } : {}),
        ...own,
        ...(reading === undefined ? {} : { reading }),
      }
      const parameters = parametersOfFacts(facts)
      context.progress(0.92, 'Writing')
      const [encoded] = await encodePictures(
        [
          {
            image: shared(pixels),
            seamless: request.seamless ?? 'none',
            ...(parameters === undefined ? {} : { options: { text: { parameters } } }),
          },
        ],
        context,
      )
      const form = scene === undefined ? undefined : await keepScene(scene, title, request.seed, reading)
      const pictures = [input.start, input.mask, input.controlImage, ...input.controls.map(({ image }) => image)]
      const parents = [form, ...pictures].filter((id) => id !== undefined)
      const image = await context.putAsset(
        { name: title, kind: 'image', mediaType: 'image/png', parents, quality: encoded!.quality, facts },
        encoded!.bytes,
      )
      return { image: image.id, reading, ...(form === undefined ? {} : { form }) }
    }

    async function keepScene(
      scene: unknown,
      title: string,
      of: number,
      reading: GeneratedImage['reading'],
    ): Promise<string> {
      const summary = reading?.['summary'] === undefined ? {} : { summary: reading['summary'] }
      const facts = { prompt, seed: of, subject: subjectOf(scene), ...summary }
      const draft = { name: `${title}-form`, kind: 'form', mediaType: 'application/json', facts } as const
      const text = `${JSON.stringify(scene, undefined, 1)}\n`
      return (await context.putAsset(draft, new TextEncoder().encode(text))).id
    }
  },
})

/** The size asked for, else that of the picture it begins from, else the one the model was trained on. */
async function sizeOf(
  {
    width,
    height,
    start,
    area,
  }: Pick<DiffusionFields, 'start' | 'area'> & { width?: number | undefined; height?: number | undefined },
  usual: { readonly width: number; readonly height: number },
  context: Context,
): Promise<{ width: number; height: number }> {
  if (start === undefined || area === 'mask' || (width !== undefined && height !== undefined)) {
    return { width: width ?? usual.width, height: height ?? usual.height }
  }
  const { decodeImage } = await import('./codecs/decode-image.ts')
  const picture = await decodeImage((await context.readAsset(start)).bytes)
  return { width: width ?? picture.width, height: height ?? picture.height }
}

function subjectOf(scene: unknown): string {
  const subject = (scene as { subject?: unknown }).subject
  return typeof subject === 'string' ? subject : 'form'
}

/** The pixels where a worker thread can read them without a copy. */
function shared<T extends { readonly data: Uint8Array }>(pixels: T): T {
  if (pixels.data.buffer instanceof SharedArrayBuffer) return pixels
  const data = new Uint8Array(new SharedArrayBuffer(pixels.data.length))
  data.set(pixels.data)
  return { ...pixels, data }
}
