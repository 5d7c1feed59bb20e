import { nextEdge, type Topology } from './topology.ts'
import { across, cross, dot, minus, unit, vectorAt } from './vector.ts'

/** Pairs the triangles at each edge with more than two, so that between those of a pair lies a wedge of the solid: half edges. */
export function pairCrowdedEdges(positions: Float32Array, { corners, twins }: Topology): [number, number][] {
  const crowded = new Map<number, number[]>()
  for (let h = 0; h < corners.length; h++) {
    if (twins[h] !== -2) continue
    const [a, b] = [corners[h]!, corners[nextEdge(h)]!]
    const key = Math.min(a, b) * 4294967296 + Math.max(a, b)
    const known = crowded.get(key)
    if (known) known.push(h)
    else crowded.set(key, [h])
  }
  return [...crowded.values()].flatMap((edges) => pairBySolid(positions, corners, edges))
}

/** Pairs the half edges of a crowded edge, so that between the two triangles of a pair lies a wedge of the solid. */
function pairBySolid(positions: Float32Array, corners: Uint32Array, edges: readonly number[]): [number, number][] {
  const from = Math.min(corners[edges[0]!]!, corners[nextEdge(edges[0]!)]!)
  const to = Math.max(corners[edges[0]!]!, corners[nextEdge(edges[0]!)]!)
  const at = (vertex: number) => vectorAt(positions, vertex)
  const axis = unit(minus(at(to), at(from)))
  const first = across(minus(at(corners[nextEdge(nextEdge(edges[0]!))]!), at(from)), axis)
  const second = cross(axis, first)
  const around = edges
    .map((h) => {
      const third = minus(at(corners[nextEdge(nextEdge(h))]!), at(from))
      return { h, forwards: corners[h] === from, angle: turn(dot(third, first), dot(third, second)) }
    })
    // A triangle along the axis faces the growing angle, so its solid is before it. At one angle the wedge is empty.
    .sort((a, b) => a.angle - b.angle || Number(a.forwards) - Number(b.forwards) || a.h - b.h)
  const pairs: [number, number][] = []
  const open = around.slice()
  // Like brackets: a triangle against the axis opens a wedge, the next one along it closes it.
  for (let steps = 0; open.length > 1 && steps < edges.length * edges.length; steps++) {
    const i = open.findIndex((half, k) => !half.forwards && open[(k + 1) % open.length]!.forwards)
    if (i < 0) break
    const close = open[(i + 1) % open.length]!
    pairs.push([open[i]!.h, close.h])
    const gone = new Set([open[i]!.h, close.h])
    for (let k = open.length - 1; k >= 0; k--) if (gone.has(open[k]!.h)) open.splice(k, 1)
  }
  return pairs
}

/** Grows with the angle of (x, y) from 0 to 4; exact on every machine, unlike an arc tangent. */
function turn(x: number, y: number): number {
  const sum = Math.abs(x) + Math.abs(y)
  if (sum === 0) return 0
  const share = y / sum
  if (x < 0) return 2 - share
  return share < 0 ? 4 + share : share
}
