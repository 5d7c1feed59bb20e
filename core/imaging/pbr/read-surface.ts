import type { Pixels } from '../../../base/pixels.ts'
import type { Pool } from '../../../base/pool.ts'
import { log2 } from '../../../models/procedural/exact-math.ts'
import type { Border, Field } from '../maps/field.ts'
import { featureCount, type PictureFacts, writeFeatures } from './features.ts'
import { type LightDirection, lightOf, measureDirections } from './light-direction.ts'
import { runNetwork } from './network.ts'
import { factsOfPicture, summaryOf } from './picture-facts.ts'
import { levelsOfPicture, type PictureLevel } from './picture-levels.ts'
import { sumOfBands } from './pyramid.ts'
import surface from './surface.json' with { type: 'json' }

/** What a picture of a surface tells of it. All fields are as large as the picture. */
export interface Surface {
  /** In pixels, mean near 0. */
  readonly height: Field
  /** What of the brightness is light and not colour, in stops, mean near 0. */
  readonly shading: Field
  /** 0..1, not clipped. */
  readonly roughness: Field
  /** How much of it is likely metal, 0..1. */
  readonly metal: number
  /** Where the light came from. */
  readonly light: LightDirection
}

export interface ReadOptions {
  readonly border: Border
  readonly pool: Pool
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Relief, light and finish. */
const outputs = 3
/** Rows of one call of the pool: some milliseconds of work at 1024 px. */
const bandRows = 32

/**
 * Height, light and roughness of a picture by a small network, which looks at the picture at every size in turn and says of each what of
 * that size is relief, light and finish. It was fitted on pictures rendered of the built-in materials (scripts/fit-surface.ts).
 */
export async function readSurface(
  pixels: Pixels,
  { border, pool, signal, onProgress = () => {} }: ReadOptions,
): Promise<Surface> {
  const levels = levelsOfPicture(pixels, border).map(onSharedMemory)
  signal?.throwIfAborted()
  onProgress(0.25)
  const light = lightOf(measureDirections(levels, border), surface.direction)
  const facts = factsOfPicture(levels, light)
  const summary = summaryOf(levels, facts)
  const told = levels.slice(0, -1).map(({ luma: { width, height } }) => ({
    ...{ width, height },
    data: new Float32Array(new SharedArrayBuffer(width * height * outputs * 4)),
  }))
  const tasks = told.flatMap(({ height, data }, k) =>
    Array.from({ length: Math.ceil(height / bandRows) }, (_, i): SurfaceBand => {
      return { levels, facts, k, border, data, from: i * bandRows, to: Math.min(height, (i + 1) * bandRows) }
    }),
  )
  await pool.map(new URL(import.meta.url), 'readSurfaceBand', tasks, { signal })
  onProgress(0.85)
  const rest = levels.at(-1)!.luma
  const flat = (value: number): Field => ({ ...rest, data: new Float32Array(rest.data.length).fill(value) })
  // Slower than every level there is only light: a texture has no slope from one side to the other.
  const slowLight = { ...rest, data: rest.data.map((value) => value - facts.mean) }
  // Of single pixels three quarters: in materials kept out of the fit, that much of what was told was so.
  const [height, shading, roughness] = [flat(0), slowLight, flat(dot(summary, surface.roughness))].map((slow, c) =>
    sumOfBands(
      [...told.map((band, k) => outputOf(band, c, c === 0 ? reliefUnit(pixels, band) : k === 0 ? 0.75 : 1)), slow],
      border,
    ),
  ) as [Field, Field, Field]
  return { height, shading, roughness, metal: Math.min(1, Math.max(0, dot(summary, surface.metalness))), light }
}

interface SurfaceBand {
  readonly levels: readonly PictureLevel[]
  readonly facts: PictureFacts
  readonly k: number
  readonly border: Border
  /** The outputs of the whole level. */
  readonly data: Float32Array
  readonly from: number
  readonly to: number
}

let run: ReturnType<typeof runNetwork> | undefined

/** One call of the worker pool: what the network says of some rows of a level. @worker */
export function readSurfaceBand({ levels, facts, k, border, data, from, to }: SurfaceBand): void {
  run ??= runNetwork(surface.network)
  const { width } = levels[k]!.luma
  const features = new Float32Array(width * featureCount)
  for (let y = from; y < to; y++) {
    writeFeatures(levels, facts, { k, y }, border, features)
    run(features, data.subarray(y * width * outputs, (y + 1) * width * outputs), width)
  }
}

/**
 * Pixels for what the network says of a cell of this band, less of the larger shapes: by how far they were told from slow light in
 * pictures of materials that were kept out of the fit.
 */
function reliefUnit(pixels: Pixels, { width, height }: Field): number {
  const sure = Math.min(1, Math.max(0, (log2(Math.min(width, height)) - 3) / 4))
  return (pixels.width / width) * sure * Math.sqrt(sure)
}

function outputOf({ width, height, data }: Field, which: number, unit: number): Field {
  const result = new Float32Array(width * height)
  for (let i = 0; i < result.length; i++) result[i] = data[i * outputs + which]! * unit
  return { width, height, data: result }
}

/** Copied once, so that no call to a worker has to. */
function onSharedMemory(level: PictureLevel): PictureLevel {
  const copy = ({ width, height, data }: Field): Field => {
    const shared = new Float32Array(new SharedArrayBuffer(data.byteLength))
    shared.set(data)
    return { width, height, data: shared }
  }
  return Object.fromEntries(
    Object.entries(level).map(([name, field]) => [name, copy(field)]),
  ) as unknown as PictureLevel
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
