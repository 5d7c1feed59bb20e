import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { nameField } from './input-fields.ts'

const side = (which: string) => z.int().min(0).max(4096).default(0).describe(`Pixels to add ${which}.`)

/** A picture on a larger grey canvas, and the mask of what is new: the raw material of outpainting. */
export default defineNode({
  id: 'image.pad',
  summary: 'Put an image on a larger grey canvas, with a mask of the new area.',
  version: 1,
  input: z.strictObject({
    image: assetId('image').describe('The image.'),
    left: side('on the left'),
    right: side('on the right'),
    top: side('above'),
    bottom: side('below'),
    feather: z.int().min(0).max(4096).default(0).describe('Pixels of the image over which the mask fades out.'),
    name: nameField.describe('Name of the results; by default made of the image.'),
  }),
  output: z.object({ image: assetId('image'), mask: assetId('image') }),
  example: { image: '$image', right: 32, feather: 8 },

  async run({ image, feather, name, ...sides }, context) {
    const [{ decodeImage }, { encodePictures }, { padMask, padPixels }] = await Promise.all([
      import('./codecs/decode-image.ts'),
      import('./encode-assets.ts'),
      import('./masks/pad-pixels.ts'),
    ])
    const { asset, bytes } = await context.readAsset(image)
    const pixels = await decodeImage(bytes)
    const padded = padPixels(pixels, sides)
    const { width, height } = padded
    if (width > 16_384 || height > 16_384) {
      throw new WorkspaceError('bad-input', `The canvas would be ${width} × ${height}; sides go up to 16384 pixels.`)
    }
    context.progress(0.5, 'Writing')
    const encoded = await encodePictures([{ image: padded }, { image: padMask(pixels, sides, feather) }], context)
    const title = name ?? `${asset.name}-padded`
    const keep = async (place: number, ending: string) =>
      (
        await context.putAsset(
          {
            name: `${title}${ending}`,
            kind: 'image',
            mediaType: 'image/png',
            parents: [image],
            facts: { width, height, sides },
          },
          encoded[place]!.bytes,
        )
      ).id
    return { image: await keep(0, ''), mask: await keep(1, '-mask') }
  },
})
