import { type CoarseField, createCoarseField } from './coarse-field.ts'
import {
  add,
  and,
  andNot,
  clamp,
  createFunctionWriter,
  div,
  type FunctionWriter,
  greater,
  integer,
  type Lanes,
  less,
  max,
  min,
  mul,
  type Point,
  root,
  select,
  squareSum,
  sub,
  value,
} from './lanes.ts'
import { createMarch } from './march.ts'
import type { DistanceFunctions } from './node-distance.ts'
import { signed, unsigned, type WasmModule } from './wasm-module.ts'

/**
 * Loops over arrays of points or rays in the module's memory, four at a time. Arrays are planes of floats: the argument
 * `at` is the byte address of the first plane, `stride` the bytes from one plane to the next; counts are multiples of four.
 */
export function writeKernels(module: WasmModule, { distance, surface }: DistanceFunctions): CoarseField {
  const coarse = createCoarseField(module, distance)
  const distanceAt = (f: FunctionWriter, p: Point) => f.call(distance, [p.x, p.y, p.z], 1)[0]!

  // planes: x, y, z → distance
  kernel(module, 'distances', 0, (f, plane) => {
    plane.store(3, distanceAt(f, plane.point(0)))
  })

  // planes: x, y, z → distance, material (32-bit integer)
  kernel(module, 'surfaces', 0, (f, plane) => {
    const p = plane.point(0)
    const [d, material] = f.call(surface, [p.x, p.y, p.z], 2)
    plane.store(3, d!)
    plane.store(4, material!)
  })

  // planes: x, y, z → nx, ny, nz; step. Central differences: their error falls with the square of the step.
  kernel(module, 'normals', 1, (f, plane, [step]) => {
    const p = plane.point(0)
    const parts = (['x', 'y', 'z'] as const).map((axis) => {
      const ahead = distanceAt(f, { ...p, [axis]: f.keep(add(p[axis], step!)) })
      const behind = distanceAt(f, { ...p, [axis]: f.keep(sub(p[axis], step!)) })
      return f.keep(sub(ahead, behind))
    })
    const scale = f.keep(div(value(1), max(root(squareSum(f, ...parts)), 1e-20)))
    for (const [i, part] of parts.entries()) plane.store(3 + i, mul(part, scale))
  })

  // planes: origin 3, direction 3, start → hit distance, end; pixel size at 1 m. A miss ends at or beyond `end`.
  kernel(module, 'trace', 1, (f, plane, [pixel]) => {
    const o = plane.point(0)
    const d = plane.point(3)
    const end = f.keep(plane.load(7))
    const march = createMarch(f, plane.load(6), end)
    const here = () => along(f, o, d, march.t)
    const live = f.variable(less(march.t, end))
    const last = f.variable(value(0))
    loopWhile(f, 200, live.get, () => {
      const near = coarse.safe(f, here())
      last.set(select(live.get, near, last.get))
      const overshot = march.overshot(near)
      // A ray has arrived when the surface is nearer than a quarter of a pixel.
      const arrived = andNot(less(near, max(mul(mul(pixel!, march.t), 0.25), 2e-5)), overshot)
      live.set(andNot(live.get, arrived))
      march.advance(near, overshot, live.get)
      live.set(and(live.get, less(march.t, end)))
    })
    // Without the tolerance: a step, then where the line through both distances meets zero. At grazing angles a plain step
    // gains little; where distances do not fall the ray only passes by, and stays.
    const t = f.variable(march.t)
    const hit = f.keep(less(t.get, end))
    const first = last.get
    t.set(add(t.get, and(first, hit)))
    for (let i = 0, before = first; i < 2; i++) {
      const near = distanceAt(f, along(f, o, d, t.get))
      const fall = f.keep(sub(before, near))
      // Only a real fall divides well: just inside a flat face both distances are negative and may be equal.
      const steep = greater(mul(fall, 12), max(before, 1e-7))
      const step = f.keep(select(steep, div(mul(near, before), fall), near))
      t.set(add(t.get, and(hit, step)))
      before = near
    }
    plane.store(6, t.get)
  })

  // planes: point 3, direction 3, start → light that arrives (0…1), end; angular radius of the light, the distance up to which
  // the exact field is asked (farther off, the penumbra is wider than the grid's cells), and the shortest step worth taking.
  kernel(module, 'shadows', 3, (f, plane, [radius, exactReach, finest]) => {
    const o = plane.point(0)
    const d = plane.point(3)
    const end = f.keep(plane.load(7))
    const t = f.variable(plane.load(6))
    const least = f.variable(value(1))
    const live = f.variable(less(t.get, end))
    // The step to this sample and the one before it, the last sample's share, and how steeply it changed up to there.
    const step = f.variable(value(1))
    const earlier = f.variable(value(1))
    // Before the first sample: low, so that it is no turn.
    const before = f.variable(value(-1e9))
    const slope = f.variable(value(0))
    // Coarser where each sample costs an evaluation of the field: the parabola keeps penumbras smooth there too.
    const shortest = (exact: Lanes) => max(mul(mul(t.get, radius!), select(exact, 0.5, 0.35)), finest!)
    loopWhile(f, 80, live.get, () => {
      const exact = f.keep(less(t.get, exactReach!))
      const near = coarse.smooth(f, along(f, o, d, t.get), and(live.get, exact))
      // How much of the light's disc is still free: −1 all hidden, 1 all free (Quilez, soft shadows).
      const share = f.keep(div(near, mul(t.get, radius!)))
      // The narrowest place lies between samples: the vertex of the parabola through three of them.
      const rise = f.keep(div(sub(share, before.get), step.get))
      const bend = f.keep(div(sub(rise, slope.get), add(step.get, earlier.get)))
      const tilt = f.keep(add(slope.get, mul(bend, earlier.get)))
      const turned = f.keep(and(less(slope.get, value(0)), greater(rise, value(0))))
      // Among short steps it is no deeper than this; long steps through the free, or over a jump of the field, would give anything.
      const depth = min(div(mul(tilt, tilt), mul(bend, 4)), 0.15)
      const lowest = select(turned, sub(before.get, depth), share)
      least.set(select(live.get, min(least.get, min(share, lowest)), least.get))
      slope.set(rise)
      earlier.set(step.get)
      before.set(share)
      // Free is what lies outside the cone of the light that still arrives: only there the share could become less.
      const cone = f.keep(mul(radius!, max(least.get, 0)))
      const room = div(sub(near, mul(cone, t.get)), add(cone, 1))
      step.set(max(room, shortest(exact)))
      t.set(add(t.get, step.get))
      live.set(and(live.get, and(less(t.get, end), greater(least.get, value(-1)))))
    })
    const s = f.keep(clamp(least.get, -1, 1))
    const free = add(s, 1)
    plane.store(6, mul(mul(mul(free, free), sub(2, s)), 0.25))
  })

  // planes: point 3, direction 3, start → openness (0…1); reach, width. A cone of this half-width (its tangent).
  for (const [name, shares] of [
    ['cones', [0.14, 0.3, 0.58, 1]],
    ['fineCones', [0.06, 0.14, 0.3, 0.58, 1]],
  ] as const) {
    kernel(module, name, 2, (f, plane, [reach, width]) => {
      const o = plane.point(0)
      const d = plane.point(3)
      const open = f.variable(value(1))
      for (const share of shares) {
        const t = f.keep(mul(reach!, share))
        const p = along(f, o, d, t)
        const near = name === 'fineCones' && share < 0.2 ? coarse.smooth(f, p, integer(-1)) : coarse.sample(f, p)
        open.set(min(open.get, div(near, mul(t, width!))))
      }
      plane.store(6, clamp(open.get, 0, 1))
    })
  }

  writePointFunction(module, distance)
  return coarse
}

function along(f: FunctionWriter, o: Point, d: Point, t: Lanes): Point {
  return f.keepPoint({ x: add(o.x, mul(d.x, t)), y: add(o.y, mul(d.y, t)), z: add(o.z, mul(d.z, t)) })
}

interface Planes {
  load(plane: number): Lanes
  point(firstPlane: number): Point
  store(plane: number, lanes: Lanes): void
}

/** (count, at, stride, …floats): `body` once for each four. */
function kernel(
  module: WasmModule,
  name: string,
  floats: number,
  body: (f: FunctionWriter, planes: Planes, uniforms: Lanes[]) => void,
): void {
  const parameters = [...(['i32', 'i32', 'i32'] as const), ...Array.from({ length: floats }, () => 'f32' as const)]
  const index = module.declare({ parameters, results: [] }, name)
  const f = createFunctionWriter(module, parameters.length)
  const address = f.local('i32')
  const end = f.local('i32')
  const get = (local: number) => [0x20, ...unsigned(local)]
  const uniforms = Array.from({ length: floats }, (_, i) => f.keep({ code: [...get(3 + i), 0xfd, 19] }))
  // end = at + count · 4; nothing to do when count is 0
  f.statement([
    ...get(1),
    0x22,
    ...unsigned(address),
    ...get(0),
    0x41,
    ...signed(4),
    0x6c,
    0x6a,
    0x21,
    ...unsigned(end),
  ])
  f.statement([...get(0), 0x45, 0x04, 0x40, 0x0f, 0x0b])
  f.statement([0x03, 0x40])
  const planeAddress = (plane: number) => [...get(address), ...get(2), 0x41, ...signed(plane), 0x6c, 0x6a]
  body(
    f,
    {
      load: (plane) => ({ code: [...planeAddress(plane), 0xfd, 0, 2, 0] }),
      point(first) {
        return f.keepPoint({ x: this.load(first), y: this.load(first + 1), z: this.load(first + 2) })
      },
      store: (plane, lanes) => f.statement([...planeAddress(plane), ...lanes.code, 0xfd, 11, 2, 0]),
    },
    uniforms,
  )
  f.statement([
    ...get(address),
    0x41,
    ...signed(16),
    0x6a,
    0x22,
    ...unsigned(address),
    ...get(end),
    0x49,
    0x0d,
    0,
    0x0b,
  ])
  f.finish(index, [])
}

/** Repeats while any lane of `mask` is set, at most `limit` times. */
function loopWhile(f: FunctionWriter, limit: number, mask: Lanes, body: () => void): void {
  const counter = f.local('i32')
  const at = unsigned(counter)
  f.statement([0x41, ...signed(limit), 0x21, ...at])
  f.statement([0x02, 0x40, 0x03, 0x40])
  f.statement([...mask.code, 0xfd, 83, 0x45, 0x0d, 1])
  body()
  f.statement([0x20, ...at, 0x41, ...signed(1), 0x6b, 0x22, ...at, 0x0d, 0, 0x0b, 0x0b])
}

/** distance(x, y, z) of plain numbers, for callers with single points. */
function writePointFunction(module: WasmModule, distance: number): void {
  const index = module.declare({ parameters: ['f32', 'f32', 'f32'], results: ['f32'] }, 'distance')
  const f = createFunctionWriter(module, 3)
  const [x, y, z] = [0, 1, 2].map((i) => f.keep({ code: [0x20, i, 0xfd, 19] }))
  const [d] = f.call(distance, [x!, y!, z!], 1)
  f.finish(index, [{ code: [...d!.code, 0xfd, 31, 0] }])
}
