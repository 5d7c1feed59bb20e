import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { changePicture } from './change-picture.ts'
import { nameField } from './input-fields.ts'

/** A gradient of a step from black to white, where it is longest. */
const largest = 2040
const length = z.number().min(0).max(largest)

/** The lines of a picture, for a ControlNet that was trained on such. */
export default defineNode({
  id: 'image.edges',
  summary: 'Draw the edges of an image as white lines on black (Canny), for a ControlNet.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The image.'),
    low: length.default(100).describe('A line goes on where the brightness changes more than this.'),
    high: length.default(200).describe('A line begins where it changes more than this.'),
    name: nameField.describe('Name of the result; by default made of the image.'),
  }),
  output: z.object({ image: assetId('image') }),
  example: { image: '$image' },

  async run({ image, low, high, name }, context) {
    const { cannyEdges } = await import('./maps/canny-edges.ts')
    const edges = await changePicture(context, { image, name, suffix: 'edges' }, (pixels) =>
      cannyEdges(pixels, { low, high }),
    )
    return { image: edges.id }
  },
})
