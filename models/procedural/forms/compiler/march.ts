import {
  add,
  and,
  clamp,
  div,
  type FunctionWriter,
  greater,
  type Lanes,
  less,
  max,
  mul,
  select,
  sub,
  value,
} from './lanes.ts'

/** How much of the last change of the free radius is believed to go on. */
const trust = 0.3
/** Free radii are not believed to grow faster than this along a ray: steps of at most four times the radius. */
const fastest = 0.5

/** A point that moves along a ray through a field of free radii; see `createMarch`. */
export interface March {
  readonly t: Lanes
  /** Whether the last step was so long that what lies between its ends is not known to be free; `free` is the radius behind. */
  overshot(free: Lanes): Lanes
  /** Steps on by a length guessed from `free`, in lanes that are `live`; where `overshot`, goes back to where the old radius ends. */
  advance(free: Lanes, overshot: Lanes, live: Lanes): void
}

/**
 * Sphere tracing with longer steps than the free radius: how the radius changed tells where the next free sphere will just
 * touch this one, and if the two do not meet the step is taken back (Bálint & Valasek, "Automatic step size relaxation in
 * sphere tracing", 2023). What is found is the same; pictures of forms take a sixth fewer evaluations.
 */
export function createMarch(f: FunctionWriter, start: Lanes, end: Lanes): March {
  const t = f.variable(start)
  const step = f.variable(value(0))
  const before = f.variable(value(0))
  const rise = f.variable(value(-1))
  return {
    t: t.get,
    overshot: (free) => f.keep(greater(step.get, add(before.get, max(free, 0)))),
    advance(free, overshot, live) {
      const change = div(sub(free, before.get), max(step.get, 1e-9))
      const moved = f.keep(greater(step.get, value(0)))
      const believed = f.keep(add(mul(rise.get, 1 - trust), mul(clamp(change, -1, fastest), trust)))
      const slope = f.keep(select(moved, believed, -1))
      const long = f.keep(mul(free, div(value(2), sub(1, slope))))
      // A long step past the end would leave unseen what lies before it.
      const ahead = f.keep(select(less(add(t.get, long), end), long, free))
      t.set(add(t.get, and(select(overshot, sub(before.get, step.get), ahead), live)))
      step.set(select(overshot, before.get, ahead))
      before.set(select(overshot, before.get, free))
      rise.set(select(overshot, value(-1), slope))
    },
  }
}
