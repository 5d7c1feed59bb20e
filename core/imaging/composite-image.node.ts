import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { encodePictures } from './encode-assets.ts'
import { nameField } from './input-fields.ts'

const place = z.int().min(-16_384).max(16_384).default(0)

/** One picture over another, through a mask. */
export default defineNode({
  id: 'image.composite',
  summary: 'Lay one image over another, through a mask.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The image below.'),
    source: assetId('image', 'map').describe('The image above.'),
    mask: assetId('image', 'map').optional().describe('White where the one above shows; brought to its size.'),
    left: place.describe('Where the left border of the one above lies, in pixels.'),
    top: place.describe('Where its upper border lies.'),
    stretch: z.boolean().default(false).describe('Bring the one above to the size of the one below first.'),
    name: nameField.describe('Name of the result; by default made of the image below.'),
  }),
  output: z.object({ image: assetId('image') }),
  example: { image: '$image', source: '$image', left: 16 },

  async run({ image, source, mask, left, top, stretch, name }, context) {
    const [{ decodeImage }, { resizePixels }, { compositePixels }] = await Promise.all([
      import('./codecs/decode-image.ts'),
      import('./resize-pixels.ts'),
      import('./masks/composite-pixels.ts'),
    ])
    const read = async (id: string) => decodeImage((await context.readAsset(id)).bytes)
    const { asset } = await context.readAsset(image)
    const below = await read(image)
    const given = await read(source)
    const above = stretch ? resizePixels(given, below.width, below.height, 'bilinear') : given
    const through = mask === undefined ? undefined : await read(mask)
    const fitted = through === undefined ? undefined : resizePixels(through, above.width, above.height, 'bilinear')
    const pixels = compositePixels(below, above, { left, top, mask: fitted })
    context.signal.throwIfAborted()
    context.progress(0.5, 'Writing')
    const [encoded] = await encodePictures([{ image: pixels }], context)
    const { width, height } = pixels
    const put = await context.putAsset(
      {
        name: name ?? `${asset.name}-composed`,
        kind: 'image',
        mediaType: 'image/png',
        parents: [image, source, ...(mask === undefined ? [] : [mask])],
        quality: encoded!.quality,
        facts: { width, height },
      },
      encoded!.bytes,
    )
    return { image: put.id }
  },
})
