import { log2 } from '../../../models/procedural/exact-math.ts'
import { type Border, beyond, type Field } from '../maps/field.ts'
import type { LightDirection } from './light-direction.ts'
import type { PictureLevel } from './picture-levels.ts'
import type { Grid } from './pyramid.ts'

/** How many numbers the network is given of each point. */
export const featureCount = 26

/** What is known of the picture as a whole. */
export interface PictureFacts {
  readonly light: LightDirection
  /** Mean and standard deviation of the luminance in stops, and means of the colours. */
  readonly mean: number
  readonly spread: number
  readonly red: number
  readonly blue: number
}

/**
 * Writes the features of row `y` of level `k` to `out`, point by point. Brightness is seen along and across the light, so that
 * they do not change when picture and light turn together.
 */
export function writeFeatures(
  levels: readonly PictureLevel[],
  { light, mean, spread, red, blue }: PictureFacts,
  { k, y }: { readonly k: number; readonly y: number },
  border: Border,
  out: Float32Array,
): void {
  const level = levels[k]!
  const next = levels[Math.min(k + 1, levels.length - 2)]!
  const last = levels[Math.min(k + 2, levels.length - 2)]!
  const finer = levels[Math.max(0, k - 1)]!
  const { width, height, data } = level.luma
  const sure = Math.sqrt(light[0] * light[0] + light[1] * light[1])
  const [lx, ly] = sure > 1e-6 ? [light[0] / sure, light[1] / sure] : [1, 0]
  const grid = { width, height }
  const row = (field: Field) => rowOf(field, grid, y, border)
  const here = y * width
  const above = beyond(y - 1, height, border) * width
  const below = beyond(y + 1, height, border) * width
  const nextBand = row(next.band)
  const lastBand = row(last.band)
  const nextLuma = row(levels[k + 1]!.luma)
  const slow = [beyond(y - 2, height, border), beyond(y + 2, height, border)].map((v) =>
    rowOf(levels[k + 1]!.luma, grid, v, border),
  )
  const [energy, redEnergy, blueEnergy] = [row(level.energy), row(level.redEnergy), row(level.blueEnergy)]
  const [redProduct, blueProduct] = [row(level.redProduct), row(level.blueProduct)]
  const fine = row(finer.energy)
  const coarse = row(next.energy)
  const coarser = row(last.energy)
  const scale = log2(Math.max(width, height))
  for (let x = 0, at = 0; x < width; x++, at += featureCount) {
    const i = here + x
    const left = beyond(x - 1, width, border)
    const right = beyond(x + 1, width, border)
    const dx = data[here + right]! - data[here + left]!
    const dy = data[above + x]! - data[below + x]!
    const [sx, sy] = [
      nextLuma[beyond(x + 2, width, border)]! - nextLuma[beyond(x - 2, width, border)]!,
      slow[0]![x]! - slow[1]![x]!,
    ]
    const e = Math.max(0, energy[x]!)
    const [er, eb] = [Math.max(0, redEnergy[x]!), Math.max(0, blueEnergy[x]!)]
    const along = dx * lx + dy * ly
    const slowAlong = sx * lx + sy * ly
    const deviation = Math.sqrt(e + 1e-5)
    out[at] = level.band.data[i]!
    out[at + 1] = nextBand[x]!
    out[at + 2] = lastBand[x]!
    out[at + 3] = along
    out[at + 4] = slowAlong
    out[at + 5] = along * sure
    out[at + 6] = slowAlong * sure
    out[at + 7] = Math.sqrt(dx * dx + dy * dy)
    out[at + 8] = level.redBand.data[i]!
    out[at + 9] = level.blueBand.data[i]!
    out[at + 10] = log2(e + 1e-5)
    out[at + 11] = log2(er + eb + 1e-5)
    out[at + 12] = redProduct[x]! / (deviation * Math.sqrt(er + 1e-5))
    out[at + 13] = blueProduct[x]! / (deviation * Math.sqrt(eb + 1e-5))
    out[at + 14] = log2(Math.max(0, fine[x]!) + 1e-5)
    out[at + 15] = log2(Math.max(0, coarse[x]!) + 1e-5)
    out[at + 16] = log2(Math.max(0, coarser[x]!) + 1e-5)
    out[at + 17] = (data[i]! - mean) / (spread + 0.1)
    out[at + 18] = level.red.data[i]! - red
    out[at + 19] = level.blue.data[i]! - blue
    out[at + 20] = level.band.data[i]! / deviation
    out[at + 21] = nextBand[x]! / Math.sqrt(Math.max(0, coarse[x]!) + 1e-5)
    out[at + 22] = scale
    out[at + 23] = sure
    out[at + 24] = red
    out[at + 25] = blue
  }
}

/** The numbers of a field along one row of a grid that covers the same ground. */
function rowOf({ width, height, data }: Field, grid: Grid, y: number, border: Border): Float32Array {
  const down = ((y + 0.5) * height) / grid.height - 0.5
  const first = Math.floor(down)
  const v = down - first
  const top = beyond(first, height, border) * width
  const bottom = beyond(first + 1, height, border) * width
  const result = new Float32Array(grid.width)
  if (width === grid.width) {
    for (let x = 0; x < width; x++) result[x] = data[top + x]! + (data[bottom + x]! - data[top + x]!) * v
    return result
  }
  const scale = width / grid.width
  for (let x = 0; x < grid.width; x++) {
    const across = (x + 0.5) * scale - 0.5
    const whole = Math.floor(across)
    const u = across - whole
    const left = whole < 0 ? beyond(whole, width, border) : whole
    const right = whole + 1 >= width ? beyond(whole + 1, width, border) : whole + 1
    const upper = data[top + left]! + (data[top + right]! - data[top + left]!) * u
    const lower = data[bottom + left]! + (data[bottom + right]! - data[bottom + left]!) * u
    result[x] = upper + (lower - upper) * v
  }
  return result
}
