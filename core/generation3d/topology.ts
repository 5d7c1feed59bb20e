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
  /** Triangles with two corners at the same place, or all three on a line. */
  readonly degenerateTriangles: number
  /** Triangles that face against most of those they hang together with. */
  readonly flippedTriangles: number
  readonly componentCount: number
  /** Number of the component of each triangle, the one with the first triangle first. */
  readonly componentOfTriangle: Uint32Array
  /** Places on crowded edges, and pinched ones. */
  readonly badPlaces: ReadonlySet<number>
}

/** The half edge after this one in its triangle. Half edge h runs from corner h to corner `nextEdge(h)`. */
export function nextEdge(h: number): number {
  return h % 3 === 2 ? h - 2 : h + 1
}

export function findTopology(mesh: Mesh): Topology {
  const weld = weldPositions(mesh.positions)
  const corners = new Uint32Array(mesh.indices.length)
  const used = new Uint8Array(weld.length)
  let vertexCount = 0
  for (let h = 0; h < corners.length; h++) {
    const place = weld[mesh.indices[h]!]!
    corners[h] = place
    if (used[place] === 0) {
      used[place] = 1
      vertexCount++
    }
  }
  const { twins, edgeCount, openEdges, crowded } = pairEdges(corners, weld.length)
  const pinched = findPinched(corners, twins, weld.length)
  const parts = findComponents(corners, weld.length)
  return {
    corners,
    twins,
    vertexCount,
    edgeCount,
    openEdges,
    crowdedEdges: crowded.length,
    pinchedVertices: pinched.length,
    degenerateTriangles: countDegenerate(mesh.positions, corners),
    flippedTriangles: countFlipped(corners, twins),
    ...parts,
    badPlaces: new Set([...crowded.flatMap((h) => [corners[h]!, corners[nextEdge(h)]!]), ...pinched]),
  }
}

/** True when every edge joins exactly two triangles that face the same way and every vertex has one ring. */
export function isWatertight(topology: Topology): boolean {
  return (
    topology.openEdges === 0 &&
    topology.crowdedEdges === 0 &&
    topology.pinchedVertices === 0 &&
    topology.flippedTriangles === 0
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

function findComponents(corners: Uint32Array, places: number) {
  const sets = createDisjointSets(places)
  for (let h = 0; h < corners.length; h += 3) {
    sets.join(corners[h]!, corners[h + 1]!)
    sets.join(corners[h]!, corners[h + 2]!)
  }
  const numbers = new Int32Array(places).fill(-1)
  let componentCount = 0
  const componentOfTriangle = new Uint32Array(corners.length / 3)
  for (let t = 0; t < componentOfTriangle.length; t++) {
    const root = sets.find(corners[t * 3]!)
    if (numbers[root] === -1) numbers[root] = componentCount++
    componentOfTriangle[t] = numbers[root]!
  }
  return { componentCount, componentOfTriangle }
}

function countDegenerate(positions: Float32Array, corners: Uint32Array): number {
  let count = 0
  for (let h = 0; h < corners.length; h += 3) {
    const a = corners[h]! * 3
    const b = corners[h + 1]! * 3
    const c = corners[h + 2]! * 3
    const ux = positions[b]! - positions[a]!
    const uy = positions[b + 1]! - positions[a + 1]!
    const uz = positions[b + 2]! - positions[a + 2]!
    const vx = positions[c]! - positions[a]!
    const vy = positions[c + 1]! - positions[a + 1]!
    const vz = positions[c + 2]! - positions[a + 2]!
    const x = uy * vz - uz * vy
    const y = uz * vx - ux * vz
    const z = ux * vy - uy * vx
    // Twice the area against the longest side squared: below 1e-6 no renderer can tell the triangle from a line.
    const longest = Math.max(
      ux * ux + uy * uy + uz * uz,
      vx * vx + vy * vy + vz * vz,
      (ux - vx) * (ux - vx) + (uy - vy) * (uy - vy) + (uz - vz) * (uz - vz),
    )
    if (!(Math.sqrt(x * x + y * y + z * z) > 1e-6 * longest)) count++
  }
  return count
}

/** Walks over the edges from triangle to triangle; in each patch the way of facing that fewer share is flipped. */
function countFlipped(corners: Uint32Array, twins: Int32Array): number {
  const facing = new Int8Array(corners.length / 3)
  let flipped = 0
  const waiting: number[] = []
  for (let start = 0; start < facing.length; start++) {
    if (facing[start] !== 0) continue
    facing[start] = 1
    waiting.push(start)
    let along = 0
    let against = 0
    while (waiting.length > 0) {
      const triangle = waiting.pop()!
      if (facing[triangle] === 1) along++
      else against++
      for (let h = triangle * 3; h < triangle * 3 + 3; h++) {
        const twin = twins[h]!
        if (twin < 0) continue
        const other = Math.floor(twin / 3)
        if (facing[other] !== 0) continue
        facing[other] = corners[twin] === corners[h] ? (-facing[triangle]! as number) : facing[triangle]!
        waiting.push(other)
      }
    }
    flipped += Math.min(along, against)
  }
  return flipped
}
