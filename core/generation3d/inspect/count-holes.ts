import { createDisjointSets } from '../disjoint-sets.ts'
import type { Mesh } from '../mesh.ts'
import { findTwins, nextEdge } from '../topology.ts'

/** The borders of a mesh: each is a hole, or the rim of an open sheet. Borders that touch count as one. */
export function countHoles(mesh: Mesh): number {
  const { corners, twins } = findTwins(mesh)
  const sets = createDisjointSets(mesh.positions.length / 3)
  const onBorder = new Set<number>()
  for (let h = 0; h < twins.length; h++) {
    const [from, to] = [corners[h]!, corners[nextEdge(h)]!]
    if (twins[h] !== -1 || from === to) continue
    sets.join(from, to)
    onBorder.add(from)
  }
  return new Set(Array.from(onBorder, (place) => sets.find(place))).size
}
