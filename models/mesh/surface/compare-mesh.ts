import type { GoldenResult } from '../../golden/fixture.ts'
import type { Surface } from './marching-cubes.ts'

/** What a fixture states of the reference's mesh. */
export interface GoldenMesh {
  readonly vertices: number
  readonly faces: number
  readonly bounds_min: readonly number[]
  readonly bounds_max: readonly number[]
  readonly area?: number
}

/**
 * Holds a mesh against what the reference's is stated to be: the faces exactly, bounds within 0.001, the area within a thousandth.
 * `doubled` is how many vertices the reference makes of this mesh's, within a hundredth; without it they are as many.
 */
export function compareMesh(
  expected: GoldenMesh,
  { positions, indices }: Surface,
  { doubled }: { doubled?: number } = {},
): GoldenResult[] {
  const { min, max } = boundsOf(positions)
  const bounds = [0, 1, 2].flatMap((axis) => [
    Math.abs(min[axis]! - expected.bounds_min[axis]!),
    Math.abs(max[axis]! - expected.bounds_max[axis]!),
  ])
  const results = [
    result(
      'mesh vertices',
      Math.abs((doubled ?? positions.length / 3) - expected.vertices),
      doubled === undefined ? 0 : expected.vertices / 100,
    ),
    result('mesh faces', Math.abs(indices.length / 3 - expected.faces), 0),
    result('mesh bounds', Math.max(...bounds), 1e-3),
  ]
  if (expected.area === undefined) return results
  return [...results, result('mesh area (relative)', Math.abs(areaOf(positions, indices) / expected.area - 1), 1e-3)]
}

function result(name: string, maxError: number, tolerance: number): GoldenResult {
  return { name, maxError, tolerance, pass: maxError <= tolerance }
}

function boundsOf(positions: Float32Array): { min: number[]; max: number[] } {
  const [min, max] = [Array(3).fill(Number.POSITIVE_INFINITY), Array(3).fill(Number.NEGATIVE_INFINITY)]
  positions.forEach((value, i) => {
    min[i % 3] = Math.min(min[i % 3], value)
    max[i % 3] = Math.max(max[i % 3], value)
  })
  return { min, max }
}

function areaOf(positions: Float32Array, indices: Uint32Array): number {
  let area = 0
  const side = (a: number, b: number, axis: number) => positions[3 * b + axis]! - positions[3 * a + axis]!
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t]!, indices[t + 1]!, indices[t + 2]!]
    const cross = [0, 1, 2].map((axis) => {
      const [u, v] = [(axis + 1) % 3, (axis + 2) % 3]
      return side(a, b, u) * side(a, c, v) - side(a, b, v) * side(a, c, u)
    })
    area += Math.hypot(...cross) / 2
  }
  return area
}
