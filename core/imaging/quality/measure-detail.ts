import type { GradedMeasure } from './grade.ts'
import type { Samples } from './measure-seams.ts'

/**
 * Contrast (standard deviation of the luma, in 8-bit steps), sharpness (energy of the second difference against that of the
 * first: a blurred picture has little; 2 = white noise) and the share of clipped pixels. They inform; a plain wall has little of each.
 */
export function measureDetail({ width, height }: Samples, luma: Float32Array): GradedMeasure[] {
  let sum = 0
  let squares = 0
  let clipped = 0
  let first = 0
  let second = 0
  // Every other row is enough from 1024 px on.
  const skip = width * height >= 1 << 20 ? 2 : 1
  for (let y = 0; y < height; y += skip) {
    const row = y * width
    const above = y > 0 ? row - width : row
    const below = y < height - 1 ? row + width : row
    for (let x = 1; x < width - 1; x++) {
      const here = luma[row + x]!
      sum += here
      squares += here * here
      if (here <= 1 || here >= 254) clipped += 1
      const dx = luma[row + x + 1]! - here
      const dy = luma[below + x]! - here
      const ddx = dx - (here - luma[row + x - 1]!)
      const ddy = dy - (here - luma[above + x]!)
      first += dx * dx + dy * dy
      second += ddx * ddx + ddy * ddy
    }
  }
  const count = Math.max(1, (width - 2) * Math.ceil(height / skip))
  const mean = sum / count
  return [
    { name: 'contrast', value: Math.sqrt(Math.max(0, squares / count - mean * mean)) },
    { name: 'sharpness', value: first === 0 ? 0 : Math.sqrt(second / first) },
    { name: 'clipped', value: clipped / count },
  ]
}

/** Luma 0..255 of a picture or of a map of one channel. */
export function lumaOf({ data, channels, width, height }: Samples): Float32Array {
  const luma = new Float32Array(width * height)
  const scale = data instanceof Uint16Array ? 1 / 257 : 1
  if (channels < 3) {
    for (let i = 0; i < luma.length; i++) luma[i] = data[i * channels]! * scale
    return luma
  }
  for (let i = 0, at = 0; i < luma.length; i++, at += channels) {
    luma[i] = (data[at]! * 0.2126 + data[at + 1]! * 0.7152 + data[at + 2]! * 0.0722) * scale
  }
  return luma
}
