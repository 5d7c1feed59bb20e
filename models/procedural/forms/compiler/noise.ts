import type { DisplaceKind, FormNode } from '../form-nodes.ts'
import {
  abs,
  add,
  clamp,
  createFunctionWriter,
  div,
  type FunctionWriter,
  floor,
  integer,
  integerAdd,
  integerMultiply,
  type Lanes,
  less,
  max,
  min,
  mul,
  nearest,
  type Point,
  root,
  select,
  shiftLeft,
  shiftRight,
  shiftRightUnsigned,
  squareSum,
  sub,
  toFloat,
  toInteger,
  value,
  xor,
} from './lanes.ts'
import type { Trigonometry } from './trigonometry.ts'
import type { WasmModule } from './wasm-module.ts'

type Displace = Extract<FormNode, { type: 'displace' }>

/** Noise functions of a module, written when first used. */
export interface Noise {
  /** How far out the surface moves, in [−1, 1] amplitudes. */
  displacement(f: FunctionWriter, node: Displace, p: Point): Lanes
}

/**
 * The steepest slope of each kind per feature size, measured over millions of points and rounded up
 * (form-distance.test.ts measures it again).
 */
const slopes: Record<DisplaceKind, number> = {
  fbm: 1.7,
  ridged: 3.2,
  billow: 3.2,
  cellular: 2.2,
  cracks: 19,
  chips: 2.2,
  panels: 27,
  waves: 3.2,
}

/** The Lipschitz constant that a displaced field has before it is divided by it. */
export function displacementSlope({ kind, amplitude, size, octaves = 4, stretch }: Displace): number {
  const narrow = stretch === undefined ? 1 : Math.min(...stretch)
  const many = kind === 'fbm' || kind === 'ridged' || kind === 'billow' ? Math.sqrt(octaves) * 0.75 + 0.25 : 1
  return 1 + (slopes[kind] * many * amplitude) / (size * narrow)
}

export function createNoise(module: WasmModule, trig: Trigonometry): Noise {
  let gradientIndex: number | undefined
  let cellIndex: number | undefined
  const gradient = (f: FunctionWriter, p: Point, seed: number) => {
    gradientIndex ??= writeGradientNoise(module)
    return f.call(gradientIndex, [p.x, p.y, p.z, integer(seed)], 1)[0]!
  }
  const cells = (f: FunctionWriter, p: Point, seed: number) => {
    cellIndex ??= writeCellNoise(module)
    const [first, second] = f.call(cellIndex, [p.x, p.y, p.z, integer(seed)], 2)
    return { first: first!, second: second! }
  }
  const octaveSum = (f: FunctionWriter, p: Point, seed: number, octaves: number, shape: (n: Lanes) => Lanes) => {
    let sum: Lanes = value(0)
    let total = 0
    let at = p
    for (let octave = 0; octave < octaves; octave++) {
      const weight = 1 / (1 << octave)
      sum = f.keep(add(sum, mul(shape(gradient(f, at, seed + octave * 101)), weight)))
      total += weight
      // Twice as fine, and shifted so that lattice points of the octaves do not meet.
      at = f.keepPoint({ x: add(mul(at.x, 2), 17.3), y: add(mul(at.y, 2), 31.7), z: add(mul(at.z, 2), 7.9) })
    }
    return f.keep(div(sum, total))
  }

  return {
    displacement(f, node, world) {
      const { kind, size, octaves = 4, seed = 0, stretch = [1, 1, 1], count } = node
      const p = f.keepPoint({
        x: mul(world.x, 1 / (size * stretch[0])),
        y: mul(world.y, 1 / (size * stretch[1])),
        z: mul(world.z, 1 / (size * stretch[2])),
      })
      switch (kind) {
        case 'fbm':
          return f.keep(
            clamp(
              mul(
                octaveSum(f, p, seed, octaves, (n) => n),
                1.4,
              ),
              -1,
              1,
            ),
          )
        case 'ridged':
          return f.keep(
            clamp(
              octaveSum(f, p, seed, octaves, (n) => sub(1, mul(abs(n), 2.6))),
              -1,
              1,
            ),
          )
        case 'billow':
          return f.keep(
            clamp(
              octaveSum(f, p, seed, octaves, (n) => mul(abs(n), 1.9)),
              0,
              1,
            ),
          )
        case 'cellular': {
          const { first } = cells(f, p, seed)
          return f.keep(mul(min(mul(first, first), 1), -1))
        }
        case 'chips': {
          const { first } = cells(f, p, seed)
          return f.keep(sub(min(mul(first, first), 1), 1))
        }
        case 'cracks': {
          // The cells' borders are bent a little: straight cracks look like tiles.
          const bend = (seedShift: number) => f.keep(mul(gradient(f, p, seed + seedShift), 0.35))
          const bent = f.keepPoint({ x: add(p.x, bend(11)), y: add(p.y, bend(23)), z: add(p.z, bend(37)) })
          const { first, second } = cells(f, bent, seed)
          const depth = f.keep(clamp(sub(1, mul(sub(second, first), 1 / 0.13)), 0, 1))
          return f.keep(mul(mul(depth, sub(2, depth)), -1))
        }
        case 'panels':
          return panels(f, p, seed)
        case 'waves': {
          if (count === undefined) {
            const { cosine } = trig.sineCosine(f, f.keep(mul(p.y, 2 * Math.PI)))
            return f.keep(sub(mul(cosine, 0.5), 0.5))
          }
          const angle = trig.atan2(f, world.x, world.z)
          const { cosine } = trig.sineCosine(f, f.keep(mul(angle, count)))
          // Towards the axis the waves get narrow: they get as much lower, so that their slope stays bounded.
          const reach = f.keep(root(squareSum(f, world.x, world.z)))
          const share = f.keep(clamp(mul(reach, 1 / (count * node.amplitude)), 0, 1))
          return f.keep(mul(sub(mul(cosine, 0.5), 0.5), share))
        }
        default:
          return kind satisfies never
      }
    },
  }
}

/** Rows along y, strips along z inside a row, panels along x inside a strip; each shifted at random against the last. */
function panels(f: FunctionWriter, p: Point, seed: number): Lanes {
  const shifted = f.keepPoint({ x: add(p.x, 0.37), y: add(p.y, 0.21), z: add(p.z, 0.43) })
  const row = f.keep(toInteger(floor(shifted.y)))
  const fromRow = hashLanes(f, row, integer(77), integer(5), integer(seed))
  const alongZ = f.keep(add(mul(shifted.z, add(0.6, mul(unitOf(f, fromRow), 0.5))), mul(unitOf(f, fromRow), 5.3)))
  const strip = f.keep(toInteger(floor(alongZ)))
  const fromStrip = hashLanes(f, row, strip, integer(9), integer(seed + 1))
  const alongX = f.keep(add(mul(shifted.x, add(0.5, mul(unitOf(f, fromStrip), 0.6))), mul(unitOf(f, fromStrip), 7.1)))
  const panel = hashLanes(f, row, strip, toInteger(floor(alongX)), integer(seed + 2))
  const toLine = (u: Lanes) => abs(sub(u, nearest(u)))
  const nearestLine = f.keep(min(min(toLine(shifted.y), toLine(alongZ)), toLine(alongX)))
  const groove = f.keep(clamp(sub(1.3, mul(nearestLine, 24)), 0, 1))
  return f.keep(sub(mul(mul(unitOf(f, panel), -0.35), sub(1, groove)), groove))
}

/** Mixes three lattice coordinates and a seed into 32 bits. */
function hashLanes(f: FunctionWriter, x: Lanes, y: Lanes, z: Lanes, seed: Lanes): Lanes {
  const product = (a: Lanes, factor: number) => integerMultiply(a, integer(factor))
  return finishHash(
    f,
    xor(xor(product(x, 0x9e3779b1), product(y, 0x85ebca77)), xor(product(z, 0xc2b2ae3d), product(seed, 0x27d4eb2f))),
  )
}

function finishHash(f: FunctionWriter, mixed: Lanes): Lanes {
  const first = f.keep(mixed)
  const second = f.keep(integerMultiply(xor(first, shiftRightUnsigned(first, 15)), integer(0x2c1b3c6d)))
  const third = f.keep(integerMultiply(xor(second, shiftRightUnsigned(second, 12)), integer(0x297a2d39)))
  return f.keep(xor(third, shiftRightUnsigned(third, 15)))
}

/** The upper bits of a hash as a number in [0, 1). */
function unitOf(f: FunctionWriter, hash: Lanes): Lanes {
  return f.keep(mul(toFloat(shiftRightUnsigned(hash, 8)), 1 / 16777216))
}

/** Perlin's gradient noise with the quintic fade, about [−1, 1]; the gradients are three 10-bit numbers of the hash. */
function writeGradientNoise(module: WasmModule): number {
  const index = module.declare({ parameters: ['v128', 'v128', 'v128', 'v128'], results: ['v128'] })
  const f = createFunctionWriter(module, 4)
  const factors = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d]
  const axes = [0, 1, 2].map((axis) => {
    const p = f.parameter(axis)
    const whole = f.keep(floor(p))
    const from = f.keep(sub(p, whole))
    const low = f.keep(integerMultiply(toInteger(whole), integer(factors[axis]!)))
    const cube = mul(mul(from, from), from)
    const fade = f.keep(mul(cube, add(mul(from, sub(mul(from, 6), 15)), 10)))
    const high = f.keep(integerAdd(low, integer(factors[axis]!)))
    return { fade, from: [from, f.keep(sub(from, 1))], hash: [low, high] }
  })
  const seed = f.keep(integerMultiply(f.parameter(3), integer(0x27d4eb2f)))
  const corner = (i: number, j: number, k: number) => {
    const hash = finishHash(f, xor(xor(axes[0]!.hash[i]!, axes[1]!.hash[j]!), xor(axes[2]!.hash[k]!, seed)))
    const component = (bits: number, from: Lanes) => mul(toFloat(shiftRight(shiftLeft(hash, bits), 22)), from)
    return f.keep(
      add(add(component(0, axes[0]!.from[i]!), component(10, axes[1]!.from[j]!)), component(20, axes[2]!.from[k]!)),
    )
  }
  const blend = (a: Lanes, b: Lanes, t: Lanes) => f.keep(add(a, mul(sub(b, a), t)))
  const [u, v, w] = axes.map((axis) => axis.fade)
  const plane = (k: number) =>
    blend(blend(corner(0, 0, k), corner(1, 0, k), u!), blend(corner(0, 1, k), corner(1, 1, k), u!), v!)
  f.finish(index, [mul(blend(plane(0), plane(1), w!), 1.3 / 512)])
  return index
}

/**
 * Distances to the nearest and second nearest of random points, one in each cell of the unit lattice. Cells are visited from
 * the middle outwards, and one whose points cannot be nearer than the second so far is skipped: about half of them.
 */
function writeCellNoise(module: WasmModule): number {
  const index = module.declare({ parameters: ['v128', 'v128', 'v128', 'v128'], results: ['v128', 'v128'] })
  const f = createFunctionWriter(module, 4)
  const factors = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d]
  // For each axis and each of the three cells along it: the hash's share, the cell's place, and the least squared distance to
  // its points. They keep to the middle 80 % of their cells, so that looking one cell around is enough.
  const axes = [0, 1, 2].map((axis) => {
    const whole = f.keep(floor(f.parameter(axis)))
    const from = f.keep(sub(f.parameter(axis), whole))
    const cell = f.keep(toInteger(whole))
    return [-1, 0, 1].map((offset) => {
      const hash = f.keep(integerMultiply(integerAdd(cell, integer(offset)), integer(factors[axis]!)))
      const low = f.keep(sub(value(offset + 0.1), from))
      const gap = f.keep(max(max(low, sub(from, offset + 0.9)), 0))
      return { hash, low, gap: f.keep(mul(gap, gap)) }
    })
  })
  const seed = f.keep(integerMultiply(f.parameter(3), integer(0x27d4eb2f)))
  const first = f.variable(value(64))
  const second = f.variable(value(64))
  const cells = Array.from({ length: 27 }, (_, i) => [i % 3, Math.floor(i / 3) % 3, Math.floor(i / 9)] as const)
  const far = (cell: readonly number[]) => cell.reduce((sum, i) => sum + Math.abs(i - 1), 0)
  for (const cell of cells.toSorted((a, b) => far(a) - far(b))) {
    const [x, y, z] = cell.map((i, axis) => axes[axis]![i]!)
    const visit = () => {
      const mixed = f.keep(xor(xor(x!.hash, y!.hash), xor(z!.hash, seed)))
      const once = f.keep(integerMultiply(xor(mixed, shiftRightUnsigned(mixed, 15)), integer(0x2c1b3c6d)))
      const hash = f.keep(xor(once, shiftRightUnsigned(once, 13)))
      const away = [x!, y!, z!].map(({ low }, i) => {
        const jitter = toFloat(shiftRightUnsigned(i === 0 ? hash : shiftLeft(hash, i * 10), 22))
        return f.keep(add(low, mul(jitter, 0.8 / 1024)))
      })
      const squared = f.keep(squareSum(f, ...away))
      const nearer = f.keep(less(squared, first.get))
      second.set(select(nearer, first.get, min(second.get, squared)))
      first.set(min(first.get, squared))
    }
    if (far(cell) === 0) visit()
    else f.ifAny(less(add(add(x!.gap, y!.gap), z!.gap), second.get), visit)
  }
  f.finish(index, [root(first.get), root(second.get)])
  return index
}
