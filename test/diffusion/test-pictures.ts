import type { Pixels } from '../../base/pixels.ts'

/** A picture by a function of the place: three bytes for each pixel, or one. */
export function paint(width: number, height: number, at: (x: number, y: number) => readonly number[]): Pixels {
  const data = Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)))
  return { width, height, channels: data[0]!.length as 1 | 3, data: Uint8Array.from(data.flat()) }
}

/** Something with edges and slopes in every channel. */
export function pattern(width = 64, height = 64): Pixels {
  return paint(width, height, (x, y) => [(x * 4) % 256, (y * 4) % 256, (x >> 3) % 2 === (y >> 3) % 2 ? 220 : 30])
}

/** 64 × 64, white where it is painted anew: a square in the middle. */
export function middleMask(): Pixels {
  return paint(64, 64, (x, y) => [x >= 16 && x < 48 && y >= 16 && y < 48 ? 255 : 0])
}
