import type { Pixels } from '../../../base/pixels.ts'

/** One level of the pyramid: colours times their weight, and the weights. */
interface Level {
  readonly width: number
  readonly height: number
  /** RGB. */
  readonly sums: Float32Array
  readonly weights: Float32Array
}

/**
 * The picture with what is masked filled by the colours around it, smoother the farther they are away: averages of what is
 * known over ever larger squares, taken back where nothing nearer is known (the pull-push method of Gortler et al. 1996, "The
 * Lumigraph", section 3.5). A picture that is masked as a whole becomes grey.
 */
export function fillFromAround(pixels: Pixels, mask: Pixels): Pixels & { readonly channels: 3 } {
  const { width, height, channels, data } = pixels
  const first: Level = {
    width,
    height,
    sums: new Float32Array(3 * width * height),
    weights: new Float32Array(width * height),
  }
  for (let i = 0; i < width * height; i++) {
    const known = 1 - mask.data[i * mask.channels]! / 255
    first.weights[i] = known
    for (let c = 0; c < 3; c++) first.sums[3 * i + c] = known * data[i * channels + (channels === 1 ? 0 : c)]!
  }
  const levels = [first]
  for (let top = first; top.width > 1 || top.height > 1; ) {
    top = halve(top)
    levels.push(top)
  }
  let filled = colours(levels.at(-1)!, () => 127.5)
  for (let at = levels.length - 2; at >= 0; at--) {
    const [level, coarser, from] = [levels[at]!, levels[at + 1]!, filled]
    filled = colours(level, (x, y, c) => between(from, coarser, (x - 0.5) / 2, (y - 0.5) / 2, c))
  }
  return { width, height, channels: 3, data: Uint8Array.from(filled, (value) => Math.round(value)) }
}

/** Half as wide and high; a place is known as far as its four are, up to wholly. */
function halve({ width, height, sums, weights }: Level): Level {
  const [wide, high] = [Math.ceil(width / 2), Math.ceil(height / 2)]
  const half = {
    width: wide,
    height: high,
    sums: new Float32Array(3 * wide * high),
    weights: new Float32Array(wide * high),
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [from, to] = [y * width + x, (y >> 1) * wide + (x >> 1)]
      half.weights[to]! += weights[from]!
      for (let c = 0; c < 3; c++) half.sums[3 * to + c]! += sums[3 * from + c]!
    }
  }
  for (let i = 0; i < half.weights.length; i++) {
    const weight = half.weights[i]!
    if (weight <= 1) continue
    half.weights[i] = 1
    for (let c = 0; c < 3; c++) half.sums[3 * i + c]! /= weight
  }
  return half
}

/** A level's own colours as far as they are known, the rest from `otherwise`. */
function colours(
  { width, sums, weights }: Level,
  otherwise: (x: number, y: number, c: number) => number,
): Float32Array {
  return sums.map((sum, at) => {
    const i = Math.floor(at / 3)
    const weight = weights[i]!
    return weight >= 1 ? sum : sum + (1 - weight) * otherwise(i % width, Math.floor(i / width), at % 3)
  })
}

/** Bilinear, with the edge carried on. */
function between(values: Float32Array, { width, height }: Level, x: number, y: number, c: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const at = (column: number, row: number) =>
    values[3 * (Math.min(height - 1, Math.max(0, row)) * width + Math.min(width - 1, Math.max(0, column))) + c]!
  const [dx, dy] = [x - left, y - top]
  return (
    (1 - dy) * ((1 - dx) * at(left, top) + dx * at(left + 1, top)) +
    dy * ((1 - dx) * at(left, top + 1) + dx * at(left + 1, top + 1))
  )
}
