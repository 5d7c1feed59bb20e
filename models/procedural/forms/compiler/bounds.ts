import { WorkspaceError } from '../../../../base/error.ts'
import { cos, sin } from '../../exact-math.ts'
import type { FormNode, Outline, Vec3 } from '../form-nodes.ts'
import { edgesOf } from './outline-edges.ts'

/** An axis-aligned box that holds all of a form; infinite where a half-space is. */
export interface Box {
  readonly min: Vec3
  readonly max: Vec3
}

type Box2 = readonly [minX: number, minY: number, maxX: number, maxY: number]

const radiansPerDegree = Math.PI / 180
const everywhere: Box = { min: [-Infinity, -Infinity, -Infinity], max: [Infinity, Infinity, Infinity] }
const nowhere: Box = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] }

/** The bounds of a node in its parent's space, by the rules of each node; never too small. */
export function boundsOf(node: FormNode, define: Readonly<Record<string, FormNode>>): Box {
  return placedBounds(node, innerBounds(node, define))
}

/** The bounds before the node's own scale, rotation and shift. */
export function innerBounds(node: FormNode, define: Readonly<Record<string, FormNode>>): Box {
  const below = (child: FormNode) => boundsOf(child, define)
  switch (node.type) {
    case 'sphere':
    case 'octahedron':
      return centred(node.radius, node.radius, node.radius)
    case 'ellipsoid':
      return centred(...node.radii)
    case 'box':
      return centred(node.size[0] / 2, node.size[1] / 2, node.size[2] / 2)
    case 'cylinder':
    case 'prism':
    case 'pyramid':
      return centred(node.radius, node.height / 2, node.radius)
    case 'cone': {
      const radius = Math.max(node.bottomRadius, node.topRadius)
      return centred(radius, node.height / 2, radius)
    }
    case 'capsule':
      return around([
        [node.from, node.radius],
        [node.to, node.endRadius ?? node.radius],
      ])
    case 'torus':
      return centred(node.radius + node.tube, node.tube, node.radius + node.tube)
    case 'convex':
      return convexBounds(node.planes)
    case 'halfspace':
      return everywhere
    case 'tube': {
      const { radius } = node
      const largest = typeof radius === 'number' ? radius : Math.max(...radius)
      // A curve through the points may swing out by a part of its longest side.
      const sides = node.points.map((p, i) => distance(p, node.points[(i + 1) % node.points.length]!))
      const swing = node.curve === true ? 0.2 * Math.max(...sides) : 0
      return around(node.points.map((p) => [p, largest + swing]))
    }
    case 'revolve': {
      const [minX, minY, maxX, maxY] = outlineBounds(node.outline)
      const radius = Math.max(Math.abs(minX), Math.abs(maxX))
      return { min: [-radius, minY, -radius], max: [radius, maxY, radius] }
    }
    case 'extrude': {
      const [minX, minY, maxX, maxY] = outlineBounds(node.outline)
      return { min: [minX, minY, -node.depth / 2], max: [maxX, maxY, node.depth / 2] }
    }
    case 'union':
      return grown(node.children.map(below).reduce(unite), (node.smooth ?? 0) / 4)
    case 'subtract':
      return below(node.from)
    case 'intersect':
      return node.children.map(below).reduce(intersect)
    case 'mirror': {
      const axis = 'xyz'.indexOf(node.axis)
      const box = grown(below(node.child), (node.smooth ?? 0) / 2)
      const far = Math.max(0, box.max[axis]!)
      return { min: withAxis(box.min, axis, -far), max: withAxis(box.max, axis, far) }
    }
    case 'repeat': {
      const box = below(node.child)
      const reach = node.step.map((step, i) => (Math.abs(step) * (node.count[i]! - 1)) / 2)
      return {
        min: [box.min[0] - reach[0]!, box.min[1] - reach[1]!, box.min[2] - reach[2]!],
        max: [box.max[0] + reach[0]!, box.max[1] + reach[1]!, box.max[2] + reach[2]!],
      }
    }
    case 'polar': {
      const box = below(node.child)
      return node.count === 1 ? box : turnedAbout(box, reachOf(box))
    }
    case 'twist': {
      const box = below(node.child)
      return turnedAbout(box, reachOf(box))
    }
    case 'bend':
      return bendBounds(node, below(node.child))
    case 'taper': {
      const box = below(node.child)
      const most = Math.max(node.bottom, node.top)
      return {
        min: [Math.min(box.min[0] * most, box.min[0]), box.min[1], Math.min(box.min[2] * most, box.min[2])],
        max: [Math.max(box.max[0] * most, box.max[0]), box.max[1], Math.max(box.max[2] * most, box.max[2])],
      }
    }
    case 'elongate': {
      const box = below(node.child)
      const [x, y, z] = node.by
      return {
        min: [box.min[0] - x, box.min[1] - y, box.min[2] - z],
        max: [box.max[0] + x, box.max[1] + y, box.max[2] + z],
      }
    }
    case 'round':
      return grown(below(node.child), node.radius)
    case 'shell':
      return grown(below(node.child), node.thickness / 2)
    case 'displace': {
      const outwards = node.kind === 'fbm' || node.kind === 'ridged' || node.kind === 'billow'
      return outwards ? grown(below(node.child), node.amplitude) : below(node.child)
    }
    case 'paint':
      return below(node.child)
    case 'ref':
      return below(define[node.ref]!)
    default:
      return node satisfies never
  }
}

/** Row-major 3×3 rotation about x, then y, then z. */
export function rotationMatrix([x, y, z]: Vec3): number[] {
  const [sx, cx] = [sin(x * radiansPerDegree), cos(x * radiansPerDegree)]
  const [sy, cy] = [sin(y * radiansPerDegree), cos(y * radiansPerDegree)]
  const [sz, cz] = [sin(z * radiansPerDegree), cos(z * radiansPerDegree)]
  return [
    cz * cy,
    cz * sy * sx - sz * cx,
    cz * sy * cx + sz * sx,
    sz * cy,
    sz * sy * sx + cz * cx,
    sz * sy * cx - cz * sx,
    -sy,
    cy * sx,
    cy * cx,
  ]
}

function placedBounds(node: FormNode, box: Box): Box {
  const factors: Vec3 =
    typeof node.scale === 'number' ? [node.scale, node.scale, node.scale] : (node.scale ?? [1, 1, 1])
  const at = node.at ?? [0, 0, 0]
  if (isEmpty(box)) return box
  const min = box.min.map((v, i) => v * factors[i]!) as Vec3
  const max = box.max.map((v, i) => v * factors[i]!) as Vec3
  if (node.rotate === undefined) return { min: plus(min, at), max: plus(max, at) }
  const m = rotationMatrix(node.rotate)
  const low: Vec3 = [...at]
  const high: Vec3 = [...at]
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      const factor = m[row * 3 + column]!
      // Below 1e-9 is the sine's own error at right angles; infinity times it must stay nothing.
      if (Math.abs(factor) < 1e-9) continue
      low[row]! += Math.min(factor * min[column]!, factor * max[column]!)
      high[row]! += Math.max(factor * min[column]!, factor * max[column]!)
    }
  }
  return { min: low, max: high }
}

export function outlineBounds(outline: Outline): Box2 {
  const [minX, minY, maxX, maxY] = innerOutlineBounds(outline)
  const [atX, atY] = outline.at ?? [0, 0]
  const angle = (outline.rotate ?? 0) * radiansPerDegree
  if (angle === 0) return [minX + atX, minY + atY, maxX + atX, maxY + atY]
  const [s, c] = [sin(angle), cos(angle)]
  const corners = [minX, maxX].flatMap((x) => [minY, maxY].map((y) => [x * c - y * s, x * s + y * c] as const))
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  return [Math.min(...xs) + atX, Math.min(...ys) + atY, Math.max(...xs) + atX, Math.max(...ys) + atY]
}

function innerOutlineBounds(outline: Outline): Box2 {
  const square = (r: number): Box2 => [-r, -r, r, r]
  switch (outline.type) {
    case 'circle':
      return square(outline.radius)
    case 'rectangle':
      return [-outline.size[0] / 2, -outline.size[1] / 2, outline.size[0] / 2, outline.size[1] / 2]
    case 'polygon': {
      const round = outline.round ?? 0
      const points = edgesOf(outline).flatMap(({ from, to, bulge }) => {
        if (bulge === undefined) return [from, to]
        // An arc leaves the box of its ends by less than its rise over the chord.
        const half = Math.sqrt((to[0] - from[0]) ** 2 + (to[1] - from[1]) ** 2) / 2
        const rise = bulge.radius - Math.sqrt(Math.max(0, bulge.radius * bulge.radius - half * half))
        return [from, to].flatMap(([x, y]) => [
          [x - rise, y - rise],
          [x + rise, y + rise],
        ])
      })
      const xs = points.map(([x]) => x!)
      const ys = points.map(([, y]) => y!)
      return [Math.min(...xs) - round, Math.min(...ys) - round, Math.max(...xs) + round, Math.max(...ys) + round]
    }
    case 'regular':
    case 'cog':
      return square(outline.radius + (outline.round ?? 0))
    case 'star':
      return square(Math.max(outline.radius, outline.innerRadius) + (outline.round ?? 0))
    case 'union': {
      const more = (outline.smooth ?? 0) / 4
      const [a, b, c, d] = outline.children
        .map(outlineBounds)
        .reduce((p, q) => [Math.min(p[0], q[0]), Math.min(p[1], q[1]), Math.max(p[2], q[2]), Math.max(p[3], q[3])]) // prettier
      return [a - more, b - more, c + more, d + more]
    }
    case 'intersect':
      return outline.children
        .map(outlineBounds)
        .reduce((p, q) => [Math.max(p[0], q[0]), Math.max(p[1], q[1]), Math.min(p[2], q[2]), Math.min(p[3], q[3])])
    case 'subtract':
      return outlineBounds(outline.from)
    case 'mirror': {
      const [minX, minY, maxX, maxY] = outlineBounds(outline.child)
      return outline.axis === 'x' ? [-maxX, minY, maxX, maxY] : [minX, -maxY, maxX, maxY]
    }
    case 'polar': {
      const [minX, minY, maxX, maxY] = outlineBounds(outline.child)
      const x = Math.max(Math.abs(minX), Math.abs(maxX))
      const y = Math.max(Math.abs(minY), Math.abs(maxY))
      return square(Math.sqrt(x * x + y * y))
    }
    default:
      return outline satisfies never
  }
}

/** The vertices of the polytope are where three planes meet; a shape that is open has too few of them. */
function convexBounds(planes: readonly { normal: Vec3; distance: number }[]): Box {
  // Clip a large cube by each plane through its axis-aligned support: a conservative and quick answer by ray casting would
  // need a linear program; the brute force over triples is exact, and 24 planes are 2024 triples.
  const unit = planes.map(({ normal, distance: d }) => {
    const length = Math.sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2)
    return { n: normal.map((v) => v / length) as Vec3, d }
  })
  const box = { min: [Infinity, Infinity, Infinity] as Vec3, max: [-Infinity, -Infinity, -Infinity] as Vec3 }
  for (let i = 0; i < unit.length; i++) {
    for (let j = i + 1; j < unit.length; j++) {
      const across = cross(unit[i]!.n, unit[j]!.n)
      for (let k = j + 1; k < unit.length; k++) {
        const determinant = dot(across, unit[k]!.n)
        if (Math.abs(determinant) < 1e-7) continue
        const [a, b, c] = [unit[i]!, unit[j]!, unit[k]!]
        const bc = cross(b.n, c.n)
        const ca = cross(c.n, a.n)
        const p = [0, 1, 2].map((axis) => (a.d * bc[axis]! + b.d * ca[axis]! + c.d * across[axis]!) / determinant)
        if (unit.some(({ n, d }) => dot(n, p as Vec3) > d + 1e-6)) continue
        for (let axis = 0; axis < 3; axis++) {
          box.min[axis] = Math.min(box.min[axis]!, p[axis]!)
          box.max[axis] = Math.max(box.max[axis]!, p[axis]!)
        }
      }
    }
  }
  // Closed exactly when the normals positively span space: the farthest vertex bounds it only then.
  const directions = [1, -1].flatMap((s) => [0, 1, 2].map((axis) => withAxis([0, 0, 0], axis, s)))
  const open = isEmpty(box) || directions.some((direction) => unit.every(({ n }) => dot(n, direction) <= 1e-6))
  if (open) {
    throw new WorkspaceError('bad-input', 'The planes of a "convex" node do not close around anything.', {
      hint: 'Give at least four planes whose normals point to all sides.',
    })
  }
  return box
}

function bendBounds(node: Extract<FormNode, { type: 'bend' }>, box: Box): Box {
  const angle = Math.abs(node.degrees) * radiansPerDegree
  if (angle < 1e-6) return box
  // Everything stays within its distance from the arc's start: the length along the line plus the reach sideways.
  const sideways = Math.max(Math.abs(box.min[0]), Math.abs(box.max[0]))
  const up = Math.max(0, box.max[1] - node.from)
  const down = Math.max(0, node.from - box.min[1])
  const reach = up + sideways
  return {
    min: [-reach, Math.min(node.from - down, node.from - reach), box.min[2]],
    max: [reach, node.from + reach, box.max[2]],
  }
}

export function unite(a: Box, b: Box): Box {
  return { min: least(a.min, b.min), max: most(a.max, b.max) }
}

export function intersect(a: Box, b: Box): Box {
  const box = { min: most(a.min, b.min), max: least(a.max, b.max) }
  return isEmpty(box) ? nowhere : box
}

export function isEmpty({ min, max }: Box): boolean {
  return min[0] > max[0] || min[1] > max[1] || min[2] > max[2]
}

export function isFinite3({ min, max }: Box): boolean {
  return [...min, ...max].every(Number.isFinite)
}

export function grown({ min, max }: Box, by: number): Box {
  return { min: [min[0] - by, min[1] - by, min[2] - by], max: [max[0] + by, max[1] + by, max[2] + by] }
}

/** Greatest distance of a box from the y axis. */
export function reachOf({ min, max }: Box): number {
  const x = Math.max(Math.abs(min[0]), Math.abs(max[0]))
  const z = Math.max(Math.abs(min[2]), Math.abs(max[2]))
  return Math.sqrt(x * x + z * z)
}

function turnedAbout({ min, max }: Box, reach: number): Box {
  return { min: [-reach, min[1], -reach], max: [reach, max[1], reach] }
}

function centred(x: number, y: number, z: number): Box {
  return { min: [-x, -y, -z], max: [x, y, z] }
}

function around(balls: readonly (readonly [Vec3, number])[]): Box {
  return balls.map(([c, r]) => grown({ min: c, max: c }, r)).reduce(unite)
}

function withAxis(v: Vec3, axis: number, to: number): Vec3 {
  return v.map((old, i) => (i === axis ? to : old)) as Vec3
}

const plus = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
const least = (a: Vec3, b: Vec3): Vec3 => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.min(a[2], b[2])]
const most = (a: Vec3, b: Vec3): Vec3 => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2])]
const dot = (a: Vec3, b: Vec3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const distance = (a: Vec3, b: Vec3) => Math.sqrt(dot(minus(a, b), minus(a, b)))
const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
