import type { OcclusionGrid } from './occlusion-grid.ts'
import type { ProjectedMaps } from './project-band.ts'

/** Darkens the first channel of an ORM picture by the openness of the cells around each texel, between their centres. */
export function spreadOpenness(
  { orm, covered }: ProjectedMaps & Required<Pick<ProjectedMaps, 'orm'>>,
  size: number,
  { openness, step }: OcclusionGrid,
): void {
  const cells = Math.ceil(size / step)
  const smooth = smoothed(openness, cells)
  for (let y = 0, at = 0; y < size; y++)
    for (let x = 0; x < size; x++, at++) {
      if (covered[at] === 0) continue
      const cx = (x + 0.5) / step - 0.5
      const cy = (y + 0.5) / step - 0.5
      const [x0, y0] = [Math.floor(cx), Math.floor(cy)]
      let sum = 0
      let weight = 0
      for (let j = y0; j <= y0 + 1; j++)
        for (let i = x0; i <= x0 + 1; i++) {
          if (i < 0 || j < 0 || i >= cells || j >= cells) continue
          const value = smooth[j * cells + i]!
          if (value === 0) continue
          const share = (1 - Math.abs(cx - i)) * (1 - Math.abs(cy - j)) + 1e-6
          sum += value * share
          weight += share
        }
      if (weight > 0) orm[at * 3] = Math.round((orm[at * 3]! * sum) / weight / 255)
    }
}

/** The mean of the nine cells around each, without the empty ones: charts lie more than two cells apart. */
function smoothed(openness: Uint8Array, cells: number): Float32Array {
  const smooth = new Float32Array(openness.length)
  for (let y = 0; y < cells; y++)
    for (let x = 0; x < cells; x++) {
      if (openness[y * cells + x] === 0) continue
      let sum = 0
      let count = 0
      for (let j = Math.max(0, y - 1); j <= Math.min(cells - 1, y + 1); j++)
        for (let i = Math.max(0, x - 1); i <= Math.min(cells - 1, x + 1); i++) {
          const value = openness[j * cells + i]!
          if (value === 0) continue
          sum += value
          count++
        }
      smooth[y * cells + x] = sum / count
    }
  return smooth
}
