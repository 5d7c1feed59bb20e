import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { encodeDepth } from './depth-code.ts'
import { encodePictures } from './encode-assets.ts'
import { sceneOfImage } from './scene-of-image.ts'

/** The depth of a picture. Exact for pictures of the built-in engine: the same rays are traced again. */
export default defineNode({
  id: 'image.depth',
  summary: 'Make the depth map of an image: 16 bits, near is white.',
  version: 2,
  input: z.strictObject({ image: assetId('image').describe('The image.') }),
  output: z.object({ depth: assetId('map'), near: z.number(), far: z.number() }),
  example: { image: '$image' },

  async run({ image }, context) {
    const { asset } = await context.readAsset(image)
    const scene = await sceneOfImage(context, asset)
    if (scene === undefined) {
      throw new WorkspaceError('no-model', `No installed model can see the depth of "${asset.name}".`, {
        hint: 'The depth of images that the built-in engine made is known exactly; other images need a depth model.',
      })
    }
    const { form, document, width, height } = scene
    const { pool, memo, signal } = context
    const { traceDocument } = await import('../../models/procedural/render-document.ts')
    const { depth, camera } = await traceDocument(
      document,
      { width, height },
      { pool, memo, signal, onProgress: (fraction) => context.progress(fraction * 0.8, 'Tracing depth') },
    )
    const { near, far, values } = encodeDepth(depth)
    const [encoded] = await encodePictures(
      [{ image: { width, height, channels: 1, depth: 16, data: values }, options: { colour: 'data' }, role: 'depth' }],
      { pool, signal },
    )
    const map = await context.putAsset(
      {
        name: `${asset.name}-depth`,
        kind: 'map',
        role: 'depth',
        mediaType: 'image/png',
        parents: [image, form.id],
        quality: encoded!.quality,
        facts: {
          width,
          height,
          near,
          far,
          unit: 'metres along the view axis',
          encoding: '0 = nothing; metres = far - (value - 1) / 65534 * (far - near)',
          verticalFovDegrees: camera.verticalFovDegrees,
          exact: true,
        },
      },
      encoded!.bytes,
    )
    return { depth: map.id, near, far }
  },
})
