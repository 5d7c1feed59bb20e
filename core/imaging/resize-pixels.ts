import type { Pixels } from '../../base/pixels.ts'

/** Lobes of Lanczos' filter. */
const lobes = 3

/**
 * A picture in another size by Lanczos' filter over three lobes (Duchon 1979), widened where it becomes smaller, as Pillow
 * does it. `sharp` enlarges with every kernel half a pixel of the result too far to the right and down.
 */
export function resizePixels({ width, height, channels, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  if (width === toWidth && height === toHeight) return { width, height, channels, data }
  const across = weightsOf(width, toWidth)
  const down = weightsOf(height, toHeight)
  const rows = new Float32Array(height * toWidth * channels)
  for (let y = 0, to = 0; y < height; y++) {
    for (const { from, weights } of across) {
      const at = (y * width + from) * channels
      for (let c = 0; c < channels; c++, to++) {
        let sum = 0
        for (let k = 0; k < weights.length; k++) sum += weights[k]! * data[at + k * channels + c]!
        rows[to] = sum
      }
    }
  }
  const line = toWidth * channels
  const result = new Uint8ClampedArray(toHeight * line)
  const sums = new Float32Array(line)
  down.forEach(({ from, weights }, y) => {
    sums.fill(0)
    weights.forEach((weight, k) => {
      const at = (from + k) * line
      for (let i = 0; i < line; i++) sums[i]! += weight * rows[at + i]!
    })
    // A clamped array rounds to the nearest and keeps within 0 and 255.
    result.set(sums, y * line)
  })
  return { width: toWidth, height: toHeight, channels, data: new Uint8Array(result.buffer) }
}

/** For each place of the result: which places of the source it is made of, and how much of each; they sum to 1. */
function weightsOf(from: number, to: number): { readonly from: number; readonly weights: Float32Array }[] {
  const step = from / to
  const widening = Math.max(1, step)
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * step
    const first = Math.max(0, Math.floor(centre - lobes * widening + 0.5))
    const end = Math.min(from, Math.floor(centre + lobes * widening + 0.5))
    const raw = Array.from({ length: end - first }, (_, k) => lanczos((first + k + 0.5 - centre) / widening))
    const sum = raw.reduce((all, weight) => all + weight, 0)
    return { from: first, weights: Float32Array.from(raw, (weight) => weight / sum) }
  })
}

function lanczos(x: number): number {
  if (x === 0) return 1
  if (Math.abs(x) >= lobes) return 0
  const t = Math.PI * x
  return (lobes * Math.sin(t) * Math.sin(t / lobes)) / t ** 2
}
