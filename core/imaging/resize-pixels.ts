import type { Pixels } from '../../base/pixels.ts'
import { filterWeights, type ResizeFilter } from './resize-filters.ts'

/**
 * A picture in another size, by Lanczos' filter where no other is asked for. `sharp` enlarges with every kernel half a pixel of
 * the result too far to the right and down.
 */
export function resizePixels(
  { width, height, channels, data }: Pixels,
  toWidth: number,
  toHeight: number,
  filter: ResizeFilter = 'lanczos',
): Pixels {
  if (width === toWidth && height === toHeight) return { width, height, channels, data }
  const across = filterWeights(width, toWidth, filter)
  const down = filterWeights(height, toHeight, filter)
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
