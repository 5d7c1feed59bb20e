import { WorkspaceError } from '../../../../base/error.ts'
import { cos, sin } from '../../exact-math.ts'
import type { FormNode } from '../form-nodes.ts'
import { innerBounds, isEmpty, isFinite3, reachOf } from './bounds.ts'
import type { FieldWriter, Sample } from './field-writer.ts'
import {
  add,
  clamp,
  div,
  type FunctionWriter,
  greater,
  integer,
  lengthOf,
  less,
  max,
  mul,
  type Point,
  select,
  sub,
  value,
} from './lanes.ts'
import { boxDistance } from './placement.ts'

export function twist(
  field: FieldWriter,
  f: FunctionWriter,
  node: Extract<FormNode, { type: 'twist' }>,
  p: Point,
  material: number,
): Sample {
  const turn = (node.degrees * Math.PI) / 180
  const inside = innerBounds(node, field.define)
  return warped(
    field,
    f,
    node,
    node.child,
    p,
    material,
    (margin) => Math.abs(turn) * (reachOf(inside) + margin),
    () => {
      const { sine, cosine } = field.trig.sineCosine(f, f.keep(mul(p.y, turn)))
      return {
        x: sub(mul(p.x, cosine), mul(p.z, sine)),
        y: p.y,
        z: add(mul(p.x, sine), mul(p.z, cosine)),
      }
    },
  )
}

export function taper(
  field: FieldWriter,
  f: FunctionWriter,
  node: Extract<FormNode, { type: 'taper' }>,
  p: Point,
  material: number,
): Sample {
  const span = node.to - node.from
  const steep = span === 0 ? 0 : (node.top - node.bottom) / span
  const least = Math.min(node.bottom, node.top, 1e9)
  const inside = field.box(node.child)
  const slope = (margin: number) => {
    // The shift of x with y: |x| s′/s² at most; the whole is also divided by s.
    const side = ((reachOf(inside) + margin) * Math.abs(steep)) / least
    return Math.max(1, 1 / least) * (1 + side) - 1
  }
  return warped(field, f, node, node.child, p, material, slope, () => {
    const share = span === 0 ? value(0) : f.keep(clamp(mul(sub(p.y, node.from), 1 / span), 0, 1))
    const inverse = f.keep(div(value(1), add(mul(share, node.top - node.bottom), node.bottom)))
    return { x: mul(p.x, inverse), y: p.y, z: mul(p.z, inverse) }
  })
}

export function bend(
  field: FieldWriter,
  f: FunctionWriter,
  node: Extract<FormNode, { type: 'bend' }>,
  p: Point,
  material: number,
): Sample {
  const angle = (Math.abs(node.degrees) * Math.PI) / 180
  const span = node.to - node.from
  if (angle < 1e-4 || span <= 1e-6) return field.emit(f, node.child, p, material)
  const radius = span / angle
  const inside = field.box(node.child)
  const inward = node.degrees > 0 ? inside.max[0] : -inside.min[0]
  if (inward > radius * 0.95) {
    throw new WorkspaceError(
      'bad-input',
      'A "bend" node bends its child so tightly that it would run through itself.',
      {
        hint: `Its radius is ${radius.toFixed(3)} m but the child reaches ${inward.toFixed(3)} m inwards; bend by less or over a longer part.`,
      },
    )
  }
  const side = node.degrees > 0 ? 1 : -1
  const slope = radius / (radius - Math.max(inward, 0)) - 1
  return warped(
    field,
    f,
    node,
    node.child,
    p,
    material,
    () => slope,
    () => {
      const x = f.keep(mul(p.x, side))
      const y = f.keep(sub(p.y, node.from))
      const out = f.keep(sub(value(radius), x))
      // Straight below the arc, turned by the whole angle beyond it.
      const turned = f.keep(field.trig.atan2(f, y, out))
      const [s, c] = [sin(angle), cos(angle)]
      // Angles behind the middle of the gap belong to the nearer end.
      const unwrapped = f.keep(select(less(turned, value(-(Math.PI - angle / 2))), add(turned, 2 * Math.PI), turned))
      const arcX = f.keep(sub(value(radius), lengthOf(f, out, y)))
      const endX = f.keep(add(sub(value(radius), mul(out, c)), mul(y, -s)))
      const endY = f.keep(sub(mul(y, c), mul(out, s)))
      const before = less(unwrapped, value(0))
      const after = greater(unwrapped, value(angle))
      const bentX = select(before, x, select(after, endX, arcX))
      const bentY = select(before, y, select(after, add(endY, span), mul(unwrapped, radius)))
      return { x: mul(bentX, side), y: add(bentY, node.from), z: p.z }
    },
  )
}

/**
 * A child seen through bent space. Its slope is known only near its bounds, so beyond a margin around them the distance to
 * the bounds stands in for it.
 */
function warped(
  field: FieldWriter,
  f: FunctionWriter,
  node: FormNode,
  child: FormNode,
  p: Point,
  material: number,
  steepness: (margin: number) => number,
  warp: () => Point,
): Sample {
  const inside = innerBounds(node, field.define)
  if (!isFinite3(inside)) {
    if (isEmpty(inside)) return field.emit(f, child, p, material)
    throw new WorkspaceError('bad-input', `A "${node.type}" node needs a child of finite size.`)
  }
  const size = Math.max(...inside.max.map((v, i) => v - inside.min[i]!))
  const margin = size * 0.1
  const steep = steepness(margin)
  const slope = node.type === 'twist' ? Math.sqrt(1 + steep * steep) : 1 + steep
  const lower = boxDistance(f, inside, p)
  const near = f.keep(less(lower, value(margin)))
  const distance = f.variable(lower)
  const kind = material < 0 ? undefined : f.variable(integer(material))
  f.ifAny(near, () => {
    const sample = field.emit(f, child, f.keepPoint(warp()), material)
    const exact = f.keep(mul(sample.distance, 1 / slope))
    const bounded = select(greater(lower, value(0)), max(exact, lower), exact)
    distance.set(select(near, bounded, distance.get))
    if (kind !== undefined) kind.set(sample.material!)
  })
  return { distance: f.keep(distance.get), material: kind === undefined ? undefined : f.keep(kind.get) }
}
