import type { Mesh } from './mesh.ts'

type Point = [x: number, y: number, z: number]

/** The smallest box along the axes that holds every vertex that a triangle uses. */
export function boundsOf({ positions, indices }: Mesh): { min: Point; max: Point } {
  const min: Point = [Infinity, Infinity, Infinity]
  const max: Point = [-Infinity, -Infinity, -Infinity]
  for (const index of indices) {
    for (let axis = 0; axis < 3; axis++) {
      const value = positions[index * 3 + axis]!
      if (value < min[axis]!) min[axis] = value
      if (value > max[axis]!) max[axis] = value
    }
  }
  return { min, max }
}

/** The length of that box from corner to corner. */
export function diagonalOf(mesh: Mesh): number {
  const { min, max } = boundsOf(mesh)
  return Math.sqrt((max[0] - min[0]) ** 2 + (max[1] - min[1]) ** 2 + (max[2] - min[2]) ** 2)
}
