import { z } from 'zod'
import type { Asset } from '../../base/asset.ts'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { type Context, defineNode } from '../../base/node.ts'
import { cos, sin } from '../../models/procedural/exact-math.ts'
import { decodeDepth } from './depth-code.ts'
import { encodePictures } from './encode-assets.ts'
import { sceneOfImage } from './scene-of-image.ts'

/** Height of a map that does not say how high it is, in picture widths at strength 1: as deep as old brickwork. */
const usualRange = 0.04

interface Normals {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
  readonly parents: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
}

interface Wishes {
  readonly strength: number
  readonly seamless: boolean
}

/** Normals: exact for a picture of the built-in engine, else from a height or depth map. */
export default defineNode({
  id: 'image.normal',
  summary: 'Make the normal map of an image, or of a height or depth map.',
  version: 2,
  input: z.strictObject({
    image: assetId('image', 'map').describe('An image whose shape is known, or a height or depth map.'),
    strength: z.number().min(0.01).max(100).default(1).describe('Steepness, for maps of height.'),
    convention: z
      .enum(['opengl', 'directx'])
      .default('opengl')
      .describe('Green up (Blender, glTF, Unity) or green down (Unreal).'),
    seamless: z.boolean().default(false).describe('The map is a tile: filters reach around its border.'),
  }),
  output: z.object({ normal: assetId('map') }),
  example: { image: '$image' },

  async run({ image, convention, ...wishes }, context) {
    const { asset, bytes } = await context.readAsset(image)
    const made =
      asset.kind === 'image' ? await normalsOfImage(context, asset) : await normalsOfMap(asset, bytes, wishes)
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
        facts: { width, height, convention, tileable, ...made.facts },
      },
      encoded!.bytes,
    )
    return { normal: normal.id }
  },
})

async function normalsOfImage(context: Context, asset: Asset): Promise<Normals> {
  const scene = await sceneOfImage(context, asset)
  if (scene === undefined) {
    throw new WorkspaceError('no-model', `No installed model can see the shape of "${asset.name}".`, {
      hint: 'Give a height or depth map instead, or make a full set from the image: ai-workspace texture --image FILE',
    })
  }
  const { form, document, width, height } = scene
  const [{ traceDocument }, { viewOf, dot }, { writeNormal }] = await Promise.all([
    import('../../models/procedural/render-document.ts'),
    import('../../models/procedural/render/camera.ts'),
    import('./maps/normals-from-height.ts'),
  ])
  const { normal, camera } = await traceDocument(
    document,
    { width, height },
    {
      pool: context.pool,
      memo: context.memo,
      signal: context.signal,
      onProgress: (fraction) => context.progress(fraction * 0.8, 'Tracing normals'),
    },
  )
  const { right, up, forward } = viewOf(camera, width / height)
  const data = new Uint8Array(new SharedArrayBuffer(width * height * 3))
  for (let i = 0; i < width * height; i++) {
    const world = [normal[i * 3]!, normal[i * 3 + 1]!, normal[i * 3 + 2]!] as const
    const nothing = world[0] === 0 && world[1] === 0 && world[2] === 0
    // A point that is seen faces the viewer; rounding at the outline may say otherwise.
    if (nothing) writeNormal(data, i * 3, 0, 0, 1)
    else writeNormal(data, i * 3, dot(world, right), dot(world, up), Math.max(0, -dot(world, forward)))
  }
  return {
    ...{ width, height, data },
    parents: [form.id],
    facts: { space: 'camera: x right, y up, z to the viewer', exact: true },
  }
}

async function normalsOfMap(asset: Asset, bytes: Uint8Array, { strength, seamless }: Wishes): Promise<Normals> {
  const [{ decodeHeight }, { normalsFromHeight }, { normalsFromDepth }] = await Promise.all([
    import('./codecs/decode-image.ts'),
    import('./maps/normals-from-height.ts'),
    import('./maps/normals-from-depth.ts'),
  ])
  const { width, height, data } = await decodeHeight(bytes)
  const { near, far, verticalFovDegrees, heightRange } = asset.facts
  if (
    asset.role === 'depth' &&
    typeof near === 'number' &&
    typeof far === 'number' &&
    typeof verticalFovDegrees === 'number'
  ) {
    const half = (verticalFovDegrees * Math.PI) / 360
    const depth = { width, height, data: decodeDepth(data, { near, far }) }
    return {
      ...{ width, height, data: normalsFromDepth(depth, sin(half) / cos(half)) },
      parents: [],
      facts: { space: 'camera: x right, y up, z to the viewer' },
    }
  }
  const range = (typeof heightRange === 'number' ? heightRange : usualRange) * strength * width
  const field = { width, height, data: Float32Array.from(data, (value) => (value / 65535) * range) }
  return {
    ...{ width, height, data: normalsFromHeight(field, seamless ? 'wrap' : 'mirror') },
    parents: [],
    facts: { space: 'tangent', strength },
  }
}
