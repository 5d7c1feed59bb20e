import { pow } from '../../../models/procedural/exact-math.ts'
import type { DistanceField } from './distance-field.ts'
import { sampleGrid } from './sample-grid.ts'

/** More points than this would need about 2 GB while meshing. */
const MOST_POINTS = 24_000_000
/** Cells along the longest side of the grid that only estimates the area. */
const PROBE = 40

/** The size of cells at which the surface gets about `triangles` triangles, in metres. */
export async function chooseStep(field: DistanceField, triangles: number, signal?: AbortSignal): Promise<number> {
  const { min, max } = field.bounds
  const sides = [0, 1, 2].map((a) => max[a]! - min[a]!) as [number, number, number]
  const probe = Math.max(...sides) / PROBE
  const { values, size } = await sampleGrid(field, probe, { signal })
  // Each crossed grid edge becomes two triangles, and their number goes with the square of the resolution.
  const crossed = countCrossings(values, size)
  const wanted = probe * Math.sqrt((2 * Math.max(crossed, 1)) / triangles)
  const finest = pow((sides[0] * sides[1] * sides[2]) / MOST_POINTS, 1 / 3)
  return Math.max(wanted, finest, Math.max(...sides) / 1000)
}

function countCrossings(values: Float32Array, [nx, ny, nz]: readonly [number, number, number]): number {
  let count = 0
  for (let z = 0, at = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++, at++) {
        const inside = values[at]! < 0
        if (x + 1 < nx && values[at + 1]! < 0 !== inside) count++
        if (y + 1 < ny && values[at + nx]! < 0 !== inside) count++
        if (z + 1 < nz && values[at + nx * ny]! < 0 !== inside) count++
      }
  return count
}
