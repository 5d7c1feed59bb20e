import type { Pixels } from '../../../base/pixels.ts'
import { toneMap } from './develop.ts'
import type { Scene } from './scene.ts'

/** Longest side of a preview in pixels: 10,000 pixels are developed in about 5 ms. */
const longest = 112

/** What is drawn of a picture so far, small and without its glow; transparent where nothing is yet. */
export function previewOf({ width, height, output: { light } }: Pick<Scene, 'width' | 'height' | 'output'>): Pixels {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / longest))
  const [across, down] = [Math.ceil(width / step), Math.ceil(height / step)]
  const data = new Uint8Array(across * down * 4)
  const pixel = new Float64Array(3)
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const from =
        (Math.min(height - 1, y * step + (step >> 1)) * width + Math.min(width - 1, x * step + (step >> 1))) * 3
      // Everything that is drawn has some light: the backdrop is nowhere black.
      if (light[from + 1] === 0) continue
      for (let c = 0; c < 3; c++) pixel[c] = light[from + c]!
      toneMap(pixel)
      const to = (y * across + x) * 4
      for (let c = 0; c < 3; c++) data[to + c] = Math.min(255, Math.max(0, Math.round(pixel[c]! * 255)))
      data[to + 3] = 255
    }
  }
  return { width: across, height: down, channels: 4, data }
}
