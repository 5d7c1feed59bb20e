import type { Pixels } from '../../base/pixels.ts'
import { frameForeground } from './frame-foreground.ts'
import type { Planes } from './resize-antialiased.ts'

/**
 * A picture as the mesh models take one: a cut-out is framed (frame-foreground.ts) where there is a `ratio`, and laid on a grey level in [0, 1], in 8 bits as the
 * reference does; a picture without transparency is taken as it is, made square with that grey. Values in [0, 1].
 */
export function prepareView(pixels: Pixels, { ratio, background }: { ratio?: number; background: number }): Planes {
  const opaque = isOpaque(pixels)
  const { width, height, channels, data } = opaque || ratio === undefined ? pixels : frameForeground(pixels, ratio)
  const side = Math.max(width, height)
  const plane = side * side
  const out = new Float32Array(3 * plane).fill(Math.floor(background * 255) / 255)
  const [left, top] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = channels * (y * width + x)
      const alpha = channels === 4 ? data[from + 3]! / 255 : 1
      for (let c = 0; c < 3; c++) {
        const value = data[from + (channels === 1 ? 0 : c)]! / 255
        const mixed = opaque ? value : Math.floor(Math.fround(value * alpha + (1 - alpha) * background) * 255) / 255
        out[c * plane + (top + y) * side + left + x] = mixed
      }
    }
  }
  return { width: side, height: side, channels: 3, data: out }
}

export function isOpaque({ channels, data }: Pixels): boolean {
  if (channels !== 4) return true
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}
