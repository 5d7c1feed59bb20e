import type { Pixels } from '../../../base/pixels.ts'

/** Three channels, whatever transparency there was left out. */
export function toRgb({ width, height, channels, data }: Pixels): Pixels {
  if (channels === 3) return { width, height, channels, data }
  const rgb = new Uint8Array(3 * width * height)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = data[channels * i + (channels === 4 ? c : 0)]!
  }
  return { width, height, channels: 3, data: rgb }
}
