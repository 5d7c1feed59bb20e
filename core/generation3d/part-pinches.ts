import { createDisjointSets } from './disjoint-sets.ts'
import type { Mesh } from './mesh.ts'
import { pairCrowdedEdges } from './pair-crowded-edges.ts'
import { findTopology, nextEdge, type Topology } from './topology.ts'
import { cross, dot, minus, unit, type Vector } from './vector.ts'

/** How far parted vertices move apart, in lengths of the shortest edge there: enough for 32-bit floats, too little to see. */
const GAP = 0.02

/**
 * Where a solid touches itself along an edge or at a point, as collapsing a thin wall or a tunnel leaves it, the parts get
 * vertices of their own, moved a little inwards: the mesh is a manifold again. (Cutting and stitching after Guéziec et al. 2001,
 * stitched so that each pair of triangles bounds one wedge of the solid.)
 */
export function partPinches(mesh: Mesh, topology: Topology = findTopology(mesh)): Mesh {
  if (topology.badPlaces.size === 0) return mesh
  const { corners, twins, badPlaces } = topology
  const { positions, indices } = mesh
  const fans = createDisjointSets(indices.length)
  const joinAcross = (h: number, twin: number) => {
    const same = corners[h] === corners[twin]
    fans.join(h, same ? twin : nextEdge(twin))
    fans.join(nextEdge(h), same ? nextEdge(twin) : twin)
  }
  for (let h = 0; h < corners.length; h++) if (twins[h]! > h) joinAcross(h, twins[h]!)
  for (const [h, twin] of pairCrowdedEdges(positions, topology)) joinAcross(h, twin)

  // The corners of each fan at each bad place; the largest fan keeps the vertices there.
  const fansAt = new Map<number, Map<number, number[]>>()
  for (let h = 0; h < corners.length; h++) {
    if (!badPlaces.has(corners[h]!)) continue
    const here = fansAt.get(corners[h]!) ?? new Map<number, number[]>()
    fansAt.set(corners[h]!, here)
    const fan = here.get(fans.find(h))
    if (fan) fan.push(h)
    else here.set(fans.find(h), [h])
  }
  const copies: number[] = []
  const moves: [number, number, number][] = []
  const newIndices = indices.slice()
  const count = positions.length / 3
  for (const here of fansAt.values()) {
    const [, ...others] = [...here.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    for (const fan of others) {
      const move = inwards(positions, corners, fan)
      const copyOf = new Map<number, number>()
      for (const h of fan) {
        const vertex = indices[h]!
        if (!copyOf.has(vertex)) {
          copyOf.set(vertex, count + copies.length)
          copies.push(vertex)
          moves.push(move)
        }
        newIndices[h] = copyOf.get(vertex)!
      }
    }
  }
  const extend = (from: Float32Array, width: number) => {
    const to = new Float32Array(from.length + copies.length * width)
    to.set(from)
    copies.forEach((vertex, i) => {
      for (let a = 0; a < width; a++) to[from.length + i * width + a] = from[vertex * width + a]!
    })
    return to
  }
  const newPositions = extend(positions, 3)
  moves.forEach((move, i) => {
    for (let a = 0; a < 3; a++) newPositions[(count + i) * 3 + a] = newPositions[(count + i) * 3 + a]! + move[a]!
  })
  return {
    positions: newPositions,
    indices: newIndices,
    ...(mesh.normals && { normals: extend(mesh.normals, 3) }),
    ...(mesh.tangents && { tangents: extend(mesh.tangents, 4) }),
    ...(mesh.uvs && { uvs: extend(mesh.uvs, 2) }),
    ...(mesh.colors && { colors: extend(mesh.colors, 3) }),
  }
}

/** A short way into the solid, from the triangles of a fan. */
function inwards(positions: Float32Array, corners: Uint32Array, fan: readonly number[]): [number, number, number] {
  const at = (vertex: number): Vector => [
    positions[vertex * 3]!,
    positions[vertex * 3 + 1]!,
    positions[vertex * 3 + 2]!,
  ]
  let sum: Vector = [0, 0, 0]
  let shortest = Infinity
  for (const h of fan) {
    const u = minus(at(corners[nextEdge(h)]!), at(corners[h]!))
    const v = minus(at(corners[nextEdge(nextEdge(h))]!), at(corners[h]!))
    const normal = unit(cross(u, v))
    sum = [sum[0] + normal[0], sum[1] + normal[1], sum[2] + normal[2]]
    shortest = Math.min(shortest, Math.sqrt(dot(u, u)), Math.sqrt(dot(v, v)))
  }
  const [x, y, z] = unit(sum)
  return [-x * shortest * GAP, -y * shortest * GAP, -z * shortest * GAP]
}
