import type { Mesh } from '../mesh.ts'
import { boundsOf } from '../mesh-bounds.ts'
import { type Matrix4, transformMesh } from '../transform-mesh.ts'

export interface Placement {
  /** Which axis of the mesh that is given points up. */
  readonly up: 'y' | 'z'
  /** Where the origin comes to lie: where it is, in the middle of the box around, or below it on the ground. */
  readonly pivot: 'keep' | 'centre' | 'ground'
  readonly scale: number
  /** Longest side in metres; instead of `scale`. */
  readonly longest: number | undefined
}

/** Turned so that +Y is up, scaled, and moved to its pivot. */
export function placeMesh(mesh: Mesh, { up, pivot, scale, longest }: Placement): Mesh {
  // x, y, z of a mesh with +Z up are x, z, −y here; the columns of the matrix say where each axis goes.
  const upright = up === 'y' ? mesh : transformMesh(mesh, [1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1])
  const { min, max } = boundsOf(upright)
  const side = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2])
  const size = longest === undefined || side === 0 ? scale : longest / side
  const middle = [0, 1, 2].map((a) => (min[a]! + max[a]!) / 2) as [number, number, number]
  const origin = pivot === 'keep' ? [0, 0, 0] : pivot === 'centre' ? middle : [middle[0], min[1], middle[2]]
  const [x, y, z] = origin.map((value) => 0 - value * size) as [number, number, number]
  const matrix: Matrix4 = [size, 0, 0, 0, 0, size, 0, 0, 0, 0, size, 0, x, y, z, 1]
  return transformMesh(upright, matrix)
}
