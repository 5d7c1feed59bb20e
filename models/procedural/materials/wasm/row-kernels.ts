import { WorkspaceError } from '../../../../base/error.ts'
import {
  abs,
  add,
  type Lanes,
  less,
  min,
  mul,
  root,
  select,
  sub,
  toInteger,
  value,
} from '../../forms/compiler/lanes.ts'
import { createWasmModule, signed, unsigned, type WasmModule } from '../../forms/compiler/wasm-module.ts'
import { loadSplat, plus, shuffleLanes, writeRowKernel } from './row-kernel.ts'

/**
 * Noise for a whole row of pixels at once, in WebAssembly: four pixels at a time in 32-bit floats, the same bits on every
 * machine. Rows and tables lie in the module's memory; addresses are in bytes, counts in numbers.
 */
export interface RowKernels {
  /** The memory as numbers. */
  readonly floats: Float32Array
  readonly integers: Int32Array
  /** The address of that many 32-bit numbers, 0 at first. All are given back by `reset`. */
  allocate(count: number): number
  reset(): void
  /**
   * What each column of lattice points adds near a row of pixels: slope and offset along x, interleaved. `gradients` are four
   * planes, `stride` bytes apart: x and y of the lattice row above, x and y of the one below.
   */
  columns(
    count: number,
    gradients: number,
    stride: number,
    out: number,
    amplitude: number,
    fy: number,
    sy: number,
  ): void
  /** Adds an octave to a row: for each pixel the address of its left column and its place in the cell, 0..1. */
  octave(count: number, row: number, columnOf: number, fractions: number): void
  /** Adds an octave of crests, each weighed by the coarser ones: `weights` is 1 at first. */
  ridge(count: number, row: number, columnOf: number, fractions: number, weights: number, amplitude: number): void
  /**
   * Distance to the nearest feature point and its address, for pixels at `xs` (in columns). `points` is the address, in the
   * lattice row above, of the point that belongs to column −1; `down` is the row's place in columns.
   */
  nearest(
    count: number,
    xs: number,
    distances: number,
    found: number,
    points: number,
    stride: number,
    down: number,
  ): void
}

/** Every trait on a material of 4096 px takes 13 MB; what is never touched costs nothing. */
const HEAP_BYTES = 32 * 2 ** 20

/** Compiles the kernels: once for each thread. */
export function createRowKernels(): RowKernels {
  const module = createWasmModule({ heapBytes: HEAP_BYTES })
  writeColumns(module)
  writeOctave(module)
  writeRidge(module)
  writeNearest(module)
  const { bytes, heapStart } = module.finish()
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const { buffer } = exports['memory'] as WebAssembly.Memory
  const floats = new Float32Array(buffer)
  let end = heapStart
  return {
    ...(exports as unknown as Pick<RowKernels, 'columns' | 'octave' | 'ridge' | 'nearest'>),
    floats,
    integers: new Int32Array(buffer),
    allocate(count) {
      const at = end
      // The kernels work in fours and may run over by three.
      end += Math.ceil(count / 4 + 1) * 16
      if (end > buffer.byteLength) {
        throw new WorkspaceError('internal', `The noise of a material does not fit in ${HEAP_BYTES} bytes.`)
      }
      return at
    },
    reset() {
      floats.fill(0, heapStart / 4, end / 4)
      end = heapStart
    },
  }
}

function writeColumns(module: WasmModule): void {
  // planes, stride (bytes), out; amplitude, fy, sy
  writeRowKernel(module, { name: 'columns', steps: [16, 0, 32], floats: 3 }, (f, io, [amplitude, fy, sy]) => {
    const plane = (i: number): Lanes => ({
      code: [...io.address(0), ...io.address(1), 0x41, ...signed(i), 0x6c, 0x6a, 0xfd, 0, 2, 0],
    })
    const mixed = (top: Lanes, bottom: Lanes) => {
      const from = f.keep(top)
      return f.keep(mul(add(from, mul(sub(bottom, from), sy!)), amplitude!))
    }
    const slope = mixed(plane(0), plane(2))
    const offset = mixed(mul(plane(1), fy!), mul(plane(3), sub(fy!, 1)))
    io.store(2, shuffleLanes(slope, offset, [0, 4, 1, 5]))
    io.store(2, shuffleLanes(slope, offset, [2, 6, 3, 7]), 16)
  })
}

type Body = Parameters<typeof writeRowKernel>[2]

/** Gradient noise at four pixels: their columns' slopes and offsets, gathered and mixed by the quintic fade. */
function gradientNoise([f, io]: Parameters<Body>, columnOf: number, fractions: number): Lanes {
  const cell = (lane: number) =>
    f.keep({ code: [...io.address(columnOf), 0x28, 2, ...unsigned(lane * 4), 0xfd, 0, 2, 0] })
  const cells = [0, 1, 2, 3].map(cell)
  const [a, b, c, d] = cells as [Lanes, Lanes, Lanes, Lanes]
  // Four of (slope, offset, next slope, next offset) → four of each.
  const [lowLeft, highLeft] = [f.keep(shuffleLanes(a, b, [0, 4, 1, 5])), f.keep(shuffleLanes(c, d, [0, 4, 1, 5]))]
  const [lowRight, highRight] = [f.keep(shuffleLanes(a, b, [2, 6, 3, 7])), f.keep(shuffleLanes(c, d, [2, 6, 3, 7]))]
  const pair = (low: Lanes, high: Lanes, second: boolean) =>
    shuffleLanes(low, high, second ? [2, 3, 6, 7] : [0, 1, 4, 5])
  const x = f.keep(io.load(fractions))
  const left = f.keep(add(mul(pair(lowLeft, highLeft, false), x), pair(lowLeft, highLeft, true)))
  const right = add(mul(pair(lowRight, highRight, false), sub(x, 1)), pair(lowRight, highRight, true))
  const fade = mul(mul(mul(x, x), x), add(mul(x, sub(mul(x, 6), 15)), 10))
  return f.keep(add(left, mul(sub(right, left), fade)))
}

function writeOctave(module: WasmModule): void {
  writeRowKernel(module, { name: 'octave', steps: [16, 16, 16], floats: 0 }, (...at) => {
    const [, io] = at
    io.store(0, add(io.load(0), gradientNoise(at, 1, 2)))
  })
}

function writeRidge(module: WasmModule): void {
  writeRowKernel(module, { name: 'ridge', steps: [16, 16, 16, 16], floats: 1 }, (...at) => {
    const [f, io, [amplitude]] = at
    const n = f.keep(sub(1, abs(gradientNoise(at, 1, 2))))
    const crest = f.keep(mul(mul(n, n), io.load(3)))
    io.store(0, add(io.load(0), mul(crest, amplitude!)))
    io.store(3, min(mul(crest, 2), 1))
  })
}

function writeNearest(module: WasmModule): void {
  // xs, distances, found, points, stride (bytes); down
  writeRowKernel(module, { name: 'nearest', steps: [16, 16, 16, 0, 0], floats: 1 }, (f, io, [down]) => {
    const x = f.keep(io.load(0))
    const columns = f.keep(toInteger(x))
    const near = f.variable(value(1e9))
    const found = f.variable(value(0))
    const address = f.local('i32')
    const end = f.local('i32')
    const get = (local: number) => [0x20, ...unsigned(local)]
    const pointsAt = (lane: number) => [
      ...io.address(3),
      ...columns.code,
      ...[0xfd, 27, lane],
      ...[0x41, ...signed(8), 0x6c, 0x6a],
    ]
    // From the column before that of the first pixel to the one after that of the last.
    f.statement([...pointsAt(0), 0x21, ...unsigned(address), ...pointsAt(3), ...plus(24), 0x21, ...unsigned(end)])
    f.statement([0x03, 0x40])
    for (let row = 0; row < 3; row++) {
      const at = f.local('i32')
      f.statement([...get(address), ...io.address(4), 0x41, ...signed(row), 0x6c, 0x6a, 0x21, ...unsigned(at)])
      const dx = f.keep(sub(x, loadSplat(get(at))))
      const dy = f.keep(sub(down!, loadSplat(get(at), 4)))
      const squared = f.keep(add(mul(dx, dx), mul(dy, dy)))
      const nearer = f.keep(less(squared, near.get))
      found.set(select(nearer, { code: [...get(at), 0xfd, 17] }, found.get))
      near.set(min(near.get, squared))
    }
    f.statement([...get(address), ...plus(8), 0x22, ...unsigned(address), ...get(end), 0x48, 0x0d, 0, 0x0b])
    io.store(1, root(near.get))
    io.store(2, found.get)
  })
}
