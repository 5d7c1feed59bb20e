import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { changePicture } from './change-picture.ts'
import { nameField } from './input-fields.ts'

/** The picture's colours turned around, as on a film negative. */
export default defineNode({
  id: 'image.invert',
  summary: 'Turn the colours of an image around.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The image to invert.'),
    strength: z.number().min(0).max(1).default(1).describe('0 leaves it as it is.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
  }),
  output: z.object({ image: assetId('image') }),
  example: { image: '$image' },

  async run({ image, strength, name }, context) {
    const inverted = await changePicture(context, { image, name, suffix: 'inverted' }, (pixels) => ({
      ...pixels,
      data: pixels.data.map((value, i) =>
        // The fourth channel is transparency: it stays.
        pixels.channels === 4 && i % 4 === 3 ? value : Math.round(value + (255 - 2 * value) * strength),
      ),
    }))
    return { image: inverted.id }
  },
})
