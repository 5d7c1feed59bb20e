import type { Pixels } from '../../../base/pixels.ts'
import { SIDE_STRIP } from './build-relief.ts'

/**
 * A picture with the strip below it that the sides and back of a relief show: each side the colours of the border it joins,
 * the back the mean of the border.
 */
export function reliefTexture({ width, height, channels, data }: Pixels): Pixels {
  const strip = Math.max(8, Math.round((height * SIDE_STRIP) / (1 - SIDE_STRIP)))
  const rows = height + strip
  const out = new Uint8Array(width * rows * 3)
  const read = (x: number, y: number, c: number) => data[(y * width + x) * channels + (channels === 1 ? 0 : c)]!
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) out[(y * width + x) * 3 + c] = read(x, y, c)

  const mean = [0, 0, 0]
  for (let x = 0; x < width; x++) {
    for (let c = 0; c < 3; c++) mean[c] = mean[c]! + (read(x, 0, c) + read(x, height - 1, c)) / (2 * width)
  }
  for (let y = 0; y < strip; y++)
    for (let x = 0; x < width; x++) {
      const [from, row] = borderPixel((x + 0.5) / width, width, height)
      // The first rows continue the picture's lower border: filtering at it must not reach another side's colour.
      const near = y < strip * 0.1
      for (let c = 0; c < 3; c++) {
        const side = near ? read(x, height - 1, c) : read(from, row, c)
        out[((height + y) * width + x) * 3 + c] = y < strip * 0.55 ? side : Math.round(mean[c]!)
      }
    }
  return { width, height: rows, channels: 3, data: out }
}

/** The border pixel that the strip shows at `u`: bottom, right, top and left side, a quarter each, as `closeBack` lays them out. */
function borderPixel(u: number, width: number, height: number): [number, number] {
  const side = Math.min(3, Math.floor(u * 4))
  const share = Math.max(0, Math.min(1, (u * 4 - side - 0.02) / 0.96))
  const across = (count: number, part: number) => Math.round(part * (count - 1))
  if (side === 0) return [across(width, share), height - 1]
  if (side === 1) return [width - 1, across(height, 1 - share)]
  if (side === 2) return [across(width, 1 - share), 0]
  return [0, across(height, share)]
}
