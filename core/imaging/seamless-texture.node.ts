import { z } from 'zod'
import { type Asset, assetId, type MapRole } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { type Context, defineNode } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { encodePictures } from './encode-assets.ts'
import { nameField } from './input-fields.ts'
import { putMaterialSet } from './material-set.ts'
import type { Raster, SeamlessOptions } from './seamless/make-seamless.ts'

/** Pixels below which there is no room for a cut. */
const smallestSide = 32

/** A picture, a map or a whole material made to tile by joining its borders where they differ least. */
export default defineNode({
  id: 'texture.seamless',
  summary: 'Make a picture, map or material tile: its borders are cut and joined where it shows least.',
  version: 1,
  input: z.strictObject({
    image: assetId('image', 'map', 'material').describe('The picture, map or material.'),
    axes: z.enum(['xy', 'x', 'y']).default('xy').describe('Along which axes it is to tile.'),
    light: z
      .enum(['even', 'kept'])
      .default('even')
      .describe('Of pictures: take out slow light first, which would show as stains that repeat.'),
    size: z
      .enum(['kept', 'cut'])
      .default('kept')
      .describe('Joining costs a strip of it: stretch the rest to the size it had, or leave it smaller.'),
    name: nameField.describe('Name of the result; by default made of that of the image.'),
  }),
  output: z.object({
    image: assetId('image', 'map').optional(),
    material: assetId('material').optional(),
    maps: z.record(z.string(), assetId('map')).optional().describe('Of a material: the maps by their role.'),
    seams: z.record(z.string(), z.unknown()).describe('Border steps against those inside, before and after.'),
  }),
  example: { image: '$image' },

  async run({ image, axes, light, size, name }, context) {
    const { asset, bytes } = await context.readAsset(image)
    const { pool, signal } = context
    const options = { axes, size, pool, signal }
    if (asset.kind === 'material') return joinSet(context, asset, name, options)
    const { decodeHeight, decodeImage } = await import('./codecs/decode-image.ts')
    const deep = asset.role === 'height' || asset.role === 'depth'
    const { findSeams, joinRaster, seamFacts } = await import('./seamless/make-seamless.ts')
    const raster: Raster = deep
      ? { ...(await decodeHeight(bytes, limit)), channels: 1 }
      : await decodeImage(bytes, limit)
    checkSide(asset, raster)
    context.progress(0.1, 'Looking for the seam')
    const isColour = asset.role === undefined || asset.role === 'albedo' || asset.role === 'emission'
    const source = asset.role === undefined && light === 'even' ? await evened(raster, context) : raster
    const plan = await findSeams(source, options)
    context.progress(0.5, 'Joining')
    const joined = await joinRaster(source, plan, { ...options, level: isColour ? 'colour' : 'number' })
    if (asset.role === 'normal') {
      const { unitNormals } = await import('./seamless/join-maps.ts')
      unitNormals(joined.data as Uint8Array)
    }
    const seams = seamFacts(raster, joined, axes, plan)
    const made = await putJoined(context, asset, joined, { name, axes, isColour, seams })
    return { image: made.id, seams }
  },
})

/** As for textures that are made here. */
const limit = { maxPixels: 4096 * 4096 }

async function evened(raster: Raster, { pool, signal }: Context): Promise<Raster> {
  const { evenLight } = await import('./pbr/even-light.ts')
  const pixels = raster as Pixels
  const even = await evenLight(pixels, { border: 'mirror', pool, signal })
  if (pixels.channels !== 4) return even
  return { ...pixels, data: pixels.data.map((value, i) => (i % 4 === 3 ? value : even.data[(i >> 2) * 3 + (i & 3)]!)) }
}

async function joinSet(context: Context, asset: Asset, name: string | undefined, options: SeamlessOptions) {
  const [{ readMaterialSet }, { joinMaps }, { findSeams, seamFacts }] = await Promise.all([
    import('./read-material-set.ts'),
    import('./seamless/join-maps.ts'),
    import('./seamless/make-seamless.ts'),
  ])
  const { maps, roles, convention } = await readMaterialSet(context, asset)
  checkSide(asset, maps)
  context.progress(0.2, 'Looking for the seam')
  const before = { ...maps, channels: 3, data: maps.albedo } as const
  const plan = await findSeams(before, options)
  context.progress(0.5, 'Joining')
  const joined = await joinMaps(maps, plan, options)
  const seams = seamFacts(before, { ...joined, channels: 3, data: joined.albedo }, options.axes, plan)
  const set = await putMaterialSet(context, joined, {
    name: name ?? `${asset.name}-seamless`,
    roles,
    convention,
    tileable: options.axes === 'xy',
    parents: [asset.id],
    facts: { seams },
  })
  return { material: set.material, maps: set.maps, seams }
}

interface Joined {
  readonly name: string | undefined
  readonly axes: SeamlessOptions['axes']
  readonly isColour: boolean
  readonly seams: Readonly<Record<string, unknown>>
}

async function putJoined(context: Context, asset: Asset, raster: Raster, { name, axes, isColour, seams }: Joined) {
  const { width, height, data } = raster
  const depth = data instanceof Uint16Array ? 16 : 8
  const role: MapRole | undefined = asset.role
  const tileable = axes === 'xy'
  const [encoded] = await encodePictures(
    [
      {
        image: { ...raster, depth, channels: raster.channels as 1 | 3 | 4 },
        options: { colour: isColour ? 'srgb' : 'data' },
        ...(role === undefined ? { seamless: axes } : { role, tileable }),
      },
    ],
    context,
  )
  return context.putAsset(
    {
      name: name ?? `${asset.name}-seamless`,
      kind: role === undefined ? 'image' : 'map',
      ...(role === undefined ? {} : { role }),
      mediaType: 'image/png',
      parents: [asset.id],
      quality: encoded!.quality,
      facts: { ...(role === undefined ? {} : mapFacts(asset)), width, height, tileable, seams },
    },
    encoded!.bytes,
  )
}

/** What the numbers of a map mean stays as it was. */
function mapFacts({ facts }: Asset): Record<string, unknown> {
  const kept = ['convention', 'heightRange', 'heightRangeMetres', 'channels', 'kind', 'near', 'far', 'unit', 'encoding']
  return Object.fromEntries(kept.flatMap((key) => (facts[key] === undefined ? [] : [[key, facts[key]]])))
}

function checkSide(asset: Asset, { width, height }: { readonly width: number; readonly height: number }): void {
  if (Math.min(width, height) >= smallestSide) return
  throw new WorkspaceError('bad-input', `"${asset.name}" is ${width} × ${height}: too small to join its borders.`, {
    hint: `It takes at least ${smallestSide} × ${smallestSide} pixels.`,
  })
}
