import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { changePicture } from './change-picture.ts'
import { cropPixels } from './crop-pixels.ts'
import { nameField } from './input-fields.ts'

const side = z.int().min(1).max(16_384)
const place = z.int().min(0).max(16_384).default(0)

/** A rectangle out of a picture, pixel by pixel. */
export default defineNode({
  id: 'image.crop',
  summary: 'Cut a rectangle out of an image.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The image to cut.'),
    left: place.describe('Pixels from the left border.'),
    top: place.describe('Pixels from the upper border.'),
    width: side.describe('Width in pixels.'),
    height: side.describe('Height in pixels.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
  }),
  output: z.object({ image: assetId('image') }),
  example: { image: '$image', left: 8, top: 8, width: 48, height: 32 },

  async run({ image, name, ...part }, context) {
    const cut = await changePicture(context, { image, name, suffix: 'cut' }, (pixels, title) => {
      if (part.left + part.width <= pixels.width && part.top + part.height <= pixels.height) {
        return cropPixels(pixels, part)
      }
      const { left, top, width, height } = part
      throw new WorkspaceError(
        'bad-input',
        `${width} × ${height} from ${left}, ${top} reaches beyond "${title}", which is ${pixels.width} × ${pixels.height}.`,
      )
    })
    return { image: cut.id }
  },
})
