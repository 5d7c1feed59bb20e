import { abs, type FunctionWriter, type Lanes, max, min, mul, negate, sub } from './lanes.ts'

/** The lesser of two distances, blended over a width: a quadratic that stays a distance bound (its slope is at most 1). */
export function smoothMin(f: FunctionWriter, a: Lanes, b: Lanes, width: number): Lanes {
  if (width <= 0) return f.keep(min(a, b))
  const [left, right] = [f.keep(a), f.keep(b)]
  const overlap = f.keep(max(sub(width, abs(sub(left, right))), 0))
  return f.keep(sub(min(left, right), mul(mul(overlap, overlap), 0.25 / width)))
}

export function smoothMax(f: FunctionWriter, a: Lanes, b: Lanes, width: number): Lanes {
  if (width <= 0) return f.keep(max(a, b))
  return f.keep(negate(smoothMin(f, f.keep(negate(a)), f.keep(negate(b)), width)))
}
