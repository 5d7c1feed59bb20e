import { z } from 'zod'
import { type Asset, assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { type Context, defineNode } from '../../base/node.ts'
import depthImage from './depth-image.node.ts'
import { encodePictures } from './encode-assets.ts'
import { type MapWishes, normalsOfMap, usualRange } from './normals-of-map.ts'
import { type Normals, traceNormals } from './trace-normals.ts'

/** Normals: exact for a picture of the built-in engine, else from a depth model's depth, or from a height or depth map. */
export default defineNode({
  id: 'image.normal',
  summary: 'Make the normal map of an image, or of a height or depth map.',
  version: 3,
  input: z.strictObject({
    image: assetId('image', 'map').describe('An image, or a height or depth map.'),
    model: z
      .string()
      .optional()
      .describe('The depth model for an image whose shape is not known; see: ai-workspace models list.'),
    strength: z.number().min(0.01).max(100).default(1).describe('Steepness, for maps of height and for detail.'),
    detail: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .describe("Bend the normals by the image's own light and dark: 1 is as deep as old brickwork, 0 not at all."),
    fov: z
      .number()
      .min(1)
      .max(170)
      .optional()
      .describe('Degrees that the camera sees from top to bottom, for depth; by default those of the map, or 50.'),
    reach: z
      .number()
      .min(1.01)
      .max(1000)
      .default(4)
      .describe('How many times farther than the nearest point the farthest one is, for depth that is only relative.'),
    convention: z
      .enum(['opengl', 'directx'])
      .default('opengl')
      .describe('Green up (Blender, glTF, Unity) or green down (Unreal).'),
    seamless: z.boolean().default(false).describe('The map is a tile: filters reach around its border.'),
  }),
  output: z.object({ normal: assetId('map') }),
  example: { image: '$image' },

  models: ({ model }) => [{ task: 'depth', ...(model === undefined ? { optional: true } : { id: model }) }],

  async run({ image, model, convention, detail, ...wishes }, context) {
    const read = await context.readAsset(image)
    const { asset } = read
    const made =
      asset.kind === 'image'
        ? ((model === undefined ? await traceNormals(context, asset) : undefined) ??
          (await normalsOfPicture(context, asset, model, wishes)))
        : await normalsOfMap(asset, read.bytes, wishes)
    if (detail > 0) await bendByDetail(context, read, made, { ...wishes, detail })
    const { width, height, data } = made
    if (convention === 'directx') for (let i = 1; i < data.length; i += 3) data[i] = 255 - data[i]!
    const tileable = asset.kind === 'map' && wishes.seamless
    const { pool, signal } = context
    const [encoded] = await encodePictures(
      [{ image: { width, height, channels: 3, data }, options: { colour: 'data' }, role: 'normal', tileable }],
      { pool, signal },
    )
    const normal = await context.putAsset(
      {
        name: `${asset.name}-normal`,
        kind: 'map',
        role: 'normal',
        mediaType: 'image/png',
        parents: [image, ...made.parents],
        quality: encoded!.quality,
        facts: { width, height, convention, tileable, ...(detail > 0 ? { detail } : {}), ...made.facts },
      },
      encoded!.bytes,
    )
    return { normal: normal.id }
  },
})

/** By way of the depth that a model sees; that map is kept too. */
async function normalsOfPicture(
  context: Context,
  image: Asset,
  model: string | undefined,
  wishes: MapWishes,
): Promise<Normals> {
  const input = { image: image.id, ...(model === undefined ? {} : { model }) }
  const { depth } = await context.run(depthImage, input, { until: 0.8 })
  const { asset, bytes } = await context.readAsset(depth)
  const made = await normalsOfMap(asset, bytes, wishes)
  return { ...made, parents: [depth], facts: { ...made.facts, model: asset.facts['model'] } }
}

/** What is dark is deep, in sizes below a thirtieth of the picture: larger ones are the shape's, which is known already. */
async function bendByDetail(
  context: Context,
  read: { readonly asset: Asset; readonly bytes: Uint8Array },
  { width, height, data }: Normals,
  { detail, strength, seamless }: MapWishes & { readonly detail: number },
): Promise<void> {
  const [{ decodeImage }, { linearLuma }, { heightFromLuma }, { blurField }, { normalsFromHeight }, { bendNormals }] =
    await Promise.all([
      import('./codecs/decode-image.ts'),
      import('./maps/linear-light.ts'),
      import('./maps/height-from-luma.ts'),
      import('./maps/blur-field.ts'),
      import('./maps/normals-from-height.ts'),
      import('./maps/bend-normals.ts'),
    ])
  const pixels = await decodeImage((await pictureOf(context, read)).bytes)
  if (pixels.width !== width || pixels.height !== height) {
    throw new WorkspaceError(
      'bad-input',
      `The image is ${pixels.width} × ${pixels.height}, its map ${width} × ${height}: no detail can be taken from it.`,
    )
  }
  const border = seamless ? 'wrap' : 'mirror'
  const relief = heightFromLuma(linearLuma(pixels), border)
  const coarse = blurField(relief, width / 30, border)
  const scale = usualRange * detail * strength * width
  const fine = relief.data.map((value, i) => (value - coarse.data[i]!) * scale)
  bendNormals(data, normalsFromHeight({ width, height, data: fine }, border))
}

/** The image itself, or the one that a map was made of. */
async function pictureOf(
  context: Context,
  read: { readonly asset: Asset; readonly bytes: Uint8Array },
): Promise<{ readonly bytes: Uint8Array }> {
  if (read.asset.kind === 'image') return read
  const image = (await context.ancestors(read.asset.id)).find(({ kind }) => kind === 'image')
  if (image !== undefined) return context.readAsset(image.id)
  throw new WorkspaceError('bad-input', `"${read.asset.name}" was made of no image: there is no detail to take.`, {
    hint: 'Leave out --detail, or give the image itself.',
  })
}
