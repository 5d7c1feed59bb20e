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
export function placeMesh(mesh: Mesh, placement: Placement): Mesh {
  return transformMesh(mesh, placementMatrix(mesh, placement))
}

/** The matrix that does so, for other levels of the same mesh too. */
export function placementMatrix(mesh: Mesh, { up, pivot, scale, longest }: Placement): Matrix4 {
  // x, y, z of a mesh with +Z up are x, z, −y here.
  const bounds = boundsOf(mesh)
  const [least, most] = [bounds.min, bounds.max]
  const min = up === 'y' ? least : [least[0], least[2], 0 - most[1]]
  const max = up === 'y' ? most : [most[0], most[2], 0 - least[1]]
  const side = Math.max(...[0, 1, 2].map((a) => max[a]! - min[a]!))
  const size = longest === undefined || side === 0 ? scale : longest / side
  const middle = [0, 1, 2].map((a) => (min[a]! + max[a]!) / 2) as [number, number, number]
  const origin = pivot === 'keep' ? [0, 0, 0] : pivot === 'centre' ? middle : [middle[0], min[1]!, middle[2]]
  const [x, y, z] = origin.map((value) => 0 - value * size) as [number, number, number]
  return up === 'y'
    ? [size, 0, 0, 0, 0, size, 0, 0, 0, 0, size, 0, x, y, z, 1]
    : [size, 0, 0, 0, 0, 0, 0 - size, 0, 0, size, 0, 0, x, y, z, 1]
}
