import { WorkspaceError } from '../../../../base/error.ts'
import { childrenOf, type FormNode } from '../form-nodes.ts'
import { type Box, boundsOf } from './bounds.ts'
import { nearestOf, polar, repeated, skippable } from './copies.ts'
import type { FieldWriter, Sample } from './field-writer.ts'
import {
  abs,
  add,
  atMost,
  clamp,
  createFunctionWriter,
  type FunctionWriter,
  greater,
  integer,
  type Lanes,
  less,
  max,
  min,
  mul,
  negate,
  type Point,
  root,
  select,
  sub,
  value,
} from './lanes.ts'
import { createNoise, displacementSlope } from './noise.ts'
import { placed } from './placement.ts'
import { type Primitive, primitiveDistance } from './primitive-distance.ts'
import { smoothMin } from './smooth.ts'
import { createTrigonometry } from './trigonometry.ts'
import { bend, taper, twist } from './warps.ts'
import type { WasmModule } from './wasm-module.ts'

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
    const sample = emit(f, node, { x: f.parameter(0), y: f.parameter(1), z: f.parameter(2) }, material, {
      inFunction: true,
    })
    f.finish(index, material < 0 ? [sample.distance] : [sample.distance, sample.material!])
    return index
  }

  const callFor = (f: FunctionWriter, node: FormNode, p: Point, material: number): Sample => {
    const [distance, of] = f.call(functionFor(node, material), [p.x, p.y, p.z], material < 0 ? 1 : 2)
    return { distance: distance!, material: of }
  }

  /** `known`: what is farther does not matter, see primitiveDistance. */
  const emit = (
    f: FunctionWriter,
    node: FormNode,
    at: Point,
    inherited: number,
    { inFunction = false, known }: { inFunction?: boolean; known?: Lanes | undefined } = {},
  ): Sample => {
    const material = inherited < 0 || node.material === undefined ? inherited : materials.indexOf(node.material)
    if (!inFunction && weight(node) >= functionWeight) return callFor(f, node, at, inherited)
    const { p, factor } = placed(f, node, at)
    const sample = emitInner(f, node, p, material, known && mul(known, 1 / factor))
    return factor === 1 ? sample : { ...sample, distance: f.keep(mul(sample.distance, factor)) }
  }

  const plain = (f: FunctionWriter, node: FormNode, p: Point) => emit(f, node, p, -1).distance

  const emitInner = (f: FunctionWriter, node: FormNode, p: Point, material: number, known?: Lanes): Sample => {
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
            emit: (known) => emit(f, child, p, material, { known }),
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
        return repeated(field, f, node, p, material)
      case 'polar':
        return polar(field, f, node, p, material)
      case 'twist':
        return twist(field, f, node, p, material)
      case 'taper':
        return taper(field, f, node, p, material)
      case 'bend':
        return bend(field, f, node, p, material)
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
        return flat(primitiveDistance(f, trig, node satisfies Primitive, p, known))
    }
  }

  const field: FieldWriter = { define, trig, box, emit, call: callFor }
  const surfaceMaterial = 0
  return { distance: functionFor(form, -1), surface: functionFor(form, surfaceMaterial) }
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
