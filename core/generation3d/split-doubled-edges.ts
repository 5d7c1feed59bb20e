import type { Mesh } from './mesh.ts'
import { pairCrowdedEdges } from './pair-crowded-edges.ts'
import { nextEdge, type Topology } from './topology.ts'
import { cross, dot, minus, unit, type Vector, vectorAt } from './vector.ts'

/** How far the new vertices move into the solid, in lengths of the edge. */
const GAP = 0.02

/**
 * Where one ring of triangles uses the same edge twice (the rim of a closed tunnel), its ends cannot be parted; each pair of
 * triangles gets a vertex of its own in the middle of the edge instead.
 */
export function splitDoubledEdges(mesh: Mesh, topology: Topology): Mesh {
  const { positions, indices } = mesh
  const { corners } = topology
  const made: { a: number; b: number; move: Vector }[] = []
  const count = positions.length / 3
  const middleOf = new Map<number, number>()
  for (const [h, twin] of pairCrowdedEdges(positions, topology)) {
    const normal = (edge: number) => {
      const [a, b, c] = [edge, nextEdge(edge), nextEdge(nextEdge(edge))].map((k) =>
        vectorAt(positions, corners[k]!),
      ) as [Vector, Vector, Vector]
      return unit(cross(minus(b, a), minus(c, a)))
    }
    const [n, m] = [normal(h), normal(twin)]
    const along = minus(vectorAt(positions, corners[h]!), vectorAt(positions, corners[nextEdge(h)]!))
    const length = Math.sqrt(dot(along, along)) * GAP
    const way = unit([n[0] + m[0], n[1] + m[1], n[2] + m[2]])
    const move: Vector = [-way[0] * length, -way[1] * length, -way[2] * length]
    for (const edge of [h, twin]) {
      middleOf.set(edge, count + made.length)
      made.push({ a: indices[edge]!, b: indices[nextEdge(edge)]!, move })
    }
  }
  const extend = (from: Float32Array, width: number) => {
    const to = new Float32Array(from.length + made.length * width)
    to.set(from)
    made.forEach(({ a, b }, i) => {
      for (let k = 0; k < width; k++)
        to[from.length + i * width + k] = (from[a * width + k]! + from[b * width + k]!) / 2
    })
    return to
  }
  /** Directions of the middles are halfway between those of the ends, and of unit length as those are. */
  const extendDirections = (from: Float32Array, width: 3 | 4) => {
    const to = extend(from, width)
    made.forEach(({ a }, i) => {
      const at = from.length + i * width
      const sum: Vector = [to[at]!, to[at + 1]!, to[at + 2]!]
      const own: Vector = [from[a * width]!, from[a * width + 1]!, from[a * width + 2]!]
      to.set(dot(sum, sum) > 1e-6 ? unit(sum) : own, at)
      if (width === 4) to[at + 3] = from[a * width + 3]! // a handedness is 1 or −1, never the mean of both
    })
    return to
  }
  const newPositions = extend(positions, 3)
  made.forEach(({ move }, i) => {
    for (let k = 0; k < 3; k++) newPositions[(count + i) * 3 + k] = newPositions[(count + i) * 3 + k]! + move[k]!
  })
  const triangles: number[] = []
  for (let t = 0; t < indices.length; t += 3) {
    // Round the triangle with the middles between its corners, as a fan of one, two, three or four triangles.
    const ring: number[] = []
    for (let h = t; h < t + 3; h++) {
      ring.push(indices[h]!)
      const middle = middleOf.get(h)
      if (middle !== undefined) ring.push(middle)
    }
    // A fan from a corner would be flat along a split side: start it at a middle where there is one.
    const start = ring.length === 3 ? 0 : ring.findIndex((vertex) => vertex >= count)
    for (let i = 1; i + 1 < ring.length; i++) {
      triangles.push(ring[start]!, ring[(start + i) % ring.length]!, ring[(start + i + 1) % ring.length]!)
    }
  }
  return {
    positions: newPositions,
    indices: Uint32Array.from(triangles),
    ...(mesh.normals && { normals: extendDirections(mesh.normals, 3) }),
    ...(mesh.tangents && { tangents: extendDirections(mesh.tangents, 4) }),
    ...(mesh.uvs && { uvs: extend(mesh.uvs, 2) }),
    ...(mesh.colors && { colors: extend(mesh.colors, 3) }),
  }
}
