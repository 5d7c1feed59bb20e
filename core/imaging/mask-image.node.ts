import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { nameField } from './input-fields.ts'
import type { Mask } from './masks/refine-mask.ts'

const side = z.int().min(0).max(16_384)

/** A mask for painting parts of a picture anew: white is painted, black stays. */
export default defineNode({
  id: 'image.mask',
  summary: 'Make a mask for --mask: from transparency, brightness, a colour or a rectangle.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The picture to mask, or a mask to change (with --by brightness).'),
    by: z
      .enum(['transparency', 'brightness', 'colour', 'rectangle'])
      .describe(
        'What is painted anew: transparent pixels, a range of brightness, pixels near a colour, or a rectangle.',
      ),
    least: z.int().min(0).max(255).default(128).describe('By brightness: from here.'),
    most: z.int().min(0).max(255).default(255).describe('By brightness: up to here.'),
    colour: z
      .string()
      .regex(/^#?[0-9a-f]{6}$/i, 'is written as in #00ff00')
      .optional()
      .describe('By colour: which, as in #00ff00.'),
    tolerance: z
      .int()
      .min(0)
      .max(255)
      .default(32)
      .describe('By colour: how far each of red, green and blue may be off.'),
    left: side.default(0).describe('By rectangle: its left edge in pixels.'),
    top: side.default(0).describe('By rectangle: its upper edge in pixels.'),
    width: side.min(1).optional().describe('By rectangle: its width; by default up to the right border.'),
    height: side.min(1).optional().describe('By rectangle: its height; by default down to the lower border.'),
    invert: z.boolean().default(false).describe('Paint everything else instead.'),
    grow: z.int().min(-512).max(512).default(0).describe('Make it larger by so many pixels; smaller below 0.'),
    feather: z.int().min(0).max(256).default(0).describe('Soften its edge over about so many pixels to either side.'),
    name: nameField.describe('Name of the mask; by default made of the image.'),
  }),
  output: z.object({
    mask: assetId('image'),
    share: z.number().describe('How much of the picture is white, in [0, 1].'),
  }),
  example: { image: '$image', by: 'rectangle', left: 16, top: 16, width: 32, height: 32 },

  async run(input, context) {
    const [{ decodeImage }, { encodePng }, { featherMask, growMask, invertMask }] = await Promise.all([
      import('./codecs/decode-image.ts'),
      import('./codecs/encode-png.ts'),
      import('./masks/refine-mask.ts'),
    ])
    const { asset, bytes } = await context.readAsset(input.image)
    const pixels = await decodeImage(bytes)
    const found = await find(pixels, input, asset.name)
    const grown = growMask(input.invert ? invertMask(found) : found, input.grow)
    context.signal.throwIfAborted()
    const share = grown.data.reduce((sum, value) => sum + value, 0) / (255 * grown.data.length)
    if (share === 0) {
      throw new WorkspaceError('bad-input', `Nothing of "${asset.name}" is in this mask: nothing would be painted.`, {
        hint: 'Widen the range, or turn it around with --invert.',
      })
    }
    const mask = featherMask(grown, input.feather)
    const { width, height } = mask
    const put = await context.putAsset(
      {
        name: input.name ?? `${asset.name}-mask`,
        kind: 'image',
        mediaType: 'image/png',
        parents: [input.image],
        facts: { width, height, by: input.by, share },
      },
      encodePng(mask),
    )
    return { mask: put.id, share }
  },
})

type Wishes = {
  readonly by: 'transparency' | 'brightness' | 'colour' | 'rectangle'
  readonly least: number
  readonly most: number
  readonly colour?: string | undefined
  readonly tolerance: number
  readonly left: number
  readonly top: number
  readonly width?: number | undefined
  readonly height?: number | undefined
}

async function find(pixels: Pixels, wishes: Wishes, name: string): Promise<Mask> {
  const { maskWhere } = await import('./masks/refine-mask.ts')
  const { width, channels, data } = pixels
  switch (wishes.by) {
    case 'transparency':
      if (channels !== 4) {
        throw new WorkspaceError('bad-input', `"${name}" has no transparency.`, {
          hint: 'Take --by brightness, colour or rectangle.',
        })
      }
      return maskWhere(pixels, (i) => data[4 * i + 3]! < 128)
    case 'brightness':
      return maskWhere(pixels, (i) => {
        const luma = Math.round(lumaAt(data, i * channels))
        return luma >= wishes.least && luma <= wishes.most
      })
    case 'colour': {
      if (wishes.colour === undefined) {
        throw new WorkspaceError('bad-input', 'A mask by colour needs a colour.', {
          hint: 'For example: --colour #00ff00',
        })
      }
      const number = Number.parseInt(wishes.colour.replace('#', ''), 16)
      const wanted = [number >> 16, (number >> 8) & 255, number & 255]
      return maskWhere(pixels, (i) =>
        wanted.every((value, c) => Math.abs(data[i * channels + c]! - value) <= wishes.tolerance),
      )
    }
    case 'rectangle': {
      const { left, top } = wishes
      if (left >= pixels.width || top >= pixels.height) {
        throw new WorkspaceError(
          'bad-input',
          `A rectangle from ${left}, ${top} lies outside of "${name}", which is ${pixels.width} × ${pixels.height}.`,
        )
      }
      const right = left + (wishes.width ?? pixels.width)
      const bottom = top + (wishes.height ?? pixels.height)
      return maskWhere(pixels, (i) => {
        const [x, y] = [i % width, Math.floor(i / width)]
        return x >= left && x < right && y >= top && y < bottom
      })
    }
    default:
      return wishes.by satisfies never
  }
}

/** Rec. 601, as picture editors show brightness. */
function lumaAt(data: Uint8Array, at: number): number {
  return 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!
}
