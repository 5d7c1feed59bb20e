import type { Pixels } from '../../../base/pixels.ts'
import { blurField } from './blur-field.ts'
import type { Field } from './field.ts'

/**
 * Where the cuts may wander, as shares of the width from either border. They keep three deviations of the wide blend away from
 * the seam in the middle, which would shine through otherwise, and from the borders, which must be all of the moved picture. What lies
 * between the cuts shows twice, so they stay near the middle.
 */
const cutZone = { from: 0.3, to: 0.42 }
/** Deviation of the wide blend, as a share of the width. */
const wideBlend = 1 / 40

/**
 * A picture whose borders meet. Along x and then y: the picture is moved by half, which brings a seam to its middle that wraps
 * by itself, and a strip of the unmoved picture is laid over that seam, cut where both differ least (A. Efros, W. Freeman,
 * "Image quilting", 2001). Slow brightness is blended widely and detail narrowly (P. Burt, E. Adelson, "A multiresolution spline", 1983).
 */
export function makeSeamless(pixels: Pixels): Pixels {
  return turned(closedAlongX(turned(closedAlongX(pixels, false)), true))
}

/** `periodic`: the picture wraps along y already, so the cut has to end where it began. */
function closedAlongX(pixels: Pixels, periodic: boolean): Pixels {
  const { width, height, channels, data } = pixels
  const half = width >> 1
  const [near, far] = [Math.floor(width * cutZone.from), Math.floor(width * cutZone.to)]
  const moved = (x: number) => (x + half) % width

  const cost = (x: number, y: number) => {
    let sum = 0
    for (let c = 0; c < channels; c++) {
      const difference = data[(y * width + x) * channels + c]! - data[(y * width + moved(x)) * channels + c]!
      sum += difference * difference
    }
    return sum + 1
  }
  const leftCut = cheapestCut(near, far, height, cost, periodic)
  const rightCut = cheapestCut(width - 1 - far, width - 1 - near, height, cost, periodic)

  const mask = new Float32Array(width * height)
  for (let y = 0; y < height; y++) mask.fill(1, y * width + leftCut[y]!, y * width + rightCut[y]! + 1)
  const field: Field = { width, height, data: mask }
  const border = periodic ? 'wrap' : 'mirror'
  const narrow = blurField(field, Math.max(1, width / 400), border)
  const wide = blurField(field, width * wideBlend, border)

  const result = new Uint8Array(data.length)
  for (let c = 0; c < channels; c++) {
    const own: Field = {
      width,
      height,
      data: Float32Array.from({ length: width * height }, (_, i) => data[i * channels + c]!),
    }
    // With its left and right borders mirrored, so that nothing of the other side comes in.
    const slow = blurField(own, width * wideBlend, 'mirror', border)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x
        const j = y * width + moved(x)
        const w = wide.data[i]!
        const low = slow.data[i]! * w + slow.data[j]! * (1 - w)
        const n = narrow.data[i]!
        const high = (own.data[i]! - slow.data[i]!) * n + (own.data[j]! - slow.data[j]!) * (1 - n)
        result[i * channels + c] = Math.min(255, Math.max(0, Math.round(low + high)))
      }
    }
  }
  return { ...pixels, data: result }
}

/** The connected path from the first row to the last, within columns from..to, whose costs add up to the least. */
function cheapestCut(
  from: number,
  to: number,
  height: number,
  cost: (x: number, y: number) => number,
  periodic: boolean,
): Int32Array {
  const columns = to - from + 1
  const search = (start: number | undefined) => {
    const total = new Float64Array(columns * height)
    const came = new Int8Array(columns * height)
    for (let k = 0; k < columns; k++) total[k] = start === undefined || k === start ? cost(from + k, 0) : Infinity
    for (let y = 1; y < height; y++) {
      for (let k = 0; k < columns; k++) {
        let best = total[(y - 1) * columns + k]!
        let step = 0
        if (k > 0 && total[(y - 1) * columns + k - 1]! < best) [best, step] = [total[(y - 1) * columns + k - 1]!, -1]
        if (k < columns - 1 && total[(y - 1) * columns + k + 1]! < best) {
          ;[best, step] = [total[(y - 1) * columns + k + 1]!, 1]
        }
        total[y * columns + k] = best + cost(from + k, y)
        came[y * columns + k] = step
      }
    }
    const path = new Int32Array(height)
    const last = (height - 1) * columns
    let k = 0
    for (let i = 1; i < columns; i++) if (total[last + i]! < total[last + k]!) k = i
    if (start !== undefined && Number.isFinite(total[last + start]!)) k = start
    for (let y = height - 1; y >= 0; y--) {
      path[y] = from + k
      k += came[y * columns + k]!
    }
    return path
  }
  const free = search(undefined)
  if (!periodic) return free
  // Close the cut at the column where a free one is in the middle of its way: that is a cheap place to begin and end.
  return search(free[height >> 1]! - from)
}

/** Rows and columns exchanged. */
function turned({ width, height, channels, data }: Pixels): Pixels {
  const result = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) result[(x * height + y) * channels + c] = data[(y * width + x) * channels + c]!
    }
  }
  return { width: height, height: width, channels, data: result }
}
