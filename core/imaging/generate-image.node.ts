import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { assetName } from './asset-name.ts'
import { encodePictures } from './encode-assets.ts'
import { imageSide, nameField, negativePromptField, promptField, readingField, seedField } from './input-fields.ts'
import { parametersOfFacts } from './metadata/parameters-of-settings.ts'

/** A picture from words; where the model knows the scene behind it, that is kept as the picture's parent. */
export default defineNode({
  id: 'image.generate',
  summary: 'Make an image from a sentence.',
  version: 2,
  input: z.strictObject({
    prompt: promptField.describe('What to make, in words.'),
    negativePrompt: negativePromptField,
    width: imageSide('Width'),
    height: imageSide('Height'),
    seed: seedField,
    model: z.string().optional().describe('The image model; see: ai-workspace models list.'),
    name: nameField.describe('Name of the assets; by default made of the prompt.'),
  }),
  output: z.object({
    image: assetId('image'),
    form: assetId('form').optional(),
    reading: readingField.optional(),
    seed: z.int(),
  }),
  example: { prompt: 'ancient stone statue', width: 64, height: 64, seed: 1 },

  models: ({ model }) => [{ task: 'text-to-image', ...(model === undefined ? {} : { id: model }) }],

  async run({ prompt, negativePrompt, width, height, seed, model, name }, context) {
    const { pool, memo, signal } = context
    const handle = await context.model('text-to-image', model)
    const { pixels, scene, reading } = await handle.generate(
      { prompt, negativePrompt, width, height, seed },
      {
        pool,
        memo,
        signal,
        onProgress: (fraction, message, preview) => context.progress(fraction * 0.9, message, preview),
      },
    )
    const title = assetName(name ?? prompt)
    const facts = {
      prompt,
      ...(negativePrompt === '' ? {} : { negativePrompt }),
      seed,
      width,
      height,
      model: handle.modelId,
      ...(reading === undefined ? {} : { reading }),
    }
    const parameters = parametersOfFacts(facts)
    context.progress(0.92, 'Writing')
    const [encoded] = await encodePictures(
      [{ image: shared(pixels), ...(parameters === undefined ? {} : { options: { text: { parameters } } }) }],
      { pool, signal },
    )
    const form =
      scene === undefined
        ? undefined
        : await context.putAsset(
            {
              name: `${title}-form`,
              kind: 'form',
              mediaType: 'application/json',
              facts: {
                prompt,
                seed,
                subject: subjectOf(scene),
                ...(reading?.['summary'] === undefined ? {} : { summary: reading['summary'] }),
              },
            },
            new TextEncoder().encode(`${JSON.stringify(scene, undefined, 1)}\n`),
          )
    const image = await context.putAsset(
      {
        name: title,
        kind: 'image',
        mediaType: 'image/png',
        parents: form === undefined ? [] : [form.id],
        quality: encoded!.quality,
        facts,
      },
      encoded!.bytes,
    )
    return {
      image: image.id,
      seed,
      ...(form === undefined ? {} : { form: form.id }),
      ...(reading === undefined ? {} : { reading: { ...reading } }),
    }
  },
})

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
