import { WorkspaceError } from '../../../../base/error.ts'
import type { FormNode } from '../form-nodes.ts'
import { type Box, isEmpty, isFinite3, unite } from './bounds.ts'
import type { FieldWriter, Sample } from './field-writer.ts'
import {
  add,
  atMost,
  clamp,
  type FunctionWriter,
  floor,
  type Lanes,
  less,
  min,
  mul,
  nearest,
  type Point,
  select,
  sub,
  value,
} from './lanes.ts'
import { boxDistance } from './placement.ts'
import { smoothMin } from './smooth.ts'
import { signOf } from './trigonometry.ts'

interface Part {
  readonly box: Box
  emit(known?: Lanes): Sample
}

/** Parts of a union that are passed over together where the box around them is far: parts in a row tend to be neighbours. */
const groupSize = 4

/** The least of several parts; a part whose box is farther than the least so far is skipped. Each is told what is `known`. */
export function nearestOf(f: FunctionWriter, parts: readonly Part[], p: Point, smooth: number): Sample {
  const first = parts[0]!.emit()
  if (parts.length === 1) return first
  const distance = f.variable(first.distance)
  const kind = first.material === undefined ? undefined : f.variable(first.material)
  const skip = (lower: Lanes) => atMost(add(distance.get, smooth), lower)
  const visit = (part: Part) =>
    skippable(f, part.box, p, skip, () => {
      const sample = part.emit(f.keep(add(distance.get, smooth)))
      if (kind !== undefined) kind.set(select(less(sample.distance, distance.get), sample.material!, kind.get))
      distance.set(smoothMin(f, f.keep(add(distance.get, 0)), sample.distance, smooth))
    })
  const rest = parts.slice(1)
  if (rest.length <= groupSize) rest.forEach(visit)
  else {
    for (let i = 0; i < rest.length; i += groupSize) {
      const group = rest.slice(i, i + groupSize)
      skippable(f, group.map(({ box }) => box).reduce(unite), p, skip, () => group.forEach(visit))
    }
  }
  return { distance: f.keep(distance.get), material: kind === undefined ? undefined : f.keep(kind.get) }
}

/** Runs `apply` unless `skip` holds in all lanes and all lanes are outside the box. `lower` is the distance to the box. */
export function skippable(f: FunctionWriter, of: Box, p: Point, skip: (lower: Lanes) => Lanes, apply: () => void) {
  if (!isFinite3(of)) {
    if (!isEmpty(of)) apply()
    return
  }
  const lower = boxDistance(f, of, p)
  const needed = f.keep({ code: [...skip(lower).code, 0xfd, 77] })
  const inside = atMost(lower, value(0))
  f.ifAny({ code: [...needed.code, ...inside.code, 0xfd, 80] }, apply)
}

export function repeated(
  field: FieldWriter,
  f: FunctionWriter,
  node: Extract<FormNode, { type: 'repeat' }>,
  p: Point,
  material: number,
): Sample {
  const inside = field.box(node.child)
  const names = ['x', 'y', 'z'] as const
  const axes = [0, 1, 2].filter((axis) => node.count[axis]! > 1 && node.step[axis] !== 0)
  for (const axis of axes) {
    const reach = Math.max(Math.abs(inside.min[axis]!), Math.abs(inside.max[axis]!))
    if (reach > Math.abs(node.step[axis]!) * 1.001) {
      throw new WorkspaceError(
        'bad-input',
        `A "repeat" node steps ${node.step[axis]} m along ${names[axis]}, too short for its child.`,
        {
          hint: `The child reaches ${reach.toFixed(3)} m from its origin there; a step must be at least that.`,
        },
      )
    }
  }
  // Each axis: the nearest copy, and the next one on the side of the point.
  const choices = axes.map((axis) => {
    const count = node.count[axis]!
    const step = Math.abs(node.step[axis]!)
    const v = p[names[axis]!]
    const index = f.keep(clamp(floor(add(mul(v, 1 / step), count / 2)), 0, count - 1))
    const own = f.keep(sub(v, mul(sub(index, (count - 1) / 2), step)))
    const next = f.keep(clamp(add(index, signOf(own)), 0, count - 1))
    return [own, f.keep(sub(v, mul(sub(next, (count - 1) / 2), step)))] as const
  })
  const parts = Array.from({ length: 2 ** axes.length }, (_, which) => {
    const at = { ...p }
    axes.forEach((axis, i) => {
      at[names[axis]!] = choices[i]![(which >> i) & 1]!
    })
    return at
  })
  return manyCopies(field, f, node.child, parts, material)
}

export function polar(
  field: FieldWriter,
  f: FunctionWriter,
  node: Extract<FormNode, { type: 'polar' }>,
  p: Point,
  material: number,
): Sample {
  if (node.count === 1) return field.emit(f, node.child, p, material)
  const step = (2 * Math.PI) / node.count
  // Sectors are counted from the middle of the child, so that it may stand anywhere around the axis.
  const inside = field.box(node.child)
  const [cx, cz] = [(inside.min[0] + inside.max[0]) / 2, (inside.min[2] + inside.max[2]) / 2]
  const reach = Math.sqrt(cx * cx + cz * cz)
  const [dx, dz] = reach < 1e-9 || !Number.isFinite(reach) ? [0, 1] : [cx / reach, cz / reach]
  const aside = f.keep(sub(mul(p.x, dz), mul(p.z, dx)))
  const ahead = f.keep(add(mul(p.x, dx), mul(p.z, dz)))
  const sector = f.keep(nearest(mul(field.trig.atan2(f, aside, ahead), 1 / step)))
  const turned = (which: Lanes): Point => {
    const { sine, cosine } = field.trig.sineCosine(f, f.keep(mul(which, step)))
    return {
      x: f.keep(sub(mul(p.x, cosine), mul(p.z, sine))),
      y: p.y,
      z: f.keep(add(mul(p.x, sine), mul(p.z, cosine))),
    }
  }
  const own = turned(sector)
  const side = signOf(f.keep(sub(mul(own.x, dz), mul(own.z, dx))))
  return manyCopies(field, f, node.child, [own, turned(f.keep(add(sector, side)))], material)
}

/** The nearest of one child at several places; its code is a function, called only where its box is near. */
function manyCopies(
  field: FieldWriter,
  f: FunctionWriter,
  child: FormNode,
  places: readonly Point[],
  material: number,
): Sample {
  const first = field.call(f, child, places[0]!, material)
  const distance = f.variable(first.distance)
  const kind = first.material === undefined ? undefined : f.variable(first.material)
  for (const place of places.slice(1)) {
    skippable(
      f,
      field.box(child),
      place,
      (lower) => atMost(distance.get, lower),
      () => {
        const sample = field.call(f, child, place, material)
        if (kind !== undefined) kind.set(select(less(sample.distance, distance.get), sample.material!, kind.get))
        distance.set(min(distance.get, sample.distance))
      },
    )
  }
  return { distance: f.keep(distance.get), material: kind === undefined ? undefined : f.keep(kind.get) }
}
