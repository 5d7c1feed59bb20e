import { cos, sin } from '../../exact-math.ts'
import type { Outline, Vec2 } from '../form-nodes.ts'
import {
  abs,
  add,
  and,
  andNot,
  atLeast,
  clamp,
  div,
  type FunctionWriter,
  greater,
  type Lanes,
  lengthOf,
  less,
  max,
  min,
  mul,
  nearest,
  negate,
  or,
  root,
  select,
  squareSum,
  sub,
  value,
  xor,
} from './lanes.ts'
import { type Edge, edgesOf } from './outline-edges.ts'
import { smoothMax, smoothMin } from './smooth.ts'
import { signOf, type Trigonometry } from './trigonometry.ts'

export interface Flat {
  readonly x: Lanes
  readonly y: Lanes
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Emits the signed distance of a flat outline at a point. */
export function outlineDistance(f: FunctionWriter, trig: Trigonometry, outline: Outline, at: Flat): Lanes {
  const p = placedFlat(f, outline, at)
  switch (outline.type) {
    case 'circle':
      return f.keep(sub(lengthOf(f, p.x, p.y), outline.radius))
    case 'rectangle': {
      const round = Math.min(outline.round ?? 0, Math.min(...outline.size) / 2)
      const qx = f.keep(sub(abs(p.x), outline.size[0] / 2 - round))
      const qy = f.keep(sub(abs(p.y), outline.size[1] / 2 - round))
      return f.keep(sub(cornerDistance(f, qx, qy), round))
    }
    case 'polygon':
      return f.keep(sub(edgesDistance(f, edgesOf(outline), p), outline.round ?? 0))
    case 'regular':
    case 'star':
    case 'cog':
      return f.keep(sub(foldedDistance(f, trig, outline, p), outline.round ?? 0))
    case 'union':
      return outline.children
        .map((child) => outlineDistance(f, trig, child, p))
        .reduce((a, b) => smoothMin(f, a, b, outline.smooth ?? 0))
    case 'intersect':
      return outline.children
        .map((child) => outlineDistance(f, trig, child, p))
        .reduce((a, b) => smoothMax(f, a, b, outline.smooth ?? 0))
    case 'subtract':
      return outline.remove
        .map((child) => f.keep(negate(outlineDistance(f, trig, child, p))))
        .reduce((a, b) => smoothMax(f, a, b, outline.smooth ?? 0), outlineDistance(f, trig, outline.from, p))
    case 'mirror': {
      const folded = outline.axis === 'x' ? { x: f.keep(abs(p.x)), y: p.y } : { x: p.x, y: f.keep(abs(p.y)) }
      return outlineDistance(f, trig, outline.child, folded)
    }
    case 'polar': {
      // The sector of the point and the next one: a copy may reach over its border.
      const step = (2 * Math.PI) / outline.count
      const angle = trig.atan2(f, p.y, p.x)
      const sector = f.keep(nearest(div(angle, step)))
      const turned = (which: Lanes) => {
        const { sine, cosine } = trig.sineCosine(f, f.keep(mul(which, step)))
        return {
          x: f.keep(add(mul(p.x, cosine), mul(p.y, sine))),
          y: f.keep(sub(mul(p.y, cosine), mul(p.x, sine))),
        }
      }
      const own = turned(sector)
      const first = outlineDistance(f, trig, outline.child, own)
      if (outline.count === 1) return first
      const second = outlineDistance(f, trig, outline.child, turned(f.keep(add(sector, signOf(own.y)))))
      return f.keep(min(first, second))
    }
    default:
      return outline satisfies never
  }
}

function placedFlat(f: FunctionWriter, { at, rotate }: Outline, p: Flat): Flat {
  let { x, y } = p
  if (at !== undefined) {
    x = f.keep(sub(x, at[0]))
    y = f.keep(sub(y, at[1]))
  }
  if (rotate !== undefined && rotate !== 0) {
    const [s, c] = [sin(radians(rotate)), cos(radians(rotate))]
    const turned = { x: f.keep(add(mul(x, c), mul(y, s))), y: f.keep(sub(mul(y, c), mul(x, s))) }
    return turned
  }
  return { x, y }
}

/** Distance to the quarter plane x ≤ 0, y ≤ 0: what a box is, once folded and shifted. */
export function cornerDistance(f: FunctionWriter, x: Lanes, y: Lanes): Lanes {
  return f.keep(add(min(max(x, y), 0), root(squareSum(f, max(x, 0), max(y, 0)))))
}

/** Regular shapes are folded into half a sector, where their edge is a few lines; exact, as the fold is made of mirrors. */
function foldedDistance(
  f: FunctionWriter,
  trig: Trigonometry,
  outline: Extract<Outline, { type: 'regular' | 'star' | 'cog' }>,
  p: Flat,
): Lanes {
  const { sectors, line } = halfSector(outline)
  const step = (2 * Math.PI) / sectors
  // The first corner points up (+y), as people draw stars.
  const angle = trig.atan2(f, p.x, p.y)
  const sector = f.keep(mul(nearest(div(angle, step)), step))
  const { sine, cosine } = trig.sineCosine(f, sector)
  const along = f.keep(add(mul(p.y, cosine), mul(p.x, sine)))
  const across = f.keep(abs(sub(mul(p.x, cosine), mul(p.y, sine))))
  const folded = { x: along, y: across }
  // The sign is asked of a shape that reaches past the half sector, so that rounding at its border cannot flip it.
  const turn = (2 * Math.PI) / sectors
  const [lastX, lastY] = line[line.length - 2]!
  const mirrored: Vec2 = [lastX * cos(turn) + lastY * sin(turn), lastX * sin(turn) - lastY * cos(turn)]
  const border = [[0, 0] as Vec2, ...line, mirrored].map((from, i, all) => ({ from, to: all[(i + 1) % all.length]! }))
  return signedByEdges(f, border.slice(1, line.length), border, folded)
}

function halfSector(outline: Extract<Outline, { type: 'regular' | 'star' | 'cog' }>): {
  sectors: number
  line: Vec2[]
} {
  const point = (radius: number, angle: number): Vec2 => [radius * cos(angle), radius * sin(angle)]
  if (outline.type === 'regular') {
    const inner = outline.radius * cos(Math.PI / outline.sides)
    return { sectors: outline.sides, line: [[outline.radius, 0], point(inner, Math.PI / outline.sides)] }
  }
  if (outline.type === 'star') {
    return {
      sectors: outline.points,
      line: [[outline.radius, 0], point(outline.innerRadius, Math.PI / outline.points)],
    }
  }
  const half = Math.PI / outline.teeth
  const base = Math.max(outline.radius - outline.depth, outline.radius * 0.05)
  const tip = point(outline.radius, half * 0.4)
  return {
    sectors: outline.teeth,
    line: [[tip[0], 0], tip, point(base, half * 0.64), point(base, half)],
  }
}

function edgesDistance(f: FunctionWriter, edges: readonly Edge[], p: Flat): Lanes {
  return signedByEdges(f, edges, edges, p)
}

/** Distance to the nearest of `lines`, negative inside the closed shape `border`. */
function signedByEdges(f: FunctionWriter, lines: readonly Edge[], border: readonly Edge[], p: Flat): Lanes {
  const squared = f.variable(value(1e20))
  const inside = f.variable(value(0))
  const straight = lines.filter((edge) => edge.bulge === undefined)
  const row = (edge: Edge) => {
    const [ex, ey] = [edge.to[0] - edge.from[0], edge.to[1] - edge.from[1]]
    return [edge.from[0], edge.from[1], ex, ey, 1 / Math.max(ex * ex + ey * ey, 1e-20)]
  }
  const toLine = (px: Lanes, py: Lanes, ex: Lanes, ey: Lanes, inverse: Lanes) => {
    const wx = f.keep(sub(p.x, px))
    const wy = f.keep(sub(p.y, py))
    const t = f.keep(clamp(mul(add(mul(wx, ex), mul(wy, ey)), inverse), 0, 1))
    return f.keep(squareSum(f, sub(wx, mul(ex, t)), sub(wy, mul(ey, t))))
  }
  const cross = (px: Lanes, py: Lanes, ex: Lanes, ey: Lanes) => {
    // Crossing number: an edge that spans the point's height and lies to its right flips inside and outside.
    const spans = xor(greater(py, p.y), greater(add(py, ey), p.y))
    const wx = sub(p.x, px)
    const right = less(mul(wx, abs(ey)), mul(mul(ex, sub(p.y, py)), signOf(ey)))
    inside.set(xor(inside.get, and(spans, right)))
  }
  const each = (edges: readonly Edge[], body: (row: readonly Lanes[]) => void) => {
    if (edges.length === 0) return
    if (edges.length <= 6) {
      for (const edge of edges) body(row(edge).map(value))
      return
    }
    const start = f.module.table(edges.flatMap(row))
    f.forTable(start, start + edges.length * 20, 20, (load) => body([0, 4, 8, 12, 16].map((o) => f.keep(load(o)))))
  }
  const same = lines === border && straight.length === border.length
  each(straight, ([px, py, ex, ey, inverse]) => {
    squared.set(min(squared.get, toLine(px!, py!, ex!, ey!, inverse!)))
    if (same) cross(px!, py!, ex!, ey!)
  })
  if (!same) each(border, ([px, py, ex, ey]) => cross(px!, py!, ex!, ey!))

  const arcs = lines.filter((edge) => edge.bulge !== undefined)
  if (arcs.length > 0) {
    const rows = arcs.flatMap((edge) => {
      const { centre, radius, outer } = edge.bulge!
      return [...edge.from, ...edge.to, ...centre, radius, outer]
    })
    const start = f.module.table(rows)
    f.forTable(start, start + rows.length * 4, 32, (load) => {
      const [ax, ay, bx, by, cx, cy, radius, outer] = [0, 4, 8, 12, 16, 20, 24, 28].map((o) => f.keep(load(o)))
      const vx = f.keep(sub(p.x, cx!))
      const vy = f.keep(sub(p.y, cy!))
      const reach = lengthOf(f, vx, vy)
      // Inside the arc's wedge: on the same side as the arc of both radii that end it. `outer` is +1 or −1 for its turn.
      const crossA = mul(sub(mul(sub(ax!, cx!), vy), mul(sub(ay!, cy!), vx)), outer!)
      const crossB = mul(sub(mul(sub(bx!, cx!), vy), mul(sub(by!, cy!), vx)), outer!)
      const wedge = f.keep(and(atLeast(crossA, value(0)), atLeast(value(0), crossB)))
      const onArc = f.keep(sub(reach, radius!))
      const ends = min(squareSum(f, sub(p.x, ax!), sub(p.y, ay!)), squareSum(f, sub(p.x, bx!), sub(p.y, by!)))
      squared.set(min(squared.get, select(wedge, mul(onArc, onArc), ends)))
      // Between the chord and the arc, the chord's crossing number is wrong: flip.
      const side = mul(sub(mul(sub(bx!, ax!), sub(p.y, ay!)), mul(sub(by!, ay!), sub(p.x, ax!))), outer!)
      const lune = andNot(less(onArc, value(0)), atLeast(side, value(0)))
      inside.set(xor(inside.get, lune))
    })
  }
  const distance = f.keep(root(squared.get))
  return f.keep(select(or(inside.get, value(0)), negate(distance), distance))
}
