import {
  add,
  and,
  clamp,
  createFunctionWriter,
  type FunctionWriter,
  floor,
  greater,
  integer,
  type Lanes,
  less,
  mul,
  type Point,
  root,
  select,
  squareSum,
  sub,
  toInteger,
  value,
} from './lanes.ts'
import { signed, unsigned, type WasmModule } from './wasm-module.ts'

/**
 * A coarse copy of the field on a grid, which answers in a fraction of the time wherever a point is not near the surface.
 * Header, in 32-bit words: 0–2 lowest corner, 3 one over the cell, 4–6 highest index a cell may start at, 7 the distance below
 * which the grid is not trusted, 8 the cell; integers: 9 address of the bounds, 10 bytes from row to row, 11 from layer to
 * layer, 12 address of the even distances.
 */
const headerWords = { bounds: 9, row: 10, layer: 11, even: 12 } as const

export interface CoarseField {
  readonly headerAddress: number
  /** The grid's value: smooth, off by less than a cell. */
  sample(f: FunctionWriter, p: Point): Lanes
  /** The grid's value, but the exact distance near the surface in lanes where `wanted` is set. */
  smooth(f: FunctionWriter, p: Point, wanted: Lanes): Lanes
  /** The exact distance near the surface; farther away a bound that is never too large. */
  safe(f: FunctionWriter, p: Point): Lanes
}

/** Until a grid is given, distrusting everything sends every point to the exact field. */
export function createCoarseField(module: WasmModule, distance: number): CoarseField {
  const header = module.table([0, 0, 0, 0, 0, 0, 0, 1e30, 0, 0, 0, 0, 0])
  const evenIndex = writeSample(module, header, headerWords.even)
  const boundIndex = writeSample(module, header, headerWords.bounds)
  const word = (f: FunctionWriter, i: number): Lanes =>
    f.keep({ code: [0x41, ...signed(header), 0xfd, 9, 2, ...unsigned(i * 4)] })
  const sample = (f: FunctionWriter, p: Point) => f.call(evenIndex, [p.x, p.y, p.z], 1)[0]!

  const either = (grid: number, far: (f: FunctionWriter, coarse: Lanes) => Lanes): number => {
    const index = module.declare({ parameters: ['v128', 'v128', 'v128', 'v128'], results: ['v128'] })
    const f = createFunctionWriter(module, 4)
    const p = { x: f.parameter(0), y: f.parameter(1), z: f.parameter(2) }
    const [coarse] = f.call(grid, [p.x, p.y, p.z], 1) as [Lanes]
    const near = f.keep(and(less(coarse, word(f, 7)), f.parameter(3)))
    const result = f.variable(far(f, coarse))
    f.ifAny(near, () => {
      const [exact] = f.call(distance, [p.x, p.y, p.z], 1)
      result.set(select(near, exact!, result.get))
    })
    f.finish(index, [result.get])
    return index
  }
  const smoothIndex = either(evenIndex, (_, coarse) => coarse)
  // A field of slope 1 lies above the mean of the corners less their mean distance, at most 0.87 cells; the values themselves
  // are interpolated from a grid twice as coarse where they are above six cells, which the factor allows for.
  const safeIndex = either(boundIndex, (f, coarse) => sub(mul(coarse, 0.85), mul(word(f, 8), 0.87)))
  return {
    headerAddress: header,
    sample,
    smooth: (f, p, wanted) => f.call(smoothIndex, [p.x, p.y, p.z, wanted], 1)[0]!,
    safe: (f, p) => f.call(safeIndex, [p.x, p.y, p.z, integer(-1)], 1)[0]!,
  }
}

/** Trilinear interpolation; outside the grid, the distance to it is added as the other leg of a right triangle. */
function writeSample(module: WasmModule, header: number, addressWord: number): number {
  const index = module.declare({ parameters: ['v128', 'v128', 'v128'], results: ['v128'] })
  const f = createFunctionWriter(module, 3)
  const splat = (i: number): Lanes => f.keep({ code: [0x41, ...signed(header), 0xfd, 9, 2, ...unsigned(i * 4)] })
  const inverse = splat(3)
  const cell = splat(8)
  const axes = [0, 1, 2].map((axis) => {
    const u = f.keep(mul(sub(f.parameter(axis), splat(axis)), inverse))
    const top = splat(4 + axis)
    const inside = f.keep(clamp(u, 0, f.keep(add(top, 1))))
    const start = f.keep(clamp(floor(inside), 0, top))
    return { start, from: f.keep(sub(inside, start)), beyond: f.keep(mul(sub(u, inside), cell)) }
  })
  const asInteger = (lanes: Lanes) => f.keep(toInteger(lanes))
  const times = (lanes: Lanes, word: number): Lanes => ({ code: [...lanes.code, ...splat(word).code, 0xfd, 0xb5, 1] })
  const plus = (a: Lanes, b: Lanes): Lanes => ({ code: [...a.code, ...b.code, 0xfd, 0xae, 1] })
  const four = (lanes: Lanes): Lanes => ({ code: [...lanes.code, 0x41, 2, 0xfd, 0xab, 1] })
  const [ix, iy, iz] = axes.map(({ start }) => asInteger(start)) as [Lanes, Lanes, Lanes]
  const address = f.keep(
    plus(plus(plus(four(ix), times(iy, headerWords.row)), times(iz, headerWords.layer)), splat(addressWord)),
  )
  const lanes = [0, 1, 2, 3].map((lane) => {
    const local = f.local('i32')
    f.statement([...address.code, 0xfd, 27, lane, 0x21, ...unsigned(local)])
    return [0x20, ...unsigned(local)]
  })
  const strides = [headerWords.row, headerWords.layer].map((word) => {
    const local = f.local('i32')
    f.statement([0x41, ...signed(header), 0x28, 2, ...unsigned(word * 4), 0x21, ...unsigned(local)])
    return [0x20, ...unsigned(local)]
  })
  const corner = (x: number, y: number, z: number): Lanes => {
    let gathered: number[] = value(0).code as number[]
    for (const [lane, code] of lanes.entries()) {
      const at = [...code]
      if (y === 1) at.push(...strides[0]!, 0x6a)
      if (z === 1) at.push(...strides[1]!, 0x6a)
      const target = f.local('v128')
      f.statement([...at, ...gathered, 0xfd, 86, 2, ...unsigned(x * 4), lane, 0x21, ...unsigned(target)])
      gathered = [0x20, ...unsigned(target)]
    }
    return { code: gathered }
  }
  const [fx, fy, fz] = axes.map(({ from }) => from) as [Lanes, Lanes, Lanes]
  const blend = (a: Lanes, b: Lanes, t: Lanes) => f.keep(add(a, mul(sub(b, a), t)))
  const layer = (z: number) =>
    blend(blend(corner(0, 0, z), corner(1, 0, z), fx), blend(corner(0, 1, z), corner(1, 1, z), fx), fy)
  const inGrid = blend(layer(0), layer(1), fz)
  const away = f.keep(squareSum(f, ...axes.map(({ beyond }) => beyond)))
  const outside = root(add(mul(inGrid, inGrid), away))
  f.finish(index, [select(greater(away, value(0)), outside, inGrid)])
  return index
}
