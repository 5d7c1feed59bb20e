import type { Pixels } from '../../../base/pixels.ts'
import { type Field, percentiles } from '../maps/field.ts'
import { linearLuma, toLinear } from '../maps/linear-light.ts'

/** Linear light of the brightest channel from which on something may glow, and how far the darkest must lie below it. */
const bright = 0.55
const saturated = 0.55
/** How many times as bright as the middle of the picture: paint under one light rarely is. */
const outlier = 4
/** Of the picture: less is a few stray pixels, more is simply a bright picture. */
const share = { least: 0.0005, most: 0.3 }

/** Light that a surface gives off itself, guessed where it is bright and coloured at once; undefined where nothing looks like it. */
export function emissionOf(pixels: Pixels): Uint8Array | undefined {
  const { width, height, channels, data } = pixels
  if (channels === 1) return undefined
  const luma: Field = linearLuma(pixels)
  const [middle = 0] = percentiles(luma, [0.5])
  const emission = new Uint8Array(new SharedArrayBuffer(width * height * 3))
  let sum = 0
  for (let i = 0; i < width * height; i++) {
    const [r, g, b] = [data[i * channels]!, data[i * channels + 1]!, data[i * channels + 2]!]
    const most = toLinear(Math.max(r, g, b))
    const colour = most <= 0 ? 0 : 1 - toLinear(Math.min(r, g, b)) / most
    const glow =
      rise(most / bright) * rise(colour / saturated) * rise(luma.data[i]! / (outlier * Math.max(0.01, middle)))
    if (glow === 0) continue
    sum += glow
    emission[i * 3] = r * glow
    emission[i * 3 + 1] = g * glow
    emission[i * 3 + 2] = b * glow
  }
  const part = sum / (width * height)
  return part >= share.least && part <= share.most ? emission : undefined
}

/** 0 up to 1, 1 from 1.25 on. */
function rise(value: number): number {
  const t = Math.min(1, Math.max(0, (value - 1) * 4))
  return t * t * (3 - 2 * t)
}
