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
