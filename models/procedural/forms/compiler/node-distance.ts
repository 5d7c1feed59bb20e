import { WorkspaceError } from '../../../../base/error.ts'
import { cos, sin } from '../../exact-math.ts'
import { childrenOf, type FormNode, type Vec3 } from '../form-nodes.ts'
import { type Box, boundsOf, grown, innerBounds, isEmpty, isFinite3, reachOf, rotationMatrix } from './bounds.ts'
import {
  abs,
  add,
  atMost,
  clamp,
  createFunctionWriter,
  div,
  type FunctionWriter,
  floor,
  greater,
  integer,
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
import { createNoise, displacementSlope } from './noise.ts'
import { type Primitive, primitiveDistance } from './primitive-distance.ts'
import { smoothMin } from './smooth.ts'
import { createTrigonometry, signOf } from './trigonometry.ts'
import type { WasmModule } from './wasm-module.ts'

/** A distance, and in the surface variant the index of the material there. */
interface Sample {
  readonly distance: Lanes
  readonly material: Lanes | undefined
}

/** Parts with this many nodes become functions of their own: the code of one function stays small enough to compile fast. */
const functionWeight = 10

/** Most evaluations of primitives that one point may cost: beyond it a picture would take minutes. */
const costLimit = 200_000

export interface DistanceFunctions {
  /** (x, y, z) → distance. */
  readonly distance: number
  /** (x, y, z) → distance, material index. */
  readonly surface: number
}

/** Writes the functions that evaluate a form; every field is a bound of the true distance (slope at most 1). */
export function writeDistanceFunctions(
  module: WasmModule,
  form: FormNode,
  define: Readonly<Record<string, FormNode>>,
  materials: readonly string[],
): DistanceFunctions {
  const cost = costOf(form, define)
  if (cost > costLimit) {
    throw new WorkspaceError('bad-input', 'The form program repeats its parts too deeply to be evaluated.', {
      hint: 'Put fewer "repeat" and "polar" nodes inside each other.',
    })
  }
  const trig = createTrigonometry(module)
  const noise = createNoise(module, trig)
  const written = new Map<string, Map<FormNode, number>>()
  const bounds = new Map<FormNode, Box>()
  const weights = new Map<FormNode, number>()

  const box = (node: FormNode) => remember(bounds, node, () => boundsOf(node, define))
  const weight = (node: FormNode): number =>
    remember(weights, node, () =>
      node.type === 'ref' ? weight(define[node.ref]!) : childrenOf(node).reduce((sum, child) => sum + weight(child), 1),
    )

  /** A function for a node with everything below it; `material` is −1 where only the distance is asked for. */
  const functionFor = (node: FormNode, material: number): number => {
    const key = String(material)
    const known = written.get(key) ?? new Map<FormNode, number>()
    written.set(key, known)
    const found = known.get(node)
    if (found !== undefined) return found
    const index = module.declare({
      parameters: ['v128', 'v128', 'v128'],
      results: material < 0 ? ['v128'] : ['v128', 'v128'],
    })
    known.set(node, index)
    const f = createFunctionWriter(module, 3)
    const sample = emit(f, node, { x: f.parameter(0), y: f.parameter(1), z: f.parameter(2) }, material, true)
    f.finish(index, material < 0 ? [sample.distance] : [sample.distance, sample.material!])
    return index
  }

  const callFor = (f: FunctionWriter, node: FormNode, p: Point, material: number): Sample => {
    const [distance, of] = f.call(functionFor(node, material), [p.x, p.y, p.z], material < 0 ? 1 : 2)
    return { distance: distance!, material: of }
  }

  const emit = (f: FunctionWriter, node: FormNode, at: Point, inherited: number, inFunction = false): Sample => {
    const material = inherited < 0 || node.material === undefined ? inherited : materials.indexOf(node.material)
    if (!inFunction && weight(node) >= functionWeight) return callFor(f, node, at, inherited)
    const { p, factor } = placed(f, node, at)
    const sample = emitInner(f, node, p, material)
    return factor === 1 ? sample : { ...sample, distance: f.keep(mul(sample.distance, factor)) }
  }

  const plain = (f: FunctionWriter, node: FormNode, p: Point) => emit(f, node, p, -1).distance

  const emitInner = (f: FunctionWriter, node: FormNode, p: Point, material: number): Sample => {
    const flat = (distance: Lanes): Sample => ({
      distance: f.keep(distance),
      material: material < 0 ? undefined : f.keep(integer(material)),
    })
    const changed = (child: FormNode, at: Point, change: (distance: Lanes) => Lanes): Sample => {
      const sample = emit(f, child, at, material)
      return { ...sample, distance: f.keep(change(sample.distance)) }
    }
    switch (node.type) {
      case 'union':
        return nearestOf(
          f,
          node.children.map((child) => ({
            box: box(child),
            emit: () => emit(f, child, p, material),
            heavy: weight(child),
          })),
          p,
          node.smooth ?? 0,
        )
      case 'subtract': {
        const from = emit(f, node.from, p, material)
        const smooth = node.smooth ?? 0
        const distance = f.variable(from.distance)
        const kind = from.material === undefined ? undefined : f.variable(from.material)
        for (const part of node.remove) {
          const named = kind !== undefined && namesMaterial(part, define)
          const apply = () => {
            const removed = named ? emit(f, part, p, material) : { distance: plain(f, part, p), material: undefined }
            const negative = f.keep(negate(removed.distance))
            if (named) {
              kind!.set(select(greater(negative, distance.get), removed.material!, kind!.get))
            }
            distance.set(negate(smoothMin(f, f.keep(negate(distance.get)), removed.distance, smooth)))
          }
          // Outside the box of what is removed, its distance is at least that to the box.
          skippable(f, box(part), p, (lower) => atMost(sub(negate(distance.get), lower), value(-smooth)), apply)
        }
        return { distance: f.keep(distance.get), material: kind === undefined ? undefined : f.keep(kind.get) }
      }
      case 'intersect': {
        const [first, ...rest] = node.children
        let { distance, material: kind } = emit(f, first!, p, material)
        for (const part of rest) {
          const named = kind !== undefined && namesMaterial(part, define)
          const other = named ? emit(f, part, p, material) : { distance: plain(f, part, p), material: undefined }
          if (named) kind = f.keep(select(greater(other.distance, distance), other.material!, kind!))
          distance = f.keep(
            negate(smoothMin(f, f.keep(negate(distance)), f.keep(negate(other.distance)), node.smooth ?? 0)),
          )
        }
        return { distance, material: kind }
      }
      case 'mirror': {
        const fold = (v: Lanes) => {
          const half = (node.smooth ?? 0) / 2
          // √(x² + h²) − h keeps the far side where it is and rounds the crease.
          return f.keep(half === 0 ? abs(v) : sub(root(add(mul(v, v), half * half)), half))
        }
        return emit(f, node.child, { ...p, [node.axis]: fold(p[node.axis]) }, material)
      }
      case 'repeat':
        return repeated(f, node, p, material)
      case 'polar':
        return polar(f, node, p, material)
      case 'twist': {
        const turn = (node.degrees * Math.PI) / 180
        const inside = innerBounds(node, define)
        return warped(
          f,
          node,
          node.child,
          p,
          material,
          (margin) => Math.abs(turn) * (reachOf(inside) + margin),
          () => {
            const { sine, cosine } = trig.sineCosine(f, f.keep(mul(p.y, turn)))
            return {
              x: sub(mul(p.x, cosine), mul(p.z, sine)),
              y: p.y,
              z: add(mul(p.x, sine), mul(p.z, cosine)),
            }
          },
        )
      }
      case 'taper': {
        const span = node.to - node.from
        const steep = span === 0 ? 0 : (node.top - node.bottom) / span
        const least = Math.min(node.bottom, node.top, 1e9)
        const inside = box(node.child)
        const slope = (margin: number) => {
          // The shift of x with y: |x| s′/s² at most; the whole is also divided by s.
          const side = ((reachOf(inside) + margin) * Math.abs(steep)) / least
          return Math.max(1, 1 / least) * (1 + side) - 1
        }
        return warped(f, node, node.child, p, material, slope, () => {
          const share = span === 0 ? value(0) : f.keep(clamp(mul(sub(p.y, node.from), 1 / span), 0, 1))
          const inverse = f.keep(div(value(1), add(mul(share, node.top - node.bottom), node.bottom)))
          return { x: mul(p.x, inverse), y: p.y, z: mul(p.z, inverse) }
        })
      }
      case 'bend':
        return bend(f, node, p, material)
      case 'elongate': {
        const [x, y, z] = node.by
        const pull = (v: Lanes, by: number) => f.keep(by === 0 ? v : sub(v, clamp(v, -by, by)))
        return emit(f, node.child, { x: pull(p.x, x), y: pull(p.y, y), z: pull(p.z, z) }, material)
      }
      case 'round':
        return changed(node.child, p, (d) => sub(d, node.radius))
      case 'shell':
        return changed(node.child, p, (d) => sub(abs(d), node.thickness / 2))
      case 'displace': {
        const sample = emit(f, node.child, p, material)
        const { amplitude } = node
        const d = sample.distance
        const away = f.keep(abs(d))
        // The noise fades out between one and four amplitudes from the surface, where it cannot matter: farther off it need not
        // be computed, and the field has no jump that a smooth union would show. Fading adds 1/3 to the slope.
        const slope = displacementSlope(node) + 1 / 3
        const moved = f.variable(d)
        const close = f.keep(less(away, value(4 * amplitude)))
        f.ifAny(close, () => {
          const fade = clamp(sub(4 / 3, mul(away, 1 / (3 * amplitude))), 0, 1)
          moved.set(sub(d, mul(mul(noise.displacement(f, node, p), fade), amplitude)))
        })
        // Two bounds of the true distance: the better one counts.
        const scaled = f.keep(mul(moved.get, 1 / slope))
        const outside = max(scaled, sub(d, amplitude))
        const inside = min(scaled, add(d, amplitude))
        const distance = f.keep(select(less(d, value(0)), inside, outside))
        return { distance, material: sample.material }
      }
      case 'paint': {
        const sample = emit(f, node.child, p, material)
        if (sample.material === undefined) return sample
        const kind = f.variable(sample.material)
        skippable(
          f,
          box(node.where),
          p,
          (lower) => greater(lower, value(0)),
          () => {
            const where = plain(f, node.where, p)
            kind.set(select(atMost(where, value(0)), integer(materials.indexOf(node.with)), kind.get))
          },
        )
        return { distance: sample.distance, material: f.keep(kind.get) }
      }
      case 'ref':
        return callFor(f, define[node.ref]!, p, material)
      default:
        return flat(primitiveDistance(f, trig, node satisfies Primitive, p))
    }
  }

  /** The least of several parts; a part whose box is farther than the least so far is skipped. */
  const nearestOf = (
    f: FunctionWriter,
    parts: readonly { box: Box; heavy: number; emit: () => Sample }[],
    p: Point,
    smooth: number,
  ): Sample => {
    const first = parts[0]!.emit()
    if (parts.length === 1) return first
    const distance = f.variable(first.distance)
    const kind = first.material === undefined ? undefined : f.variable(first.material)
    for (const part of parts.slice(1)) {
      const apply = () => {
        const sample = part.emit()
        if (kind !== undefined) kind.set(select(less(sample.distance, distance.get), sample.material!, kind.get))
        distance.set(smoothMin(f, f.keep(add(distance.get, 0)), sample.distance, smooth))
      }
      skippable(f, part.box, p, (lower) => atMost(add(distance.get, smooth), lower), apply)
    }
    return { distance: f.keep(distance.get), material: kind === undefined ? undefined : f.keep(kind.get) }
  }

  /** Runs `apply` unless `skip` holds in all lanes and all lanes are outside the box. `lower` is the distance to the box. */
  const skippable = (f: FunctionWriter, of: Box, p: Point, skip: (lower: Lanes) => Lanes, apply: () => void) => {
    if (!isFinite3(of)) {
      if (!isEmpty(of)) apply()
      return
    }
    const lower = boxDistance(f, of, p)
    const needed = f.keep({ code: [...skip(lower).code, 0xfd, 77] })
    const inside = atMost(lower, value(0))
    f.ifAny({ code: [...needed.code, ...inside.code, 0xfd, 80] }, apply)
  }

  const repeated = (
    f: FunctionWriter,
    node: Extract<FormNode, { type: 'repeat' }>,
    p: Point,
    material: number,
  ): Sample => {
    const inside = box(node.child)
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
    return manyCopies(f, node.child, parts, material)
  }

  const polar = (f: FunctionWriter, node: Extract<FormNode, { type: 'polar' }>, p: Point, material: number): Sample => {
    if (node.count === 1) return emit(f, node.child, p, material)
    const step = (2 * Math.PI) / node.count
    // Sectors are counted from the middle of the child, so that it may stand anywhere around the axis.
    const inside = box(node.child)
    const [cx, cz] = [(inside.min[0] + inside.max[0]) / 2, (inside.min[2] + inside.max[2]) / 2]
    const reach = Math.sqrt(cx * cx + cz * cz)
    const [dx, dz] = reach < 1e-9 || !Number.isFinite(reach) ? [0, 1] : [cx / reach, cz / reach]
    const aside = f.keep(sub(mul(p.x, dz), mul(p.z, dx)))
    const ahead = f.keep(add(mul(p.x, dx), mul(p.z, dz)))
    const sector = f.keep(nearest(mul(trig.atan2(f, aside, ahead), 1 / step)))
    const turned = (which: Lanes): Point => {
      const { sine, cosine } = trig.sineCosine(f, f.keep(mul(which, step)))
      return {
        x: f.keep(sub(mul(p.x, cosine), mul(p.z, sine))),
        y: p.y,
        z: f.keep(add(mul(p.x, sine), mul(p.z, cosine))),
      }
    }
    const own = turned(sector)
    const side = signOf(f.keep(sub(mul(own.x, dz), mul(own.z, dx))))
    return manyCopies(f, node.child, [own, turned(f.keep(add(sector, side)))], material)
  }

  /** The nearest of one child at several places; its code is a function, called only where its box is near. */
  const manyCopies = (f: FunctionWriter, child: FormNode, places: readonly Point[], material: number): Sample => {
    const first = callFor(f, child, places[0]!, material)
    const distance = f.variable(first.distance)
    const kind = first.material === undefined ? undefined : f.variable(first.material)
    for (const place of places.slice(1)) {
      skippable(
        f,
        box(child),
        place,
        (lower) => atMost(distance.get, lower),
        () => {
          const sample = callFor(f, child, place, material)
          if (kind !== undefined) kind.set(select(less(sample.distance, distance.get), sample.material!, kind.get))
          distance.set(min(distance.get, sample.distance))
        },
      )
    }
    return { distance: f.keep(distance.get), material: kind === undefined ? undefined : f.keep(kind.get) }
  }

  /**
   * A child seen through bent space. Its slope is known only near its bounds, so beyond a margin around them the distance to
   * the bounds stands in for it.
   */
  const warped = (
    f: FunctionWriter,
    node: FormNode,
    child: FormNode,
    p: Point,
    material: number,
    steepness: (margin: number) => number,
    warp: () => Point,
  ): Sample => {
    const inside = innerBounds(node, define)
    if (!isFinite3(inside)) {
      if (isEmpty(inside)) return emit(f, child, p, material)
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
      const sample = emit(f, child, f.keepPoint(warp()), material)
      const exact = f.keep(mul(sample.distance, 1 / slope))
      const bounded = select(greater(lower, value(0)), max(exact, lower), exact)
      distance.set(select(near, bounded, distance.get))
      if (kind !== undefined) kind.set(sample.material!)
    })
    return { distance: f.keep(distance.get), material: kind === undefined ? undefined : f.keep(kind.get) }
  }

  const bend = (f: FunctionWriter, node: Extract<FormNode, { type: 'bend' }>, p: Point, material: number): Sample => {
    const angle = (Math.abs(node.degrees) * Math.PI) / 180
    const span = node.to - node.from
    if (angle < 1e-4 || span <= 1e-6) return emit(f, node.child, p, material)
    const radius = span / angle
    const inside = box(node.child)
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
        const turned = f.keep(trig.atan2(f, y, out))
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

  const surfaceMaterial = 0
  return { distance: functionFor(form, -1), surface: functionFor(form, surfaceMaterial) }
}

/** Moves a point into a node's own space; `factor` turns distances back. */
function placed(f: FunctionWriter, node: FormNode, at: Point): { p: Point; factor: number } {
  let p = at
  if (node.at !== undefined) {
    const [x, y, z] = node.at
    p = f.keepPoint({ x: sub(p.x, x), y: sub(p.y, y), z: sub(p.z, z) })
  }
  if (node.rotate?.some((angle) => angle !== 0)) {
    const m = rotationMatrix(node.rotate).map((v) =>
      Math.abs(v) < 1e-9 ? 0 : Math.abs(Math.abs(v) - 1) < 1e-9 ? Math.sign(v) : v,
    )
    // The inverse of a rotation is its transpose.
    const row = (i: number) => add(add(mul(p.x, m[i]!), mul(p.y, m[i + 3]!)), mul(p.z, m[i + 6]!))
    p = f.keepPoint({ x: row(0), y: row(1), z: row(2) })
  }
  if (node.scale === undefined) return { p, factor: 1 }
  const factors: Vec3 = typeof node.scale === 'number' ? [node.scale, node.scale, node.scale] : node.scale
  p = f.keepPoint({ x: mul(p.x, 1 / factors[0]), y: mul(p.y, 1 / factors[1]), z: mul(p.z, 1 / factors[2]) })
  return { p, factor: Math.min(...factors) }
}

/** Distance to a box, 0 inside. */
function boxDistance(f: FunctionWriter, box: Box, p: Point): Lanes {
  // A thousandth of its size more: what is skipped must not depend on the last bit of the bounds.
  const { min: low, max: high } = grown(box, 1e-4 * Math.max(1e-3, ...box.max.map((v, i) => v - box.min[i]!)))
  const axes = [p.x, p.y, p.z].map((axis, i) => {
    const centre = (low[i]! + high[i]!) / 2
    return max(sub(abs(sub(axis, centre)), (high[i]! - low[i]!) / 2), 0)
  })
  return f.keep(root(squareSum(f, ...axes)))
}

function namesMaterial(node: FormNode, define: Readonly<Record<string, FormNode>>): boolean {
  if (node.material !== undefined || node.type === 'paint') return true
  if (node.type === 'ref') return namesMaterial(define[node.ref]!, define)
  return childrenOf(node).some((child) => namesMaterial(child, define))
}

/** How many primitives one point costs at worst. */
function costOf(node: FormNode, define: Readonly<Record<string, FormNode>>): number {
  if (node.type === 'ref') return costOf(define[node.ref]!, define)
  const below = childrenOf(node).reduce((sum, child) => sum + costOf(child, define), 0)
  if (node.type === 'repeat') return below * 2 ** node.count.filter((n) => n > 1).length
  if (node.type === 'polar') return below * 2
  return 1 + below
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}
