import type { Outline, Vec2 } from '../form-nodes.ts'

/** A straight edge, or an arc of less than half a circle. */
export interface Edge {
  readonly from: Vec2
  readonly to: Vec2
  /** `outer` is 1 when the arc runs counter-clockwise about its centre, else −1. */
  readonly bulge?: { readonly centre: Vec2; readonly radius: number; readonly outer: number }
}

/** The edges of a polygon: its sides, or with `curve` two arcs a side that meet without a corner (a biarc curve). */
export function edgesOf({ points, curve }: Extract<Outline, { type: 'polygon' }>): Edge[] {
  const at = (i: number) => points[(i + points.length) % points.length]!
  if (curve !== true) return points.map((from, i) => ({ from, to: at(i + 1) }))
  // Tangents as in a Catmull-Rom curve, along the neighbours; at a doubled point the line has a corner.
  const tangent = (i: number, side: -1 | 1): Vec2 => {
    const same = (a: Vec2, b: Vec2) => a[0] === b[0] && a[1] === b[1]
    const corner = same(at(i), at(i + 1)) || same(at(i), at(i - 1))
    const [a, b] = corner ? (side === 1 ? [at(i), at(i + 1)] : [at(i - 1), at(i)]) : [at(i - 1), at(i + 1)]
    return unit([b[0] - a[0], b[1] - a[1]])
  }
  return points.flatMap((from, i) => {
    const to = at(i + 1)
    if (from[0] === to[0] && from[1] === to[1]) return []
    return biarc(from, tangent(i, 1), to, tangent(i + 1, -1))
  })
}

/** Two arcs that leave `from` along one direction and reach `to` along another, meeting smoothly (equal arm lengths). */
function biarc(from: Vec2, leave: Vec2, to: Vec2, arrive: Vec2): Edge[] {
  const v: Vec2 = [to[0] - from[0], to[1] - from[1]]
  const t: Vec2 = [leave[0] + arrive[0], leave[1] + arrive[1]]
  const a = 2 * (1 - dot(leave, arrive))
  const b = 2 * dot(v, t)
  const c = -dot(v, v)
  const arm = a < 1e-9 ? (b < 1e-9 ? 0 : -c / b) : (-b + Math.sqrt(Math.max(0, b * b - 4 * a * c))) / (2 * a)
  if (arm <= 0) return [{ from, to }]
  const middle: Vec2 = [
    (from[0] + to[0] + arm * (leave[0] - arrive[0])) / 2,
    (from[1] + to[1] + arm * (leave[1] - arrive[1])) / 2,
  ]
  return [arc(from, leave, middle, 1), arc(to, arrive, middle, -1)]
}

/** The arc from `end` (with this direction of travel there) to `other`; `way` −1 means that `end` is where it arrives. */
function arc(end: Vec2, direction: Vec2, other: Vec2, way: 1 | -1): Edge {
  const [from, to] = way === 1 ? [end, other] : [other, end]
  const v: Vec2 = [other[0] - end[0], other[1] - end[1]]
  const normal: Vec2 = [-direction[1], direction[0]]
  const sideways = dot(v, normal)
  const chord = Math.sqrt(dot(v, v))
  // Flatter than a thousandth of its chord: a line. More than half a circle cannot be one arc here: also a line.
  if (Math.abs(sideways) < chord * 1e-3 || dot(v, direction) * way <= 0) return { from, to }
  const radius = dot(v, v) / (2 * sideways)
  const centre: Vec2 = [end[0] + normal[0] * radius, end[1] + normal[1] * radius]
  return { from, to, bulge: { centre, radius: Math.abs(radius), outer: radius > 0 ? 1 : -1 } }
}

function dot(a: Vec2, b: Vec2): number {
  return a[0] * b[0] + a[1] * b[1]
}

function unit(v: Vec2): Vec2 {
  const length = Math.sqrt(dot(v, v))
  return length === 0 ? [1, 0] : [v[0] / length, v[1] / length]
}
