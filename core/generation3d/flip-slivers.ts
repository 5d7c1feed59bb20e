import type { Mesh } from './mesh.ts'
import { findTwins, nextEdge } from './topology.ts'

/** Height of a triangle over its longest side below which it is a sliver. */
const THIN = 0.01

/**
 * Turns the longest edge of each sliver towards the vertex on its other side, which leaves two better triangles where both lie
 * flat. Edges at a seam stay. Simplification leaves slivers along straight edges.
 */
export function flipSlivers(mesh: Mesh): Mesh {
  const { positions } = mesh
  const indices = mesh.indices.slice()
  // A flip can leave another sliver next to it; chains longer than this do not occur.
  for (let round = 0; round < 6; round++) {
    const { corners, twins } = findTwins({ positions, indices })
    const edges = new Set<number>()
    const touched = new Set<number>()
    const edgeKey = (a: number, b: number) => (a < b ? a * 4294967296 + b : b * 4294967296 + a)
    let flips = 0
    for (let t = 0; t < indices.length; t += 3) {
      if (touched.has(t)) continue
      const h = longestEdge(positions, corners, t)
      if (thinness(positions, corners[t]!, corners[t + 1]!, corners[t + 2]!) >= THIN) continue
      const twin = twins[h]!
      if (twin < 0) continue
      const other = twin - (twin % 3)
      if (touched.has(other)) continue
      const [a, b, c] = [indices[h]!, indices[nextEdge(h)]!, indices[nextEdge(nextEdge(h))]!]
      const d = indices[nextEdge(nextEdge(twin))]!
      // Both triangles must share the very vertices, else the edge is a seam of normals or uvs.
      if (indices[twin] !== b || indices[nextEdge(twin)] !== a) continue
      const [pa, pb, pc, pd] = [corners[h]!, corners[nextEdge(h)]!, cornerOf(h), corners[nextEdge(nextEdge(twin))]!]
      if (pc === pd) continue
      if (edges.size === 0)
        for (let k = 0; k < corners.length; k++) edges.add(edgeKey(corners[k]!, corners[nextEdge(k)]!))
      if (edges.has(edgeKey(pc, pd))) continue
      const before = Math.min(thinness(positions, pa, pb, pc), thinness(positions, pb, pa, pd))
      const after = Math.min(thinness(positions, pa, pd, pc), thinness(positions, pd, pb, pc))
      if (after <= before || !keepsFacing(positions, [pb, pa, pd], [pa, pd, pc], [pd, pb, pc])) continue
      indices.set([a, d, c], t)
      indices.set([d, b, c], other)
      edges.add(edgeKey(pc, pd))
      touched.add(t).add(other)
      // The neighbours' half edges are no longer where `twins` says.
      for (const k of [h, nextEdge(h), nextEdge(nextEdge(h)), twin, nextEdge(twin), nextEdge(nextEdge(twin))]) {
        const next = twins[k]!
        if (next >= 0) touched.add(next - (next % 3))
      }
      flips++

      function cornerOf(edge: number): number {
        return corners[nextEdge(nextEdge(edge))]!
      }
    }
    if (flips === 0) break
  }
  return { ...mesh, indices }
}

function longestEdge(positions: Float32Array, corners: Uint32Array, t: number): number {
  let best = t
  for (let h = t + 1; h < t + 3; h++) {
    if (
      squared(positions, corners[h]!, corners[nextEdge(h)]!) >
      squared(positions, corners[best]!, corners[nextEdge(best)]!)
    )
      best = h
  }
  return best
}

function squared(positions: Float32Array, a: number, b: number): number {
  const x = positions[a * 3]! - positions[b * 3]!
  const y = positions[a * 3 + 1]! - positions[b * 3 + 1]!
  const z = positions[a * 3 + 2]! - positions[b * 3 + 2]!
  return x * x + y * y + z * z
}

/** Height over the longest side, as a share of that side: 0 for a line, 0.87 for an equilateral triangle. */
function thinness(positions: Float32Array, a: number, b: number, c: number): number {
  const [x, y, z] = normal(positions, a, b, c)
  const longest = Math.max(squared(positions, a, b), squared(positions, b, c), squared(positions, c, a))
  return longest > 0 ? Math.sqrt(x * x + y * y + z * z) / longest : 0
}

function normal(positions: Float32Array, a: number, b: number, c: number): [number, number, number] {
  const ux = positions[b * 3]! - positions[a * 3]!
  const uy = positions[b * 3 + 1]! - positions[a * 3 + 1]!
  const uz = positions[b * 3 + 2]! - positions[a * 3 + 2]!
  const vx = positions[c * 3]! - positions[a * 3]!
  const vy = positions[c * 3 + 1]! - positions[a * 3 + 1]!
  const vz = positions[c * 3 + 2]! - positions[a * 3 + 2]!
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
}

type Corners = [number, number, number]

/** Whether both new triangles face within 30° of the old neighbour: a flip over a fold would dent the surface. */
function keepsFacing(positions: Float32Array, old: Corners, ...fresh: Corners[]): boolean {
  const [x, y, z] = normal(positions, ...old)
  return fresh.every((corners) => {
    const [a, b, c] = normal(positions, ...corners)
    const along = a * x + b * y + c * z
    return along > 0 && along * along > 0.75 * (a * a + b * b + c * c) * (x * x + y * y + z * z)
  })
}
