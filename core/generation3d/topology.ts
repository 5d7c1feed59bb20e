import { countFlipped } from './count-faults.ts'
import { createDisjointSets } from './disjoint-sets.ts'
import type { Mesh } from './mesh.ts'
import { weldPositions } from './weld-positions.ts'

/** How the triangles of a mesh hang together, with vertices at the same place counted as one. */
export interface Topology {
  /** The place (first vertex there) of each corner of each triangle. */
  readonly corners: Uint32Array
  /** The half edge across each half edge: -1 where the mesh is open, -2 where three or more triangles meet. */
  readonly twins: Int32Array
  readonly vertexCount: number
  readonly edgeCount: number
  /** Edges with one triangle only. */
  readonly openEdges: number
  /** Edges where three or more triangles meet. */
  readonly crowdedEdges: number
  /** Vertices whose triangles form more than one fan. */
  readonly pinchedVertices: number
  /** Places on crowded edges, and pinched ones. */
  readonly badPlaces: ReadonlySet<number>
}

/** The half edge after this one in its triangle. Half edge h runs from corner h to corner `nextEdge(h)`. */
export function nextEdge(h: number): number {
  return h % 3 === 2 ? h - 2 : h + 1
}

/** The edges of a mesh alone: what most steps need. */
export function findTwins(mesh: Mesh): Pick<Topology, 'corners' | 'twins'> {
  const corners = cornersOf(mesh)
  return { corners, twins: pairEdges(corners, mesh.positions.length / 3).twins }
}

export function findTopology(mesh: Mesh): Topology {
  const corners = cornersOf(mesh)
  const places = mesh.positions.length / 3
  const used = new Uint8Array(places)
  let vertexCount = 0
  for (const place of corners) {
    if (used[place] === 1) continue
    used[place] = 1
    vertexCount++
  }
  const { twins, edgeCount, openEdges, crowded } = pairEdges(corners, places)
  const pinched = findPinched(corners, twins, places)
  return {
    corners,
    twins,
    vertexCount,
    edgeCount,
    openEdges,
    crowdedEdges: crowded.length,
    pinchedVertices: pinched.length,
    badPlaces: new Set([...crowded.flatMap((h) => [corners[h]!, corners[nextEdge(h)]!]), ...pinched]),
  }
}

/** The place (first vertex there) of each corner of each triangle. */
export function cornersOf({ positions, indices }: Mesh): Uint32Array {
  const weld = weldPositions(positions)
  const corners = new Uint32Array(indices.length)
  for (let h = 0; h < corners.length; h++) corners[h] = weld[indices[h]!]!
  return corners
}

/** True when every edge joins exactly two triangles that face the same way and every vertex has one ring. */
export function isWatertight(topology: Topology): boolean {
  return (
    topology.openEdges === 0 &&
    topology.crowdedEdges === 0 &&
    topology.pinchedVertices === 0 &&
    countFlipped(topology) === 0
  )
}

interface Pairing {
  readonly twins: Int32Array
  readonly edgeCount: number
  readonly openEdges: number
  /** One half edge of each edge with three or more triangles. */
  readonly crowded: readonly number[]
}

/** Half edges sorted into a bucket for their lower end: a bucket is short, so looking through it is quicker than hashing. */
function pairEdges(corners: Uint32Array, places: number): Pairing {
  const starts = new Uint32Array(places + 1)
  const lower = (h: number) => {
    const a = corners[h]!
    const b = corners[nextEdge(h)]!
    return a < b ? a : b
  }
  const upper = (h: number) => {
    const a = corners[h]!
    const b = corners[nextEdge(h)]!
    return a < b ? b : a
  }
  for (let h = 0; h < corners.length; h++) starts[lower(h) + 1] = starts[lower(h) + 1]! + 1
  for (let p = 0; p < places; p++) starts[p + 1] = starts[p + 1]! + starts[p]!
  const fill = starts.slice()
  const sorted = new Uint32Array(corners.length)
  for (let h = 0; h < corners.length; h++) {
    const p = lower(h)
    sorted[fill[p]!] = h
    fill[p] = fill[p]! + 1
  }

  const twins = new Int32Array(corners.length).fill(-3)
  const crowded: number[] = []
  let edgeCount = 0
  let openEdges = 0
  for (let p = 0; p < places; p++) {
    const end = starts[p + 1]!
    for (let i = starts[p]!; i < end; i++) {
      const h = sorted[i]!
      if (twins[h] !== -3) continue
      const other = upper(h)
      if (other === p) {
        // Both ends at one place: an edge of a degenerate triangle, which is counted as such.
        twins[h] = -1
        continue
      }
      edgeCount++
      let last = h
      let many = 1
      for (let j = i + 1; j < end; j++) {
        const k = sorted[j]!
        if (upper(k) !== other) continue
        many++
        if (many === 2) {
          twins[h] = k
          twins[k] = h
        } else {
          twins[h] = -2
          twins[last] = -2
          twins[k] = -2
        }
        last = k
      }
      if (many === 1) {
        twins[h] = -1
        openEdges++
      } else if (many > 2) crowded.push(h)
    }
  }
  return { twins, edgeCount, openEdges, crowded }
}

/** Places where the triangles around do not hang together by edges: two cones that touch with their tips. */
function findPinched(corners: Uint32Array, twins: Int32Array, places: number): number[] {
  const fans = createDisjointSets(corners.length)
  for (let h = 0; h < corners.length; h++) {
    const twin = twins[h]!
    if (twin < h) continue
    const next = nextEdge(h)
    const twinNext = nextEdge(twin)
    const same = corners[h] === corners[twin]
    fans.join(h, same ? twin : twinNext)
    fans.join(next, same ? twinNext : twin)
  }
  const fanOf = new Int32Array(places).fill(-1)
  const found = new Set<number>()
  for (let h = 0; h < corners.length; h++) {
    const place = corners[h]!
    const fan = fans.find(h)
    if (fanOf[place] === -1) fanOf[place] = fan
    else if (fanOf[place] !== fan) found.add(place)
  }
  return [...found]
}
