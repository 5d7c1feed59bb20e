import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { type Context, defineNode } from '../../base/node.ts'
import type { Pixels } from '../../base/pixels.ts'
import { nameField } from './input-fields.ts'
import { putMaterialSet } from './material-set.ts'
import type { SeenDepth } from './pbr/maps-of-picture.ts'
import { textureFields, textureOutput } from './texture-fields.ts'

/** A PBR set from any picture; each map's facts say how it was made. */
export default defineNode({
  id: 'texture.pbr',
  summary: 'Make a PBR texture set from a picture.',
  version: 3,
  input: z.strictObject({
    image: assetId('image', 'map').describe('The picture: a photo of a surface, or an albedo map.'),
    seamless: z
      .boolean()
      .default(false)
      .describe('Make it tile: its light is evened, its borders are joined, and every map wraps.'),
    strength: z.number().min(0.01).max(20).default(1).describe('Depth of the relief; 1 is what the picture shows.'),
    delight: z.number().min(0).max(1).default(1).describe('How much of the light in the picture is removed.'),
    heightFrom: z
      .enum(['picture', 'auto', 'depth'])
      .default('picture')
      .describe('What the large shapes are taken from: the picture, or a depth model (auto: if one is installed).'),
    metalness: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('1 for metal; by default guessed, and the record says how sure the guess is.'),
    roughness: z.number().min(-1).max(1).default(0).describe('Added to the estimated roughness.'),
    emission: z.enum(['auto', 'none']).default('auto').describe('Whether bright coloured parts give off light.'),
    tileSize: z.number().min(0.001).max(1000).default(1).describe('Metres that the picture is wide.'),
    ...textureFields,
    name: nameField.describe('Name of the assets; by default made of that of the picture.'),
  }),
  output: z.object({
    ...textureOutput,
  }),
  example: { image: '$image', preview: false },

  models: ({ heightFrom }) => (heightFrom === 'picture' ? [] : [{ task: 'depth', optional: heightFrom === 'auto' }]),

  async run({ image, seamless, maps: roles, normalConvention, preview, name, heightFrom, ...wishes }, context) {
    const read = await context.readAsset(image)
    const { asset } = read
    const picture = await readPicture(read)
    const { pool, signal } = context
    context.progress(0.02, 'Reading the picture')
    const tiles = asset.facts['tileable'] === true
    const seen =
      heightFrom === 'picture'
        ? undefined
        : await depthOf(context, asset.name, picture, { optional: heightFrom === 'auto' })
    const joined = seamless && !tiles ? await makeTile(picture, seen, context) : undefined
    const source = joined?.pixels ?? picture
    const depth = joined?.depth ?? seen
    const { mapsOfPicture } = await import('./pbr/maps-of-picture.ts')
    const border = seamless || tiles ? 'wrap' : 'mirror'
    const tileSize = wishes.tileSize * (joined?.share ?? 1)
    const { maps, made } = await mapsOfPicture(
      source,
      { ...wishes, tileSize, depth },
      { border, pool, signal, onProgress: (fraction) => context.progress(0.3 + fraction * 0.4, 'Making maps') },
    )
    signal.throwIfAborted()
    return putMaterialSet(context, maps, {
      name: name ?? `${asset.name}-pbr`,
      roles,
      convention: normalConvention,
      tileable: seamless || tiles,
      parents: [image],
      facts: joined === undefined ? {} : { seams: joined.facts },
      factsOfRole: (role) => ({ made: made[role] }),
      preview,
    })
  },
})

async function readPicture({ asset, bytes }: Awaited<ReturnType<Context['readAsset']>>): Promise<Pixels> {
  const [{ decodeImage }, { opaquePixels }] = await Promise.all([
    import('./codecs/decode-image.ts'),
    import('./opaque-pixels.ts'),
  ])
  // The same limit as for textures that are made here.
  const pixels = await decodeImage(bytes, { maxPixels: 4096 * 4096 })
  if (pixels.width < 16 || pixels.height < 16) {
    throw new WorkspaceError(
      'bad-input',
      `"${asset.name}" is ${pixels.width} × ${pixels.height}: too small for a texture.`,
      { hint: 'It takes at least 16 × 16 pixels; 256 and more look well.' },
    )
  }
  return opaquePixels(pixels, asset.name)
}

async function makeTile(picture: Pixels, seen: SeenDepth | undefined, { pool, signal, progress }: Context) {
  progress(0.1, 'Joining the borders')
  const [{ evenLight }, { findSeams, joinNumbers, joinPixels, seamFacts, shareOf }] = await Promise.all([
    import('./pbr/even-light.ts'),
    import('./seamless/make-seamless.ts'),
  ])
  const options = { axes: 'xy', size: 'kept', pool, signal } as const
  const even = await evenLight(picture, { border: 'mirror', pool, signal })
  const plan = await findSeams(even, options)
  progress(0.2)
  const pixels = await joinPixels(even, plan, options)
  const { width, height } = picture
  const depth =
    seen === undefined
      ? undefined
      : { ...seen, depth: (await joinNumbers({ width, height, data: seen.depth }, plan, options)).data }
  return { pixels, depth, facts: seamFacts(picture, pixels, 'xy', plan), share: shareOf(picture.width, plan) }
}

/** What a depth model sees in these pixels; undefined where none is installed and it is only wished for. */
async function depthOf(
  context: Context,
  title: string,
  pixels: Pixels,
  { optional }: { readonly optional: boolean },
): Promise<SeenDepth | undefined> {
  context.progress(0.04, 'Seeing the depth')
  try {
    const model = await context.model('depth')
    const { depth, kind } = await model.estimate(pixels, { signal: context.signal, onProgress: () => {} })
    return { depth, kind, model: model.modelId }
  } catch (error) {
    if (optional && error instanceof WorkspaceError && error.code === 'no-model') return undefined
    if (!(error instanceof WorkspaceError) || error.code !== 'no-model') throw error
    throw new WorkspaceError('no-model', `No installed model can see the depth of "${title}".`, {
      hint: 'Get one: ai-workspace models pull depth-anything-v2-small. Or use --height-from picture.',
      cause: error,
    })
  }
}
