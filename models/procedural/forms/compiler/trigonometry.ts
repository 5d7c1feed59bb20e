import {
  abs,
  add,
  and,
  clamp,
  createFunctionWriter,
  div,
  type FunctionWriter,
  floor,
  type Lanes,
  less,
  max,
  min,
  mul,
  negate,
  select,
  sub,
  value,
} from './lanes.ts'
import type { WasmModule } from './wasm-module.ts'

/** Angles for WebAssembly, which has no sine: polynomials, so the same bits everywhere. */
export interface Trigonometry {
  /** Angle of (x, y) in radians, in [−π, π]; error below 2e-6. */
  atan2(f: FunctionWriter, y: Lanes, x: Lanes): Lanes
  /** Error below 1e-6 for angles up to some hundred turns. */
  sineCosine(f: FunctionWriter, angle: Lanes): { sine: Lanes; cosine: Lanes }
}

/** Functions are added to the module when they are first used. */
export function createTrigonometry(module: WasmModule): Trigonometry {
  let atan2Index: number | undefined
  let sineIndex: number | undefined
  return {
    atan2(f, y, x) {
      atan2Index ??= writeAtan2(module)
      return f.call(atan2Index, [y, x], 1)[0]!
    },
    sineCosine(f, angle) {
      sineIndex ??= writeSineCosine(module)
      const [sine, cosine] = f.call(sineIndex, [angle], 2)
      return { sine: sine!, cosine: cosine! }
    },
  }
}

function polynomial(variable: Lanes, coefficients: readonly number[]): Lanes {
  return coefficients.reduceRight<Lanes>((sum, coefficient) => add(mul(sum, variable), coefficient), value(0))
}

function writeAtan2(module: WasmModule): number {
  const index = module.declare({ parameters: ['v128', 'v128'], results: ['v128'] })
  const f = createFunctionWriter(module, 2)
  const y = f.parameter(0)
  const x = f.parameter(1)
  const ax = f.keep(abs(x))
  const ay = f.keep(abs(y))
  // The tiny number keeps 0/0 away; the angle at the origin is 0.
  const t = f.keep(div(min(ax, ay), max(max(ax, ay), 1e-30)))
  // As in exact-math.ts: above tan(π/12) reduce once more by π/6.
  const large = f.keep(less(value(0.26794919), t))
  const reduced = f.keep(select(large, div(sub(mul(t, 1.7320508), 1), add(t, 1.7320508)), t))
  const square = f.keep(mul(reduced, reduced))
  const series = mul(reduced, polynomial(square, [1, -1 / 3, 1 / 5, -1 / 7, 1 / 9]))
  const first = f.keep(add(series, and(large, value(0.52359878))))
  const second = f.keep(select(less(ax, ay), sub(1.5707963, first), first))
  const third = f.keep(select(less(x, value(0)), sub(Math.PI, second), second))
  f.finish(index, [select(less(y, value(0)), negate(third), third)])
  return index
}

function writeSineCosine(module: WasmModule): number {
  const index = module.declare({ parameters: ['v128'], results: ['v128', 'v128'] })
  const f = createFunctionWriter(module, 1)
  const angle = f.parameter(0)
  const sine = (a: Lanes) => {
    const turns = f.keep(mul(a, 0.15915494))
    // Half a turn folded: r in [−¼, ¼] turns has the same sine.
    const r = f.keep(sub(turns, floor(add(turns, 0.5))))
    const folded = f.keep(select(less(value(0.25), abs(r)), sub(mul(signOf(r), 0.5), r), r))
    const radians = f.keep(clamp(mul(folded, 6.2831853), -1.5707964, 1.5707964))
    const square = f.keep(mul(radians, radians))
    return f.keep(mul(radians, polynomial(square, [1, -1 / 6, 1 / 120, -1 / 5040, 1 / 362880])))
  }
  f.finish(index, [sine(angle), sine(f.keep(add(angle, 1.5707963)))])
  return index
}

/** 1 where a ≥ 0, −1 below. */
export function signOf(a: Lanes): Lanes {
  return select(less(a, value(0)), value(-1), value(1))
}
