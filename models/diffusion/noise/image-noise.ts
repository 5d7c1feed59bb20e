import { WorkspaceError } from '../../../base/error.ts'
import type { LatentShape } from './latent-shape.ts'
import { type NoiseKind, normalSource } from './normal-source.ts'
import type { NormalSource } from './normals.ts'
import { slerp } from './slerp.ts'

export interface ImageNoiseOptions {
  readonly shape: LatentShape
  /** One for each image of the batch; with `batch` order only the first counts. */
  readonly seeds: readonly number[]
  readonly kind?: NoiseKind
  /**
   * `per-image`: every image has its own generator, so an image does not depend on the batch it is made in (A1111, with seed, seed + 1,
   * …). `batch`: one generator draws the whole batch (ComfyUI).
   */
  readonly order?: 'per-image' | 'batch'
  /** A1111's variation seeds: the start moves from the seed's noise to another seed's by `strength`, 0 to 1. */
  readonly variation?: { readonly seeds: readonly number[]; readonly strength: number }
  /** A1111's "resize seed from": the start of another latent size, placed in the middle of this one. */
  readonly resizeFrom?: { readonly height: number; readonly width: number }
  /** A1111's ENSD: the noise of the steps comes from seed + this. */
  readonly stepSeedDelta?: number
}

/** The noise of a batch: [images, channels, height, width] at every call. */
export interface ImageNoise {
  /** For the start of the run; to be taken once, before any step's. */
  start(): Float32Array
  /** For the steps of a stochastic sampler, one after another. */
  next(): Float32Array
}

/** The noise of a batch of images, in the order in which A1111 or ComfyUI draw it. AUTOMATIC1111 modules/rng.py, ImageRNG. */
export function imageNoise({
  shape,
  seeds,
  kind = 'philox',
  order = 'per-image',
  variation,
  resizeFrom,
  stepSeedDelta = 0,
}: ImageNoiseOptions): ImageNoise {
  const size = shape[0] * shape[1] * shape[2]
  if (order === 'batch') {
    if (variation !== undefined || resizeFrom !== undefined || stepSeedDelta !== 0)
      throw new WorkspaceError('bad-input', 'Variation seeds and seed resizing need one generator per image.')
    const source = normalSource(kind, seeds[0]!)
    const whole = () => source(size * seeds.length)
    return { start: whole, next: whole }
  }
  let sources = seeds.map((seed) => normalSource(kind, seed))
  return {
    start() {
      const noises = seeds.map((seed, i) => firstNoise(sources[i]!, seed, i))
      if (stepSeedDelta !== 0) sources = seeds.map((seed) => normalSource(kind, seed + stepSeedDelta))
      return concatenate(noises)
    },
    next: () => concatenate(sources.map((source) => source(size))),
  }

  function firstNoise(source: NormalSource, seed: number, image: number): Float32Array {
    const from: LatentShape = resizeFrom === undefined ? shape : [shape[0], resizeFrom.height, resizeFrom.width]
    const resized = from[1] !== shape[1] || from[2] !== shape[2]
    const count = from[0] * from[1] * from[2]
    const own = resized ? normalSource(kind, seed)(count) : source(count)
    const mixed =
      variation === undefined || variation.strength === 0
        ? own
        : slerp(own, normalSource(kind, variation.seeds[image] ?? 0)(count), variation.strength, from)
    return resized ? placeInMiddle(mixed, from, source(size), shape) : mixed
  }
}

/** Lays `small` over the middle of `large`, or the middle of it where it is the larger one. */
function placeInMiddle(small: Float32Array, from: LatentShape, large: Float32Array, shape: LatentShape): Float32Array {
  const placed = large.slice()
  const rows = overlap(from[1], shape[1])
  const columns = overlap(from[2], shape[2])
  for (let c = 0; c < shape[0]; c++) {
    for (let y = 0; y < rows.length; y++) {
      const source = (c * from[1] + rows.source + y) * from[2] + columns.source
      placed.set(
        small.subarray(source, source + columns.length),
        (c * shape[1] + rows.target + y) * shape[2] + columns.target,
      )
    }
  }
  return placed
}

/** Where a row of `from` numbers comes to lie in one of `to`, centred; halves go towards the start, as Python's // has them. */
function overlap(from: number, to: number): { source: number; target: number; length: number } {
  const margin = Math.floor((to - from) / 2)
  return {
    source: Math.max(-margin, 0),
    target: Math.max(margin, 0),
    length: margin >= 0 ? from : from + 2 * margin,
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
