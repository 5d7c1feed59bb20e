import { WorkspaceError } from '../../../base/error.ts'
import type { Pool } from '../parallel.ts'
import { families } from './families.ts'
import type { MaterialFamily, MaterialTrait } from './family.ts'
import { nearestNames } from './nearest-names.ts'
import type {
  Band,
  BandStatistics,
  BlurTask,
  FinishTask,
  MeasureTask,
  PaintedBand,
  PaintTask,
  Recipe,
  ShapeTask,
} from './passes.ts'
import { traits } from './traits.ts'

export type { MaterialFamily, MaterialTrait } from './family.ts'

export interface MaterialSpec {
  readonly family: string
  readonly traits?: readonly string[]
  /** How strongly a trait is meant, for those that are not meant plainly (1): slightly below, heavily above; in (0, 2]. */
  readonly strengths?: Readonly<Record<string, number>>
  /** '#rrggbb', sRGB: the main colour, then the second one (grout, weft, trim). */
  readonly colours?: readonly string[]
  readonly seed: number
}

/** A full set of maps. All arrays are row-major from the top left and lie in shared memory. */
export interface MaterialMaps {
  readonly width: number
  readonly height: number
  /** sRGB, RGB interleaved. */
  readonly albedo: Uint8Array
  /** 0..65535 over 0..heightRange. */
  readonly heightMap: Uint16Array
  /** In tile widths. */
  readonly heightRange: number
  /** RGB tangent space, OpenGL (+Y up), from the height. */
  readonly normal: Uint8Array
  readonly roughness: Uint8Array
  readonly metalness: Uint8Array
  readonly ambientOcclusion: Uint8Array
  /** sRGB, RGB interleaved; only when something glows. */
  readonly emission: Uint8Array | undefined
  /** Metres across one tile (its width). */
  readonly tileSize: number
}

export const materialFamilies: ReadonlyMap<string, MaterialFamily> = new Map(
  families.map((family) => [family.id, family]),
)
export const materialTraits: ReadonlyMap<string, MaterialTrait> = new Map(traits.map((trait) => [trait.id, trait]))

/** 16 px is the least that shows anything; 8192² would need more than 3 GB of maps and intermediates. */
const SMALLEST = 16
const LARGEST = 4096
/** Rows of a band: enough to keep the cost of a call small, few enough to share between cores; fixed, so sums are too. */
const BAND = 64
/** Radii of the blurs that tell crevices and edges, in tile widths. */
const NARROW = 0.004
const WIDE = 0.024
/** Spread of height, in tile widths, below which differences are not blown up any further: polished surfaces stay plain. */
const LEAST_SPREAD = 0.00012

const passes = new URL('./passes.ts', import.meta.url)

export interface BuildOptions {
  readonly pool: Pool
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Makes every map of a material; the same spec and size give the same bytes on any machine. */
export async function buildMaterial(
  spec: MaterialSpec,
  { width, height }: { readonly width: number; readonly height: number },
  { pool, signal, onProgress = () => {} }: BuildOptions,
): Promise<MaterialMaps> {
  const family = checkSpec(spec)
  checkSize(width, height)
  const { seed, colours = [], traits: traitIds = [], strengths = {} } = spec
  const recipe: Recipe = {
    family: spec.family,
    traits: [...new Set(traitIds)].sort(),
    strengths,
    colours: [...colours],
    seed,
    width,
    height,
  }
  const count = width * height
  const rows = bandsOf(height)
  const columns = bandsOf(width)
  const run = async <Task, Result = void>(name: string, tasks: readonly Task[], done: number) => {
    const results = await pool.map<Task, Result>(passes, name, tasks, { signal })
    signal?.throwIfAborted()
    onProgress(done)
    return results
  }
  const perBand = <Rest extends object>(bands: readonly Band[], rest: Rest): (Rest & Band)[] =>
    bands.map((band) => ({ ...rest, ...band }))

  const field = shared(Float32Array, count)
  const masks = shared(Uint16Array, count * (4 + recipe.traits.length))
  await run<ShapeTask>('shapeBand', perBand(rows, { recipe, field, masks }), 0.35)

  // Two box blurs make a tent, near enough to a bell to tell convex from concave.
  const scratch = shared(Float32Array, count)
  const blur = async (input: Float32Array, reach: number, done: number) => {
    const output = shared(Float32Array, count)
    const radius = Math.max(1, Math.round(reach * width))
    const limited = (size: number) => Math.min(radius, Math.floor((size - 1) / 2))
    const across = { width, height, radius: limited(width) }
    const down = { width, height, radius: limited(height) }
    await run<BlurTask>('blurRowBand', perBand(rows, { input, output: scratch, ...across }), done)
    await run<BlurTask>('blurColumnBand', perBand(columns, { input: scratch, output, ...down }), done)
    await run<BlurTask>('blurRowBand', perBand(rows, { input: output, output: scratch, ...across }), done)
    await run<BlurTask>('blurColumnBand', perBand(columns, { input: scratch, output, ...down }), done)
    return output
  }
  const narrow = await blur(field, NARROW, 0.4)
  const wide = await blur(field, WIDE, 0.45)
  const measured = await run<MeasureTask, BandStatistics>(
    'measureBand',
    perBand(rows, { field, narrow, wide, width }),
    0.46,
  )
  const total = (pick: (band: BandStatistics) => number) => measured.reduce((sum, band) => sum + pick(band), 0)
  const middle = total((band) => band.sum) / count
  const spread = (pick: (band: BandStatistics) => number) => Math.max(LEAST_SPREAD, Math.sqrt(total(pick) / count))

  const albedo = shared(Uint8Array, count * 3)
  const emission = shared(Uint8Array, count * 3)
  const roughness = shared(Uint8Array, count)
  const metalness = shared(Uint8Array, count)
  const painted = await run<PaintTask, PaintedBand>(
    'paintBand',
    perBand(rows, {
      recipe,
      field,
      narrow,
      wide,
      masks,
      ...{ albedo, roughness, metalness, emission },
      lowest: Math.min(...measured.map((band) => band.lowest)),
      highest: Math.max(...measured.map((band) => band.highest)),
      middle,
      spread: Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, total((band) => band.squares) / count - middle * middle))),
      narrowSpread: spread((band) => band.narrowSquares),
      wideSpread: spread((band) => band.wideSquares),
    }),
    0.85,
  )

  const lowest = Math.min(...painted.map((band) => band.lowest))
  const highest = Math.max(...painted.map((band) => band.highest))
  const heightMap = shared(Uint16Array, count)
  const normal = shared(Uint8Array, count * 3)
  const occlusion = shared(Uint8Array, count)
  await run<FinishTask>(
    'finishBand',
    perBand(rows, { field, width, height, lowest, highest, heightMap, normal, occlusion }),
    1,
  )
  return {
    ...{ width, height, albedo, heightMap, normal, roughness, metalness },
    heightRange: highest - lowest,
    ambientOcclusion: occlusion,
    emission: painted.some((band) => band.glows) ? emission : undefined,
    tileSize: family.tileSize,
  }
}

function checkSpec(spec: MaterialSpec): MaterialFamily {
  const family = materialFamilies.get(spec.family)
  if (family === undefined) {
    throw new WorkspaceError('not-found', `There is no material "${spec.family}".`, {
      hint: `Near it: ${nearestNames(spec.family, families).join(', ')}.`,
    })
  }
  for (const trait of spec.traits ?? []) {
    if (!materialTraits.has(trait)) {
      throw new WorkspaceError('not-found', `There is no material trait "${trait}".`, {
        hint: `Near it: ${nearestNames(trait, traits).join(', ')}.`,
      })
    }
  }
  for (const [trait, strength] of Object.entries(spec.strengths ?? {})) {
    if (!spec.traits?.includes(trait) || !(strength > 0 && strength <= 2)) {
      throw new WorkspaceError('bad-input', `The material cannot be ${trait} with a strength of ${strength}.`, {
        hint: 'Strengths go above 0 to 2, 1 being the usual one, and belong to traits that the material has.',
      })
    }
  }
  for (const colour of spec.colours ?? []) {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) {
      throw new WorkspaceError('bad-input', `"${colour}" is not a colour.`, {
        hint: 'Write it as #rrggbb, like #b5651d.',
      })
    }
  }
  return family
}

function checkSize(width: number, height: number): void {
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < SMALLEST || side > LARGEST) {
      throw new WorkspaceError('bad-input', `A material cannot be ${width} × ${height} pixels.`, {
        hint: `Each side takes a whole number from ${SMALLEST} to ${LARGEST}.`,
      })
    }
  }
  if (Math.max(width, height) > 8 * Math.min(width, height)) {
    throw new WorkspaceError('bad-input', `A material cannot be ${width} × ${height} pixels.`, {
      hint: 'One side may be at most eight times as long as the other.',
    })
  }
}

function bandsOf(size: number): Band[] {
  return Array.from({ length: Math.ceil(size / BAND) }, (_, i) => ({
    from: i * BAND,
    to: Math.min(size, (i + 1) * BAND),
  }))
}

interface SharedArray<T> {
  readonly BYTES_PER_ELEMENT: number
  new (buffer: SharedArrayBuffer): T
}

function shared<T>(type: SharedArray<T>, length: number): T {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT))
}
