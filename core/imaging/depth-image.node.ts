import { z } from 'zod'
import { type Asset, assetId } from '../../base/asset.ts'
import { type Context, defineNode } from '../../base/node.ts'
import { encodeDepth, encodeInverse, encodingOf } from './depth-code.ts'
import { encodePictures } from './encode-assets.ts'
import { type DepthOfImage, estimateDepth } from './estimate-depth.ts'
import { traceDepth } from './trace-depth.ts'

/** The depth of a picture: exact for those of the built-in engine, else what a depth model sees. */
export default defineNode({
  id: 'image.depth',
  summary: 'Make the depth map of an image: 16 bits, near is white.',
  version: 3,
  input: z.strictObject({
    image: assetId('image').describe('The image.'),
    model: z
      .string()
      .optional()
      .describe(
        'The depth model; see: ai-workspace models list. Without one, images of the built-in engine are traced exactly.',
      ),
    tiles: z
      .boolean()
      .default(false)
      .describe('Also look at the parts of a large image one by one: more detail, and more time.'),
    exr: z.boolean().default(false).describe('Also write the numbers themselves, as float32 in an OpenEXR file.'),
  }),
  output: z.object({
    depth: assetId('map'),
    exr: assetId('map').optional(),
    kind: z.enum(['metric', 'relative-inverse']).describe('Metres, or numbers that are larger where it is nearer.'),
    near: z.number().optional().describe('Metres.'),
    far: z.number().optional().describe('Metres.'),
  }),
  example: { image: '$image' },

  models: ({ model }) => [{ task: 'depth', ...(model === undefined ? { optional: true } : { id: model }) }],

  async run({ image, model, tiles, exr }, context) {
    const read = await context.readAsset(image)
    const traced = model === undefined ? await traceDepth(context, read.asset) : undefined
    const made = traced ?? (await estimateDepth(context, read, { model, tiles }))
    context.progress(0.92, 'Writing')
    const { map, range } = await putMap(context, read.asset, made)
    const { kind } = made
    const { near, far } = range as { near?: number; far?: number }
    return {
      depth: map.id,
      kind,
      ...(kind === 'metric' ? { near, far } : {}),
      ...(exr ? { exr: (await putExr(context, read.asset, made)).id } : {}),
    }
  },
})

async function putMap(
  context: Context,
  image: Asset,
  { width, height, depth, kind, facts, parents }: DepthOfImage,
): Promise<{ map: Asset; range: Readonly<Record<string, number>> }> {
  const { values, ...range } = kind === 'metric' ? encodeDepth(depth) : encodeInverse(depth)
  const { pool, signal } = context
  const [encoded] = await encodePictures(
    [{ image: { width, height, channels: 1, depth: 16, data: values }, options: { colour: 'data' }, role: 'depth' }],
    { pool, signal },
  )
  const map = await context.putAsset(
    {
      name: `${image.name}-depth`,
      kind: 'map',
      role: 'depth',
      mediaType: 'image/png',
      parents: [image.id, ...parents],
      quality: encoded!.quality,
      facts: { width, height, kind, ...range, unit: unitOf(kind), encoding: encodingOf(kind), ...facts },
    },
    encoded!.bytes,
  )
  return { map, range }
}

async function putExr(
  context: Context,
  image: Asset,
  { width, height, depth, kind, facts, parents }: DepthOfImage,
): Promise<Asset> {
  const file = { map: { width, height, data: depth }, attributes: { depthKind: kind, depthUnit: unitOf(kind) } }
  const { pool, signal } = context
  const [bytes] = await pool.map(new URL('./codecs/encode-exr.ts', import.meta.url), 'encodeExrTask', [file], {
    signal,
  })
  return context.putAsset(
    {
      name: `${image.name}-depth-float`,
      kind: 'map',
      role: 'depth',
      mediaType: 'image/x-exr',
      parents: [image.id, ...parents],
      facts: {
        ...{ width, height, kind, unit: unitOf(kind) },
        encoding: 'float32; Infinity = nothing',
        ...facts,
      },
    },
    bytes as Uint8Array,
  )
}

function unitOf(kind: DepthOfImage['kind']): string {
  return kind === 'metric' ? 'metres along the view axis' : 'none: a·(1/metres) + b with unknown a and b'
}
