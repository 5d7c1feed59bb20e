import type { TriangleTree } from './triangle-tree.ts'

export interface Surface {
  readonly positions: Float32Array
  readonly indices: Uint32Array
  readonly tree: TriangleTree
}

/** A point on a triangle; `triangle` is −1 where nothing was found. Its corners weigh 1 − u − v, u, v. */
export interface Found {
  triangle: number
  u: number
  v: number
  /** Along the ray, in units of its direction. */
  t: number
}

const stack = new Int32Array(128)

/**
 * Of the points where the line through `o` along `d` meets the surface between −reach and +reach, the nearest to `o`, into `found`.
 * Only triangles that face along `d` (their normal · d > 0) count with `facing`.
 */
export function nearestAlong(
  { positions, indices, tree }: Surface,
  o: Float64Array,
  d: Float64Array,
  reach: number,
  found: Found,
  facing = true,
): void {
  const last = found.triangle
  found.triangle = -1
  found.t = reach
  // Neighbours are asked for one after the other: the triangle of the last one often is the answer, and bounds the search.
  if (last >= 0 && last * 3 < indices.length) cross(positions, indices, last, o, d, found, facing)
  const { boxes, links, counts, order } = tree
  aim(o, d)
  let top = 0
  stack[top++] = 0
  while (top > 0) {
    const node = stack[--top]!
    if (!meets(boxes, node * 6, -found.t, found.t)) continue
    const first = links[node]!
    if (counts[node] === 0) {
      stack[top++] = first
      stack[top++] = first + 1
      continue
    }
    const end = first + counts[node]!
    for (let i = first; i < end; i++) cross(positions, indices, order[i]!, o, d, found, facing)
  }
  found.t = found.triangle < 0 ? reach : signed
}

let signed = 0

/** Möller & Trumbore 1997: where a line meets a triangle. */
function cross(
  p: Float32Array,
  indices: Uint32Array,
  triangle: number,
  o: Float64Array,
  d: Float64Array,
  found: Found,
  facing: boolean,
): void {
  const a = indices[triangle * 3]! * 3
  const b = indices[triangle * 3 + 1]! * 3
  const c = indices[triangle * 3 + 2]! * 3
  const ax = p[a]!
  const ay = p[a + 1]!
  const az = p[a + 2]!
  const ux = p[b]! - ax
  const uy = p[b + 1]! - ay
  const uz = p[b + 2]! - az
  const vx = p[c]! - ax
  const vy = p[c + 1]! - ay
  const vz = p[c + 2]! - az
  const px = d[1]! * vz - d[2]! * vy
  const py = d[2]! * vx - d[0]! * vz
  const pz = d[0]! * vy - d[1]! * vx
  const determinant = ux * px + uy * py + uz * pz
  // The determinant is −(normal · d): a triangle that faces along d has a negative one.
  if (determinant === 0 || (facing && determinant > 0)) return
  const inverse = 1 / determinant
  const tx = o[0]! - ax
  const ty = o[1]! - ay
  const tz = o[2]! - az
  const u = (tx * px + ty * py + tz * pz) * inverse
  if (u < -EDGE || u > 1 + EDGE) return
  const qx = ty * uz - tz * uy
  const qy = tz * ux - tx * uz
  const qz = tx * uy - ty * ux
  const v = (d[0]! * qx + d[1]! * qy + d[2]! * qz) * inverse
  if (v < -EDGE || u + v > 1 + EDGE) return
  const t = (vx * qx + vy * qy + vz * qz) * inverse
  if (!(Math.abs(t) < found.t)) return
  found.triangle = triangle
  found.u = u
  found.v = v
  found.t = Math.abs(t)
  signed = t
}

/** A ray through an edge must not slip between the two triangles. */
const EDGE = 1e-6

/** Whether anything lies between `o` and `o + reach · d`. */
export function isBlocked(
  { positions, indices, tree }: Surface,
  o: Float64Array,
  d: Float64Array,
  reach: number,
): boolean {
  const { boxes, links, counts, order } = tree
  const hit: Found = blocking
  aim(o, d)
  let top = 0
  stack[top++] = 0
  while (top > 0) {
    const node = stack[--top]!
    if (!meets(boxes, node * 6, 0, reach)) continue
    if (counts[node] === 0) {
      stack[top++] = links[node]!
      stack[top++] = links[node]! + 1
      continue
    }
    const end = links[node]! + counts[node]!
    for (let i = links[node]!; i < end; i++) {
      hit.triangle = -1
      hit.t = reach
      cross(positions, indices, order[i]!, o, d, hit, false)
      if (hit.triangle >= 0 && signed > 0) return true
    }
  }
  return false
}

const blocking: Found = { triangle: -1, u: 0, v: 0, t: 0 }

// Where the line that is looked along starts, and one over its direction: read by each test of a box.
let ox = 0
let oy = 0
let oz = 0
let ix = 0
let iy = 0
let iz = 0

function aim(o: Float64Array, d: Float64Array): void {
  ox = o[0]!
  oy = o[1]!
  oz = o[2]!
  // Not infinite: 0 · ∞ has no value.
  ix = d[0] === 0 ? 1e30 : 1 / d[0]!
  iy = d[1] === 0 ? 1e30 : 1 / d[1]!
  iz = d[2] === 0 ? 1e30 : 1 / d[2]!
}

/** Whether the line is in the box at `at` somewhere between `from` and `to`. */
function meets(boxes: Float32Array, at: number, from: number, to: number): boolean {
  const x0 = (boxes[at]! - ox) * ix
  const x1 = (boxes[at + 3]! - ox) * ix
  const y0 = (boxes[at + 1]! - oy) * iy
  const y1 = (boxes[at + 4]! - oy) * iy
  const z0 = (boxes[at + 2]! - oz) * iz
  const z1 = (boxes[at + 5]! - oz) * iz
  const low = Math.max(from, Math.min(x0, x1), Math.min(y0, y1), Math.min(z0, z1))
  const high = Math.min(to, Math.max(x0, x1), Math.max(y0, y1), Math.max(z0, z1))
  return low <= high
}

/** The point of the surface nearest to `o`, no further than `reach`, into `found`; its `t` is the distance. */
export function closestPoint(
  { positions, indices, tree }: Surface,
  o: Float64Array,
  reach: number,
  found: Found,
): void {
  found.triangle = -1
  found.t = reach
  const { boxes, links, counts, order } = tree
  let top = 0
  stack[top++] = 0
  while (top > 0) {
    const node = stack[--top]!
    if (boxDistance(boxes, node, o) > found.t) continue
    if (counts[node] === 0) {
      // The nearer child is looked into first.
      const first = links[node]!
      const isNear = boxDistance(boxes, first, o) <= boxDistance(boxes, first + 1, o)
      stack[top++] = isNear ? first + 1 : first
      stack[top++] = isNear ? first : first + 1
      continue
    }
    const end = links[node]! + counts[node]!
    for (let i = links[node]!; i < end; i++) closestOn(positions, indices, order[i]!, o, found)
  }
}

function boxDistance(boxes: Float32Array, node: number, o: Float64Array): number {
  let sum = 0
  for (let a = 0; a < 3; a++) {
    const value = o[a]!
    const gap = Math.max(boxes[node * 6 + a]! - value, 0, value - boxes[node * 6 + 3 + a]!)
    sum += gap * gap
  }
  return Math.sqrt(sum)
}

/** Closest point of a triangle by the regions around it (Ericson 2005, "Real-Time Collision Detection", 5.1.5). */
function closestOn(p: Float32Array, indices: Uint32Array, triangle: number, o: Float64Array, found: Found): void {
  const at = [0, 1, 2].map((k) => indices[triangle * 3 + k]! * 3) as [number, number, number]
  const edge = (to: number, k: number) => p[at[to]! + k]! - p[at[0] + k]!
  const [ux, uy, uz] = [edge(1, 0), edge(1, 1), edge(1, 2)]
  const [vx, vy, vz] = [edge(2, 0), edge(2, 1), edge(2, 2)]
  const [x, y, z] = [o[0]! - p[at[0]]!, o[1]! - p[at[0] + 1]!, o[2]! - p[at[0] + 2]!]
  const uu = ux * ux + uy * uy + uz * uz
  const uv = ux * vx + uy * vy + uz * vz
  const vv = vx * vx + vy * vy + vz * vz
  const up = ux * x + uy * y + uz * z
  const vp = vx * x + vy * y + vz * z
  const determinant = uu * vv - uv * uv
  let u = determinant > 0 ? (vv * up - uv * vp) / determinant : -1
  let v = determinant > 0 ? (uu * vp - uv * up) / determinant : -1
  if (u < 0 || v < 0 || u + v > 1) {
    // Outside: the nearest point of each side.
    const share = (value: number) => Math.max(0, Math.min(1, value || 0))
    const onU = share(up / uu)
    const onV = share(vp / vv)
    const onW = share((vp - up - uv + uu) / (uu - 2 * uv + vv))
    let best = Infinity
    for (const [su, sv] of [
      [onU, 0],
      [0, onV],
      [1 - onW, onW],
    ] as const) {
      const gap = squared(su, sv)
      if (gap >= best) continue
      best = gap
      u = su
      v = sv
    }
  }
  const distance = Math.sqrt(squared(u, v))
  if (distance >= found.t) return
  found.triangle = triangle
  found.u = u
  found.v = v
  found.t = distance

  function squared(su: number, sv: number): number {
    return (x - su * ux - sv * vx) ** 2 + (y - su * uy - sv * vy) ** 2 + (z - su * uz - sv * vz) ** 2
  }
}
