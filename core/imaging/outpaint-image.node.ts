import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { diffusionFields, modelsOfRequest } from './diffusion-fields.ts'
import { nameField, negativePromptField, promptField, readingField, seedField } from './input-fields.ts'

const side = (which: string) =>
  z.int().min(0).max(2048).default(0).describe(`Pixels to add ${which}; best in multiples of 8.`)

/** What has no meaning here: the picture begins from itself under a mask of this node's own. */
const {
  start: _start,
  mask: _mask,
  maskBlur: _maskBlur,
  area: _area,
  areaPadding: _areaPadding,
  fit: _fit,
  seamless: _seamless,
  hires: _hires,
  hiresStrength: _hiresStrength,
  hiresSteps: _hiresSteps,
  hiresPrompt: _hiresPrompt,
  hiresNegativePrompt: _hiresNegativePrompt,
  hiresSampler: _hiresSampler,
  hiresSchedule: _hiresSchedule,
  upscaler: _upscaler,
  ...fields
} = diffusionFields

/** The largest side of a result: that of every picture made here. */
const largestSide = 4096

/** A picture continued beyond its borders; what was there stays to the bit, but for a soft edge. */
export default defineNode({
  id: 'image.outpaint',
  summary: 'Continue an image beyond its borders.',
  version: 1,
  input: z.strictObject({
    image: assetId('image').describe('The image to continue.'),
    prompt: promptField.describe('What there is to see, the old part included.'),
    negativePrompt: negativePromptField,
    left: side('on the left'),
    right: side('on the right'),
    top: side('above'),
    bottom: side('below'),
    feather: z.int().min(0).max(256).default(32).describe('Pixels of the old picture over which the new one fades in.'),
    seed: seedField,
    model: z.string().optional().describe('The image model; one for inpainting does it best.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
    ...fields,
    strength: fields.strength
      .default(0.9)
      .describe('How far from the stretched edges: 1 keeps nothing of their colours.'),
  }),
  output: z.object({
    image: assetId('image'),
    images: z.array(assetId('image')).optional().describe('All of them, when there are several.'),
    mask: assetId('image'),
    reading: readingField.optional(),
    width: z.int(),
    height: z.int(),
    seed: z.int(),
  }),
  example: { image: '$image', prompt: 'an old stone wall', right: 32, steps: 2, seed: 1 },

  models: (input) => modelsOfRequest({ ...input, hires: 1, upscaler: undefined }),

  async run(input, context) {
    const [{ decodeImage }, { encodePng }, { extendCanvas, newAreaMask }, { default: generateImage }] =
      await Promise.all([
        import('./codecs/decode-image.ts'),
        import('./codecs/encode-png.ts'),
        import('./masks/extend-canvas.ts'),
        import('./generate-image.node.ts'),
      ])
    const { image, left, right, top, bottom, feather, name, ...words } = input
    const { asset, bytes } = await context.readAsset(image)
    const pixels = await decodeImage(bytes)
    const sides = { left, right, top, bottom }
    const [width, height] = [pixels.width + left + right, pixels.height + top + bottom]
    checkSides(pixels, sides, asset.name)

    context.progress(0.01, 'Stretching the canvas')
    const title = name ?? `${asset.name}-outpainted`
    const keep = async (part: string, bytes: Uint8Array) =>
      (
        await context.putAsset(
          {
            name: `${title}-${part}`,
            kind: 'image',
            mediaType: 'image/png',
            parents: [image],
            facts: { width, height, sides },
          },
          bytes,
        )
      ).id
    const start = await keep('canvas', encodePng(extendCanvas(pixels, sides, input.seed)))
    const mask = await keep('mask', encodePng(newAreaMask(pixels, sides, feather)))
    context.progress(0.03)
    const made = await context.run(
      generateImage,
      // The mask's edge is soft already.
      { ...words, name: title, start, mask, maskBlur: 0, width, height },
      { until: 1 },
    )
    return {
      image: made.image,
      ...(made.images === undefined ? {} : { images: made.images }),
      mask,
      ...(made.reading === undefined ? {} : { reading: made.reading }),
      width,
      height,
      seed: made.seed,
    }
  },
})

function checkSides(
  { width, height }: { readonly width: number; readonly height: number },
  { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number },
  name: string,
): void {
  const [wide, high] = [width + left + right, height + top + bottom]
  if (left + right + top + bottom === 0) {
    throw new WorkspaceError('bad-input', `Nothing is added to "${name}".`, {
      hint: 'For example: --left 128 --right 128',
    })
  }
  if (wide > largestSide || high > largestSide) {
    throw new WorkspaceError(
      'bad-input',
      `The result would be ${wide} × ${high}; sides go up to ${largestSide} pixels.`,
      {
        hint: 'Add less.',
      },
    )
  }
  if (wide % 8 === 0 && high % 8 === 0) return
  const missing = (length: number) => (8 - (length % 8)) % 8
  throw new WorkspaceError(
    'bad-input',
    `"${name}" is ${width} × ${height}, so that the result would be ${wide} × ${high}: models make sides that are multiples of 8.`,
    { hint: `Add ${missing(wide)} pixels more across and ${missing(high)} more down.` },
  )
}
