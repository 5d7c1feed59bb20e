import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { changePicture } from './change-picture.ts'
import { cropPixels } from './crop-pixels.ts'
import { nameField } from './input-fields.ts'
import { resizeFilters } from './resize-filters.ts'
import { resizePixels } from './resize-pixels.ts'

/** Above this the picture does not fit beside a model: 16384² pixels are 1 GB. */
const largestSide = 16_384
const side = z.int().min(1).max(largestSide).optional()

/** A picture in another size, without a model. */
export default defineNode({
  id: 'image.resize',
  summary: 'Bring an image to another size.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The image.'),
    width: side.describe('Width in pixels; by default as the height asks for.'),
    height: side.describe('Height in pixels; by default as the width asks for.'),
    scale: z.number().min(0.01).max(16).optional().describe('So many times as large, in place of width and height.'),
    filter: z.enum(resizeFilters).default('lanczos').describe('How pixels are mixed.'),
    fit: z
      .enum(['stretch', 'cover'])
      .default('stretch')
      .describe('Stretch changes the proportions; cover cuts off what reaches beyond.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
  }),
  output: z.object({ image: assetId('image'), width: z.int(), height: z.int() }),
  example: { image: '$image', width: 96, fit: 'cover' },

  async run({ image, name, filter, fit, ...wanted }, context) {
    if ((wanted.scale === undefined) === (wanted.width === undefined && wanted.height === undefined)) {
      throw new WorkspaceError('bad-input', 'A new size is either a scale, or a width or height.', {
        hint: 'For example: --width 1024, or --scale 2',
      })
    }
    const resized = await changePicture(context, { image, name, suffix: 'resized' }, (pixels) => {
      const { width, height } = sizeOf(pixels, wanted)
      if (width > largestSide || height > largestSide) {
        throw new WorkspaceError('bad-input', `It would be ${width} × ${height}; sides go up to ${largestSide} pixels.`)
      }
      return resizePixels(fit === 'cover' ? cutToShape(pixels, width / height) : pixels, width, height, filter)
    })
    const { width, height } = resized.facts as { width: number; height: number }
    return { image: resized.id, width, height }
  },
})

function sizeOf(
  pixels: Pixels,
  { width, height, scale }: { width?: number | undefined; height?: number | undefined; scale?: number | undefined },
): { width: number; height: number } {
  const round = (length: number) => Math.max(1, Math.round(length))
  if (scale !== undefined) return { width: round(pixels.width * scale), height: round(pixels.height * scale) }
  return {
    width: width ?? round((pixels.width * height!) / pixels.height),
    height: height ?? round((pixels.height * width!) / pixels.width),
  }
}

/** The middle part of a shape (width by height), as large as it fits. */
function cutToShape(pixels: Pixels, shape: number): Pixels {
  const own = pixels.width / pixels.height
  const left = own > shape ? Math.round((pixels.width - pixels.width * (shape / own)) / 2) : 0
  const top = own < shape ? Math.round((pixels.height - pixels.height * (own / shape)) / 2) : 0
  return cropPixels(pixels, { left, top, width: pixels.width - 2 * left, height: pixels.height - 2 * top })
}
