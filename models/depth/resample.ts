/** Which input pixels a row or column of the result is made of, and how much each counts. */
export interface Taps {
  readonly length: number
  /** How many there are for each pixel of the result. */
  readonly count: number
  /** Indices into the input, `count` for each pixel of the result. */
  readonly at: Int32Array
  readonly weights: Float64Array
}

/**
 * How values between pixels are found. `bilinear-corners`: the corner pixels' middles stay in place (torch's align_corners).
 * `cubic`: a = −0.75, four pixels also where it shrinks (OpenCV's INTER_CUBIC, torch's bicubic; Keys 1981). The `smooth` ones are
 * wider where they shrink, and cubic with a = −0.5 (Pillow's BILINEAR and BICUBIC).
 */
export type Resampling = 'bilinear' | 'bilinear-corners' | 'bilinear-smooth' | 'cubic' | 'cubic-smooth'

/** `scale`: result over input where it is not the ratio of the lengths (DINOv2's positions). */
export function resamplingTaps(
  from: number,
  to: number,
  resampling: Resampling,
  { scale = to / from }: { scale?: number } = {},
): Taps {
  const smooth = resampling.endsWith('smooth')
  const wide = smooth ? Math.max(1, 1 / scale) : 1
  const reach = resampling.startsWith('cubic') ? 2 : 1
  const count = wide === 1 ? 2 * reach : 2 * Math.ceil(reach * wide) + 1
  const at = new Int32Array(to * count)
  const weights = new Float64Array(to * count)
  for (let i = 0; i < to; i++) {
    const middle =
      resampling === 'bilinear-corners' ? (to > 1 ? (i * (from - 1)) / (to - 1) : 0) : (i + 0.5) / scale - 0.5
    const first = wide === 1 ? Math.floor(middle) - reach + 1 : Math.ceil(middle - reach * wide)
    let sum = 0
    for (let k = 0; k < count; k++) {
      const here = first + k
      const inside = here >= 0 && here < from
      // Pillow leaves out what lies beyond the border; the others repeat the last pixel.
      const weight = smooth && !inside ? 0 : kernel((here - middle) / wide, resampling)
      at[i * count + k] = Math.max(0, Math.min(from - 1, here))
      weights[i * count + k] = weight
      sum += weight
    }
    if (smooth) for (let k = 0; k < count; k++) weights[i * count + k]! /= sum
  }
  return { length: to, count, at, weights }
}

function kernel(distance: number, resampling: Resampling): number {
  const x = Math.abs(distance)
  if (resampling.startsWith('bilinear')) return Math.max(0, 1 - x)
  const a = resampling === 'cubic' ? -0.75 : -0.5
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1
  return x < 2 ? a * (((x - 5) * x + 8) * x - 4) : 0
}

export interface Grid {
  readonly width: number
  readonly height: number
  /** Values beside each other for one pixel. */
  readonly channels: number
  readonly data: ArrayLike<number>
}

/**
 * Another size of [height, width, channels] values, along x and then along y. `between` is done to each value after the first pass:
 * Pillow rounds to whole levels there.
 */
export function resampleGrid(
  { width, channels, data }: Grid,
  across: Taps,
  down: Taps,
  { between = (value: number) => value }: { between?: (value: number) => number } = {},
): Float32Array {
  const { length: outWidth, count: countX, at: atX, weights: weightsX } = across
  const { length: outHeight, count: countY, at: atY, weights: weightsY } = down
  const rowLength = outWidth * channels
  const result = new Float32Array(rowLength * outHeight)
  // Only the rows that the present one is made of are kept: a large picture's copy in between would be as large as itself.
  const rows = new Map<number, Float64Array>()
  for (let y = 0; y < outHeight; y++) {
    const needed = atY.subarray(y * countY, (y + 1) * countY)
    const [lowest] = needed
    for (const row of rows.keys()) if (row < lowest!) rows.delete(row)
    for (let k = 0; k < countY; k++) {
      const weight = weightsY[y * countY + k]!
      if (weight === 0) continue
      const row = rowOf(needed[k]!)
      const to = y * rowLength
      for (let i = 0; i < rowLength; i++) result[to + i]! += weight * row[i]!
    }
  }
  return result

  function rowOf(y: number): Float64Array {
    const known = rows.get(y)
    if (known !== undefined) return known
    const row = new Float64Array(rowLength)
    const from = y * width * channels
    for (let x = 0; x < outWidth; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0
        for (let k = x * countX; k < (x + 1) * countX; k++) {
          sum += weightsX[k]! * data[from + atX[k]! * channels + c]!
        }
        row[x * channels + c] = between(sum)
      }
    }
    rows.set(y, row)
    return row
  }
}
