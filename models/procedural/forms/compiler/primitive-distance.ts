import { cos, sin } from '../../exact-math.ts'
import type { FormNode, Vec3 } from '../form-nodes.ts'
import {
  abs,
  add,
  and,
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
  type Point,
  root,
  select,
  squareSum,
  sub,
  value,
} from './lanes.ts'
import { cornerDistance, outlineDistance } from './outline-distance.ts'
import { smoothMax } from './smooth.ts'
import type { Trigonometry } from './trigonometry.ts'
import { tubeDistance } from './tube-distance.ts'

/** Nodes without children. The formulas are Inigo Quilez's (https://iquilezles.org/articles/distfunctions). */
export type Primitive = Extract<
  FormNode,
  {
    type:
      | 'sphere'
      | 'ellipsoid'
      | 'box'
      | 'cylinder'
      | 'cone'
      | 'capsule'
      | 'torus'
      | 'prism'
      | 'pyramid'
      | 'octahedron'
      | 'convex'
      | 'halfspace'
      | 'tube'
      | 'revolve'
      | 'extrude'
  }
>

/**
 * Emits the signed distance of a primitive at a point of its own space. Where a nearer thing is `known`, whatever is farther than
 * that may be answered instead of the distance.
 */
export function primitiveDistance(
  f: FunctionWriter,
  trig: Trigonometry,
  node: Primitive,
  p: Point,
  known?: Lanes,
): Lanes {
  switch (node.type) {
    case 'sphere':
      return f.keep(sub(lengthOf(f, p.x, p.y, p.z), node.radius))
    case 'ellipsoid':
      return ellipsoid(f, node.radii, p)
    case 'box': {
      const round = Math.min(node.round ?? 0, Math.min(...node.size) / 2)
      const [x, y, z] = [p.x, p.y, p.z].map((axis, i) => f.keep(sub(abs(axis), node.size[i]! / 2 - round)))
      const outside = root(squareSum(f, max(x!, 0), max(y!, 0), max(z!, 0)))
      return f.keep(sub(add(outside, min(max(x!, max(y!, z!)), 0)), round))
    }
    case 'cylinder': {
      const round = Math.min(node.round ?? 0, node.radius, node.height / 2)
      const across = f.keep(sub(lengthOf(f, p.x, p.z), node.radius - round))
      const along = f.keep(sub(abs(p.y), node.height / 2 - round))
      return f.keep(sub(cornerDistance(f, across, along), round))
    }
    case 'cone':
      return cone(f, node, p)
    case 'capsule':
      return capsule(f, node, p)
    case 'torus':
      return torus(f, node, p)
    case 'prism': {
      const round = Math.min(node.round ?? 0, node.radius / 2, node.height / 2)
      const outline = { type: 'regular', sides: node.sides, radius: node.radius - round } as const
      const flat = outlineDistance(f, trig, outline, { x: p.x, y: p.z })
      const along = f.keep(sub(abs(p.y), node.height / 2 - round))
      return f.keep(sub(cornerDistance(f, flat, along), round))
    }
    case 'pyramid':
      return pyramid(f, trig, node, p)
    case 'octahedron':
      return octahedron(f, node, p)
    case 'convex':
      return convex(f, node, p)
    case 'halfspace': {
      const [x, y, z] = unit(node.normal)
      return f.keep(add(add(mul(p.x, x), mul(p.y, y)), mul(p.z, z)))
    }
    case 'tube':
      return tubeDistance(f, node, p, known)
    case 'revolve':
      return outlineDistance(f, trig, node.outline, { x: lengthOf(f, p.x, p.z), y: p.y })
    case 'extrude': {
      const round = Math.min(node.round ?? 0, node.depth / 2)
      const flat = f.keep(add(outlineDistance(f, trig, node.outline, p), round))
      const along = f.keep(sub(abs(p.z), node.depth / 2 - round))
      return f.keep(sub(cornerDistance(f, flat, along), round))
    }
    default:
      return node satisfies never
  }
}

function ellipsoid(f: FunctionWriter, radii: Vec3, p: Point): Lanes {
  const axes = [p.x, p.y, p.z].map((axis, i) => f.keep(mul(axis, 1 / radii[i]!)))
  const near = f.keep(root(squareSum(f, ...axes)))
  const steep = root(squareSum(f, ...axes.map((axis, i) => mul(axis, 1 / radii[i]!))))
  const out = f.keep(sub(near, 1))
  // First-order exact at the surface; deep inside it is discontinuous, where the plain bound takes over.
  return f.keep(max(div(mul(near, out), max(steep, 1e-12)), mul(out, Math.min(...radii))))
}

function cone(f: FunctionWriter, node: Extract<FormNode, { type: 'cone' }>, p: Point): Lanes {
  const round = Math.min(node.round ?? 0, Math.max(node.bottomRadius, node.topRadius) / 2, node.height / 2)
  const r1 = Math.max(0, node.bottomRadius - round)
  const r2 = Math.max(0, node.topRadius - round)
  const h = Math.max(node.height / 2 - round, 1e-5)
  const x = lengthOf(f, p.x, p.z)
  const capX = f.keep(sub(x, min(x, select(less(p.y, value(0)), value(r1), value(r2)))))
  const capY = f.keep(sub(abs(p.y), h))
  const [kx, ky] = [r2 - r1, 2 * h]
  const along = add(mul(sub(value(r2), x), kx), mul(sub(value(h), p.y), ky))
  const t = f.keep(clamp(mul(along, 1 / (kx * kx + ky * ky)), 0, 1))
  const sideX = f.keep(add(sub(x, r2), mul(t, kx)))
  const sideY = f.keep(add(sub(p.y, h), mul(t, ky)))
  const inside = and(less(sideX, value(0)), less(capY, value(0)))
  const reach = f.keep(root(min(squareSum(f, capX, capY), squareSum(f, sideX, sideY))))
  return f.keep(sub(select(inside, negate(reach), reach), round))
}

/** A segment with one radius, or Quilez's round cone with two. */
function capsule(f: FunctionWriter, node: Extract<FormNode, { type: 'capsule' }>, p: Point): Lanes {
  const { from, to, radius: r1, endRadius: r2 = r1 } = node
  const b: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
  const squared = b[0] * b[0] + b[1] * b[1] + b[2] * b[2]
  const length = Math.sqrt(squared)
  const ball = (at: Vec3, r: number) => f.keep(sub(lengthOf(f, sub(p.x, at[0]), sub(p.y, at[1]), sub(p.z, at[2])), r))
  if (length <= Math.abs(r1 - r2) + 1e-6) return r1 >= r2 ? ball(from, r1) : ball(to, r2)
  const [x, y, z] = [p.x, p.y, p.z].map((axis, i) => f.keep(sub(axis, from[i]!)))
  const along = f.keep(add(add(mul(x!, b[0]), mul(y!, b[1])), mul(z!, b[2])))
  if (r1 === r2) {
    const t = f.keep(clamp(mul(along, 1 / squared), 0, 1))
    const away = [x!, y!, z!].map((axis, i) => sub(axis, mul(t, b[i]!)))
    return f.keep(sub(lengthOf(f, ...away), r1))
  }
  // In the plane of the axis: (distance from it, height along it), as for a round cone that stands.
  const height = f.keep(mul(along, 1 / length))
  const away = f.keep(root(max(sub(squareSum(f, x!, y!, z!), mul(height, height)), 0)))
  const slope = (r1 - r2) / length
  const slant = Math.sqrt(1 - slope * slope)
  const k = f.keep(sub(mul(height, slant), mul(away, slope)))
  const bottom = f.keep(sub(root(squareSum(f, away, height)), r1))
  const top = f.keep(sub(root(squareSum(f, away, sub(height, length))), r2))
  const side = f.keep(sub(add(mul(away, slant), mul(height, slope)), r1))
  return f.keep(select(less(k, value(0)), bottom, select(greater(k, value(slant * length)), top, side)))
}

function torus(f: FunctionWriter, node: Extract<FormNode, { type: 'torus' }>, p: Point): Lanes {
  if (node.arc === undefined || node.arc >= 360) {
    const ring = f.keep(sub(lengthOf(f, p.x, p.z), node.radius))
    return f.keep(sub(root(squareSum(f, ring, p.y)), node.tube))
  }
  const half = (node.arc / 2 / 180) * Math.PI
  const [s, c] = [sin(half), cos(half)]
  const x = f.keep(abs(p.x))
  const beyond = greater(mul(x, c), mul(p.z, s))
  const near = select(beyond, add(mul(x, s), mul(p.z, c)), root(squareSum(f, x, p.z)))
  const squared = add(squareSum(f, p.x, p.y, p.z), node.radius * node.radius)
  return f.keep(sub(root(max(sub(squared, mul(near, 2 * node.radius)), 0)), node.tube))
}

/** The largest distance to its planes: exact at faces, a bound at edges; `round` blends neighbouring planes. */
function pyramid(f: FunctionWriter, trig: Trigonometry, node: Extract<FormNode, { type: 'pyramid' }>, p: Point): Lanes {
  const step = (2 * Math.PI) / node.sides
  // Faces look along the middles of sectors that are turned by half a sector, so that a corner lies on +z.
  const angle = trig.atan2(f, p.x, p.z)
  const sector = f.keep(mul(add(nearest(sub(mul(angle, 1 / step), 0.5)), 0.5), step))
  const { sine, cosine } = trig.sineCosine(f, sector)
  const out = f.keep(add(mul(p.x, sine), mul(p.z, cosine)))
  const inner = node.radius * cos(step / 2)
  const slant = Math.sqrt(node.height * node.height + inner * inner)
  const face = f.keep(add(mul(sub(out, inner / 2), node.height / slant), mul(p.y, inner / slant)))
  const floorDistance = f.keep(sub(negate(p.y), node.height / 2))
  return smoothMax(f, face, floorDistance, node.round ?? 0)
}

function octahedron(f: FunctionWriter, node: Extract<FormNode, { type: 'octahedron' }>, p: Point): Lanes {
  const round = Math.min(node.round ?? 0, node.radius / 2)
  // Rounding pushes faces out by `round`, corners by less: shrink so that the faces stay in place.
  const size = node.radius - round * Math.sqrt(3)
  const [x, y, z] = [p.x, p.y, p.z].map((axis) => f.keep(abs(axis)))
  const m = f.keep(sub(add(add(x!, y!), z!), size))
  const third = f.keep(mul(m, 1 / 3))
  const corner = (q: readonly [Lanes, Lanes, Lanes]) => {
    const k = f.keep(clamp(mul(add(sub(q[2], q[1]), size), 0.5), 0, size))
    return f.keep(root(squareSum(f, q[0], add(sub(q[1], size), k), sub(q[2], k))))
  }
  const face = mul(m, 0.57735027)
  const fromZ = select(less(z!, third), corner([z!, x!, y!]), face)
  const fromY = select(less(y!, third), corner([y!, z!, x!]), fromZ)
  return f.keep(sub(select(less(x!, third), corner([x!, y!, z!]), fromY), round))
}

function convex(f: FunctionWriter, node: Extract<FormNode, { type: 'convex' }>, p: Point): Lanes {
  const rows = node.planes.map(({ normal, distance }) => [...unit(normal), distance])
  const start = f.module.table(rows.flat())
  const far = f.variable(value(-1e9))
  f.forTable(start, start + rows.length * 16, 16, (load) => {
    const plane = add(add(mul(p.x, load(0)), mul(p.y, load(4))), mul(p.z, load(8)))
    far.set(smoothMax(f, f.keep(add(far.get, 0)), f.keep(sub(plane, load(12))), node.round ?? 0))
  })
  return f.keep(far.get)
}

function unit([x, y, z]: Vec3): Vec3 {
  const length = Math.sqrt(x * x + y * y + z * z)
  return [x / length, y / length, z / length]
}
