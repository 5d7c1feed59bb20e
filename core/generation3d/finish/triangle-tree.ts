import type { Mesh } from '../mesh.ts'

/**
 * A tree of boxes over triangles, in shared memory so that worker threads search it together. Node i has the box
 * `boxes[6i … 6i+5]` (least and greatest xyz); a leaf holds `counts[i]` triangles from `order[links[i]]` on, an inner node
 * (count 0) its children at `links[i]` and `links[i] + 1`.
 */
export interface TriangleTree {
  readonly boxes: Float32Array
  readonly links: Uint32Array
  readonly counts: Uint32Array
  readonly order: Uint32Array
}

const LEAF = 4
const BINS = 12

/** Splits the longest side where the surface area heuristic with a few bins finds it cheapest (Wald 2007, "On fast construction of SAH-based BVHs"). */
export function buildTriangleTree({ positions, indices }: Pick<Mesh, 'positions' | 'indices'>): TriangleTree {
  const count = indices.length / 3
  const most = Math.max(1, 2 * count)
  const boxes = shared(Float32Array, most * 6)
  const links = shared(Uint32Array, most)
  const counts = shared(Uint32Array, most)
  const order = shared(Uint32Array, count)
  const limits = triangleLimits(positions, indices)
  for (let t = 0; t < count; t++) order[t] = t
  let nodes = 1
  const open = [0, 0, count]
  const bins = new Float64Array(BINS * 7)
  while (open.length > 0) {
    const end = open.pop()!
    const start = open.pop()!
    const node = open.pop()!
    fitBox(node, start, end)
    const middle = end - start > LEAF ? split(start, end) : -1
    if (middle < 0) {
      links[node] = start
      counts[node] = end - start
      continue
    }
    links[node] = nodes
    open.push(nodes, start, middle, nodes + 1, middle, end)
    nodes += 2
  }
  return { boxes, links, counts, order }

  function fitBox(node: number, start: number, end: number): void {
    for (let a = 0; a < 3; a++) {
      let low = Infinity
      let high = -Infinity
      for (let i = start; i < end; i++) {
        const at = order[i]! * 6 + a
        if (limits[at]! < low) low = limits[at]!
        if (limits[at + 3]! > high) high = limits[at + 3]!
      }
      boxes[node * 6 + a] = low
      boxes[node * 6 + 3 + a] = high
    }
  }

  /** Parts order[start … end) in two and answers where the second begins, or −1 where all lie at one place. */
  function split(start: number, end: number): number {
    let axis = -1
    let low = 0
    let high = 0
    for (let a = 0; a < 3; a++) {
      let least = Infinity
      let most = -Infinity
      for (let i = start; i < end; i++) {
        const centre = centreOf(order[i]!, a)
        if (centre < least) least = centre
        if (centre > most) most = centre
      }
      if (most - least > high - low) {
        axis = a
        low = least
        high = most
      }
    }
    if (axis < 0) return -1
    const limit = cheapest(start, end, axis, low, high)
    let i = start
    let j = end - 1
    while (i <= j) {
      if (centreOf(order[i]!, axis) < limit) i++
      else {
        const other = order[j]!
        order[j] = order[i]!
        order[i] = other
        j--
      }
    }
    return i === start || i === end ? -1 : i
  }

  function cheapest(start: number, end: number, axis: number, low: number, high: number): number {
    for (let b = 0; b < BINS; b++) bins.set([Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity, 0], b * 7)
    const scale = BINS / (high - low)
    for (let i = start; i < end; i++) {
      const t = order[i]!
      const b = Math.min(BINS - 1, Math.floor((centreOf(t, axis) - low) * scale)) * 7
      for (let a = 0; a < 3; a++) {
        if (limits[t * 6 + a]! < bins[b + a]!) bins[b + a] = limits[t * 6 + a]!
        if (limits[t * 6 + 3 + a]! > bins[b + 3 + a]!) bins[b + 3 + a] = limits[t * 6 + 3 + a]!
      }
      bins[b + 6] = bins[b + 6]! + 1
    }
    let least = Infinity
    let limit = low
    const lower = sweep(0, BINS - 1, 1)
    const upper = sweep(BINS - 1, 0, -1)
    for (let b = 1; b < BINS; b++) {
      const cost = lower[b - 1]! + upper[b]!
      if (cost >= least) continue
      least = cost
      limit = low + b / scale
    }
    return limit
  }

  /** Area of the box around all bins from one side on, times the triangles in them. */
  function sweep(from: number, to: number, step: 1 | -1): Float64Array {
    const costs = new Float64Array(BINS)
    const low = [Infinity, Infinity, Infinity]
    const high = [-Infinity, -Infinity, -Infinity]
    let triangles = 0
    for (let b = from; b !== to + step; b += step) {
      for (let a = 0; a < 3; a++) {
        low[a] = Math.min(low[a]!, bins[b * 7 + a]!)
        high[a] = Math.max(high[a]!, bins[b * 7 + 3 + a]!)
      }
      triangles += bins[b * 7 + 6]!
      const [x, y, z] = [high[0]! - low[0]!, high[1]! - low[1]!, high[2]! - low[2]!]
      costs[b] = triangles === 0 ? 0 : triangles * (x * y + y * z + z * x)
    }
    return costs
  }

  function centreOf(t: number, axis: number): number {
    return (limits[t * 6 + axis]! + limits[t * 6 + 3 + axis]!) / 2
  }
}

function triangleLimits(positions: Float32Array, indices: Uint32Array): Float32Array {
  const limits = new Float32Array(indices.length * 2)
  for (let t = 0; t * 3 < indices.length; t++)
    for (let a = 0; a < 3; a++) {
      const p = positions[indices[t * 3]! * 3 + a]!
      const q = positions[indices[t * 3 + 1]! * 3 + a]!
      const r = positions[indices[t * 3 + 2]! * 3 + a]!
      limits[t * 6 + a] = Math.min(p, q, r)
      limits[t * 6 + 3 + a] = Math.max(p, q, r)
    }
  return limits
}

function shared<T extends Float32Array | Uint32Array>(kind: new (buffer: SharedArrayBuffer) => T, length: number): T {
  return new kind(new SharedArrayBuffer(length * 4))
}
