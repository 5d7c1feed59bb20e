import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { nameField } from './input-fields.ts'
import { putMaterialSet } from './material-set.ts'
import { textureFields, textureOutput } from './texture-fields.ts'

/** A PBR set from any picture, by classical filters; it says so in every map's facts. */
export default defineNode({
  id: 'texture.pbr',
  summary: 'Make a PBR texture set from a picture, by classical filters.',
  version: 2,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The picture: a photo of a surface, or an albedo map.'),
    seamless: z
      .boolean()
      .default(false)
      .describe('Make it tile: the borders are joined, and every filter reaches around.'),
    strength: z.number().min(0.01).max(20).default(1).describe('Depth of the relief.'),
    delight: z.number().min(0).max(1).default(0.7).describe('How much of the light in the picture is removed.'),
    metalness: z.number().min(0).max(1).default(0).describe('1 for metal; a picture does not say.'),
    roughness: z.number().min(-1).max(1).default(0).describe('Added to the estimated roughness.'),
    tileSize: z.number().min(0.001).max(1000).default(1).describe('Metres that the picture is wide.'),
    ...textureFields,
    name: nameField.describe('Name of the assets; by default made of that of the picture.'),
  }),
  output: z.object({
    ...textureOutput,
  }),
  example: { image: '$image', preview: false },

  async run({ image, seamless, maps: roles, normalConvention, preview, name, ...wishes }, context) {
    const { asset, bytes } = await context.readAsset(image)
    const [{ decodeImage }, { pbrFromPicture }, { makeSeamless }] = await Promise.all([
      import('./codecs/decode-image.ts'),
      import('./maps/pbr-from-picture.ts'),
      import('./maps/make-seamless.ts'),
    ])
    // The same limit as for textures that are made here.
    const pixels = await decodeImage(bytes, { maxPixels: 4096 * 4096 })
    if (pixels.width < 16 || pixels.height < 16) {
      throw new WorkspaceError(
        'bad-input',
        `"${asset.name}" is ${pixels.width} × ${pixels.height}: too small for a texture.`,
        {
          hint: 'It takes at least 16 × 16 pixels; 256 and more look well.',
        },
      )
    }
    context.progress(0.05, 'Reading the picture')
    const alreadyTiles = asset.facts['tileable'] === true
    const source = seamless && !alreadyTiles ? makeSeamless(pixels) : pixels
    context.signal.throwIfAborted()
    const maps = pbrFromPicture(source, { ...wishes, border: seamless ? 'wrap' : 'mirror' }, (fraction, message) =>
      context.progress(0.15 + fraction * 0.5, message),
    )
    context.signal.throwIfAborted()
    return putMaterialSet(context, maps, {
      name: name ?? `${asset.name}-pbr`,
      roles,
      convention: normalConvention,
      tileable: seamless,
      parents: [image],
      facts: { method: 'classical filters; height, roughness and metalness are guesses' },
      preview,
    })
  },
})
