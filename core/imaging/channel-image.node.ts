import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { changePicture } from './change-picture.ts'
import { nameField } from './input-fields.ts'

const channels = ['red', 'green', 'blue', 'alpha'] as const

/** One channel of a picture in shades of grey, as masks are kept. */
export default defineNode({
  id: 'image.channel',
  summary: 'Take one channel of an image as a grey image, for a mask.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The image.'),
    channel: z.enum(channels).describe('Which one; alpha is how opaque each pixel is.'),
    invert: z.boolean().default(false).describe('Turn it around: what is transparent becomes white.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
  }),
  output: z.object({ image: assetId('image') }),
  example: { image: '$image', channel: 'red' },

  async run({ image, channel, invert, name }, context) {
    const grey = await changePicture(context, { image, name, suffix: channel }, (pixels, title) => {
      if (channel === 'alpha' && pixels.channels !== 4) {
        throw new WorkspaceError('bad-input', `"${title}" has no transparency to take a mask from.`, {
          hint: 'Erase what is to be painted, or take another channel of a black and white picture.',
        })
      }
      return pick(pixels, channels.indexOf(channel), invert)
    })
    return { image: grey.id }
  },
})

function pick({ width, height, channels: count, data }: Pixels, channel: number, invert: boolean): Pixels {
  const grey = Uint8Array.from({ length: width * height }, (_, i) => {
    const value = data[i * count + (count === 1 ? 0 : channel)]!
    return invert ? 255 - value : value
  })
  return { width, height, channels: 1, data: grey }
}
