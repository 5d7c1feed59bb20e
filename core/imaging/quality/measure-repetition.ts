import type { GradedMeasure } from './grade.ts'
import type { Samples } from './measure-seams.ts'

/** Side of the reduced picture: 64² keeps features down to a sixty-fourth of the tile and takes a few milliseconds. */
const side = 64
/** Shifts shorter than this only say that neighbours look alike. */
const nearest = 6

/**
 * How much the tile repeats inside itself: the highest peak of its circular autocorrelation away from the centre, 0 = none,
 * 1 = an exact copy. Only informs: bricks and weaves repeat by nature.
 */
export function measureRepetition({ width, height }: Samples, luma: Float32Array): GradedMeasure[] {
  const small = reduce(luma, width, height)
  const mean = small.reduce((sum, value) => sum + value, 0) / small.length
  let energy = 0
  for (let i = 0; i < small.length; i++) {
    small[i]! -= mean
    energy += small[i]! * small[i]!
  }
  if (energy < 1e-3) return [{ name: 'repetition', value: 0 }]
  // Each row twice, so that a shifted one lies in one piece.
  const twice = Float64Array.from({ length: 2 * small.length }, (_, i) => small[(i >> 7) * side + (i & (side - 1))]!)
  let peak = 0
  // A shift and its opposite give the same sum, so half of the shifts are enough.
  for (let dy = 0; dy <= side / 2; dy++) {
    for (let dx = 0; dx < side; dx++) {
      const across = Math.min(dx, side - dx)
      if (across * across + dy * dy < nearest * nearest) continue
      let sum = 0
      for (let y = 0; y < side; y++) {
        const row = y * side
        const other = ((y + dy) & (side - 1)) * 2 * side + dx
        for (let x = 0; x < side; x++) sum += small[row + x]! * twice[other + x]!
      }
      if (sum > peak) peak = sum
    }
  }
  return [{ name: 'repetition', value: peak / energy }]
}

/** Mean luma of each of 64 × 64 cells. */
function reduce(luma: Float32Array, width: number, height: number): Float64Array {
  const sums = new Float64Array(side * side)
  const counts = new Uint32Array(side * side)
  const columns = Uint8Array.from({ length: width }, (_, x) => Math.floor((x * side) / width))
  // From 1024 px on a cell has 16² pixels; a quarter of them tells its mean well enough.
  const skip = width * height >= 1 << 20 ? 2 : 1
  for (let y = 0; y < height; y += skip) {
    const row = Math.floor((y * side) / height) * side
    for (let x = 0; x < width; x += skip) {
      const cell = row + columns[x]!
      sums[cell]! += luma[y * width + x]!
      counts[cell]! += 1
    }
  }
  for (let i = 0; i < sums.length; i++) if (counts[i]! > 0) sums[i]! /= counts[i]!
  return sums
}
