import { type Border, beyond } from '../maps/field.ts'
import type { PictureLevel } from './picture-levels.ts'
import { type Grid, resample } from './pyramid.ts'

/** Where the light comes from, as seen from above: a vector (x to the right, y up) as long as it is sure, at most 1. */
export type LightDirection = readonly [x: number, y: number]

/** The number of vectors that are measured of each level, and of how many levels. */
export const directionStatistics = 10
export const directionLevels = 6

/**
 * Vectors that turn with the picture: what the slopes of its brightness have in common with its brightness on other scales. A crevice
 * is dark on a larger scale and slopes away from the light within; on what stands out it is the other way round. How much each of
 * them says is fitted.
 */
export function measureDirections(levels: readonly PictureLevel[], border: Border): LightDirection[] {
  return levels.slice(0, Math.min(directionLevels, levels.length - 2)).flatMap((level, k) => {
    const { width, height, data } = level.luma
    const slower = (step: number) => upTo(levels[Math.min(k + step, levels.length - 2)]!, level.luma, border)
    const [b, c, d] = [unit(level.band.data), unit(slower(1)), unit(slower(2))]
    const scale = 1 / (deviation(level.band.data) + 0.02)
    const sums = Array.from({ length: directionStatistics }, () => [0, 0] as [number, number])
    const sizes = new Float64Array(directionStatistics)
    const weights = new Float64Array(directionStatistics)
    for (let y = 0; y < height; y++) {
      const above = beyond(y - 1, height, border) * width
      const below = beyond(y + 1, height, border) * width
      for (let x = 0; x < width; x++) {
        const i = y * width + x
        const right = data[y * width + beyond(x + 1, width, border)]!
        const left = data[y * width + beyond(x - 1, width, border)]!
        const dx = squash((right - left) * scale)
        const dy = squash((data[above + x]! - data[below + x]!) * scale)
        const steep = Math.sqrt(dx * dx + dy * dy)
        weights[0] = b[i]!
        weights[1] = c[i]!
        weights[2] = d[i]!
        weights[3] = b[i]! * b[i]!
        weights[4] = c[i]! * c[i]!
        weights[5] = b[i]! * c[i]!
        weights[6] = steep * steep
        weights[7] = steep * b[i]!
        weights[8] = steep * c[i]!
        weights[9] = c[i]! * d[i]!
        for (let j = 0; j < directionStatistics; j++) {
          const sum = sums[j]!
          sum[0] += dx * weights[j]!
          sum[1] += dy * weights[j]!
          sizes[j]! += steep * Math.abs(weights[j]!)
        }
      }
    }
    return sums.map(([x, y], j): LightDirection => [x / (sizes[j]! + 1), y / (sizes[j]! + 1)])
  })
}

/** The light of these vectors, by fitted weights of as many levels as there are. */
export function lightOf(directions: readonly LightDirection[], weights: readonly number[]): LightDirection {
  let [x, y] = [0, 0]
  for (const [i, [dx, dy]] of directions.entries()) {
    x += dx * (weights[i] ?? 0)
    y += dy * (weights[i] ?? 0)
  }
  const length = Math.sqrt(x * x + y * y)
  return length > 1 ? [x / length, y / length] : [x, y]
}

function upTo({ band }: PictureLevel, grid: Grid, border: Border): Float32Array {
  return band.width === grid.width ? band.data : resample(band, grid, border).data
}

/** By its deviation, and pressed into −1..1: a few bright places do not count for more than the rest. */
function unit(data: Float32Array): Float32Array {
  const scale = 1 / (deviation(data) + 0.02)
  return data.map((value) => squash(value * scale))
}

function deviation(data: Float32Array): number {
  let squares = 0
  for (let i = 0; i < data.length; i++) squares += data[i]! * data[i]!
  return Math.sqrt(squares / data.length)
}

function squash(value: number): number {
  return value / (1 + Math.abs(value))
}
