import type { Mesh } from '../mesh.ts'
import { findTwins, nextEdge } from '../topology.ts'
import { type Vector, vectorAt } from '../vector.ts'
import { triangulateLoop } from './triangulate-loop.ts'

export interface Filled {
  readonly mesh: Mesh
  readonly filled: number
  /** Holes that are larger than asked, or whose border crosses itself. */
  readonly left: number
}

/** Loops of more edges are left open: the triangulation takes n³ steps, and this many are 20 million. */
const MOST_EDGES = 400

/**
 * Closes holes whose border is at most `perimeter` metres long with the triangles of least area between the vertices of the border
 * (Barequet & Sharir 1995, "Filling gaps in the boundary of a polyhedron").
 */
export function fillHoles(mesh: Mesh, perimeter: number): Filled {
  const { corners, twins } = findTwins(mesh)
  const after = new Map<number, number>()
  let crossing = false
  for (let h = 0; h < twins.length; h++) {
    const from = corners[h]!
    const to = corners[nextEdge(h)]!
    if (twins[h] !== -1 || from === to) continue
    // The border runs against the triangles beside it. Two borders that meet at a place cannot be told apart: both are left.
    if (after.has(to)) {
      crossing = true
      after.set(to, -1)
    } else after.set(to, from)
  }
  const added: number[] = []
  const done = new Set<number>()
  let filled = 0
  let left = crossing ? 1 : 0
  for (const start of after.keys()) {
    if (done.has(start)) continue
    const loop: number[] = []
    let at = start
    while (at >= 0 && !done.has(at)) {
      done.add(at)
      loop.push(at)
      at = after.get(at) ?? -1
    }
    if (at !== start || loop.length < 3) continue
    const points = loop.map((vertex) => vectorAt(mesh.positions, vertex))
    if (loop.length > MOST_EDGES || lengthOf(points) > perimeter) {
      left++
      continue
    }
    for (const corner of triangulateLoop(points)) added.push(loop[corner]!)
    filled++
  }
  if (filled === 0) return { mesh, filled, left }
  const indices = new Uint32Array(mesh.indices.length + added.length)
  indices.set(mesh.indices)
  indices.set(added, mesh.indices.length)
  return { mesh: { ...mesh, indices }, filled, left }
}

function lengthOf(points: readonly Vector[]): number {
  return points.reduce((sum, [x, y, z], i) => {
    const [a, b, c] = points[(i + 1) % points.length]!
    return sum + Math.sqrt((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2)
  }, 0)
}
