import { z } from 'zod'
import { type Asset, assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { type Context, defineNode } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { nameField } from './input-fields.ts'

const methods = ['given', 'form', 'plain-background', 'model'] as const
type Method = (typeof methods)[number]

/** A picture without its background. */
export default defineNode({
  id: 'image.cutout',
  summary: 'Remove the background of an image: the result is transparent there.',
  version: 1,
  input: z.strictObject({
    image: assetId('image').describe('The image.'),
    method: z
      .enum(['auto', ...methods])
      .default('auto')
      .describe(
        'given: keep the transparency it has. form: where the built-in engine drew its form. plain-background: take away one colour from the border inwards. model: ask a model. auto: the first that can.',
      ),
    model: z.string().optional().describe('The background model; see: ai-workspace models list.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
  }),
  output: z.object({
    image: assetId('image'),
    method: z.enum(methods),
    model: z.string().optional(),
    foreground: z.number().describe('Share of the picture that is left.'),
  }),
  example: { image: '$image' },

  models: ({ method, model }) =>
    method === 'auto' || method === 'model'
      ? [{ task: 'cutout', ...(model === undefined ? { optional: method === 'auto' } : { id: model }) }]
      : [],

  async run({ image, method, model, name }, context) {
    const { decodeImage } = await import('./codecs/decode-image.ts')
    const { encodePictures } = await import('./encode-assets.ts')
    const { asset, bytes } = await context.readAsset(image)
    const pixels = await decodeImage(bytes)
    const { mask, ...made } = await findForeground(context, { asset, pixels, method, model })
    const foreground = mask.data.reduce((sum, value) => sum + value, 0) / (255 * mask.data.length)
    if (mask.data.every((value) => value < 128)) throw nothingLeft(asset, made.method)
    context.progress(0.9, 'Writing')
    const cut = withAlpha(pixels, mask)
    const [encoded] = await encodePictures([{ image: cut }], context)
    const { width, height } = cut
    const put = await context.putAsset(
      {
        name: name ?? `${asset.name}-cutout`,
        kind: 'image',
        mediaType: 'image/png',
        parents: [image],
        quality: encoded!.quality,
        facts: {
          width,
          height,
          foreground: Math.round(foreground * 1e4) / 1e4,
          cutout: made.method,
          ...modelFact(made),
        },
      },
      encoded!.bytes,
    )
    return { image: put.id, foreground, ...made }
  },
})

interface Request {
  readonly asset: Asset
  readonly pixels: Pixels
  readonly method: Method | 'auto'
  readonly model: string | undefined
}

interface Foreground {
  readonly mask: Pixels
  readonly method: Method
  readonly model?: string
}

async function findForeground(context: Context, { asset, pixels, method, model }: Request): Promise<Foreground> {
  const auto = method === 'auto' && model === undefined
  if (method === 'given' || auto) {
    const mask = givenAlpha(pixels)
    if (mask !== undefined) return { mask, method: 'given' }
    if (method === 'given') {
      throw new WorkspaceError('bad-input', `"${asset.name}" has no transparency.`, {
        hint: 'Leave --method out: its background is then found.',
      })
    }
  }
  if (method === 'form' || auto) {
    const mask = await drawnForm(context, asset)
    if (mask !== undefined) return { mask, method: 'form' }
    if (method === 'form') {
      throw new WorkspaceError('bad-input', `The form of "${asset.name}" is not known.`, {
        hint: 'Only images of the built-in engine have one; leave --method out.',
      })
    }
  }
  if (method === 'plain-background' || auto) {
    const { plainBackground } = await import('./cutout/plain-background.ts')
    const mask = plainBackground(pixels)
    if (mask !== undefined) return { mask, method: 'plain-background' }
    if (method === 'plain-background') {
      throw new WorkspaceError('bad-input', `The border of "${asset.name}" has more than one colour.`, {
        hint: 'Take --method model, or a picture in front of a plain background.',
      })
    }
  }
  const segmenter = await context.model('cutout', model).catch((error: unknown) => {
    throw auto ? noModel(asset, error) : error
  })
  const { toRgb } = await import('./cutout/to-rgb.ts')
  const mask = await segmenter.mask(toRgb(pixels), {
    signal: context.signal,
    onProgress: (fraction, message) => context.progress(fraction * 0.85, message),
  })
  return { mask, method: 'model', model: segmenter.modelId }
}

/** Where an image of the built-in engine shows its form: the same rays are traced again. */
async function drawnForm(context: Context, asset: Asset): Promise<Pixels | undefined> {
  const { traceDepth } = await import('./trace-depth.ts')
  const traced = await traceDepth(context, asset)
  if (traced === undefined) return undefined
  const { width, height, depth } = traced
  return { width, height, channels: 1, data: Uint8Array.from(depth, (z) => (z === Infinity ? 0 : 255)) }
}

/** The alpha channel where it hides anything. */
function givenAlpha({ width, height, channels, data }: Pixels): Pixels | undefined {
  if (channels !== 4) return undefined
  const alpha = Uint8Array.from({ length: width * height }, (_, i) => data[4 * i + 3]!)
  return alpha.every((value) => value === 255) ? undefined : { width, height, channels: 1, data: alpha }
}

/** The colours with the mask as their alpha channel. */
function withAlpha({ width, height, channels, data }: Pixels, mask: Pixels): Pixels {
  const out = new Uint8Array(4 * width * height)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) out[4 * i + c] = data[channels * i + (channels === 1 ? 0 : c)]!
    out[4 * i + 3] = mask.data[i]!
  }
  return { width, height, channels: 4, data: out }
}

function modelFact({ model }: Pick<Foreground, 'model'>): { model?: string } {
  return model === undefined ? {} : { model }
}

function nothingLeft({ name }: Asset, method: Method): WorkspaceError {
  return new WorkspaceError(
    'bad-input',
    method === 'given'
      ? `"${name}" is transparent all over: there is nothing to see.`
      : `Nothing stands out from the background of "${name}".`,
    { hint: 'Give a picture of one thing, in front of a background of another colour.' },
  )
}

function noModel({ name }: Asset, cause: unknown): unknown {
  if (!(cause instanceof WorkspaceError) || cause.code !== 'no-model') return cause
  return new WorkspaceError(
    'no-model',
    `"${name}" has neither transparency nor a plain background, and no background model is installed.`,
    { hint: 'Give a picture that is cut out, or see: ai-workspace models search background', cause },
  )
}
