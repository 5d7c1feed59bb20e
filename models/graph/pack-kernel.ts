import {
  abs,
  add,
  and,
  div,
  integer,
  type Lanes,
  less,
  max,
  min,
  mul,
  nearest,
  negate,
  or,
  select,
  toInteger,
} from '../procedural/forms/compiler/lanes.ts'
import { createWasmModule, unsigned } from '../procedural/forms/compiler/wasm-module.ts'
import { shuffleLanes, writeRowKernel } from '../procedural/materials/wasm/row-kernel.ts'
import { blockSize } from './quantize.ts'

/** Values that are packed at a time, at most: a megabyte of floats stays in a core's second-level cache. */
export const packChunk = 2 ** 18

export interface PackKernel {
  /** Where the values to pack are put. */
  readonly floats: Float32Array<ArrayBuffer>
  /** Packs the first 32·count values: two's complement plus 2^(bits − 1), a scale for each 32. The views last until the next call. */
  blocks(count: number, bits: 4 | 8): { readonly values: Uint8Array; readonly scales: Float32Array }
  /** The largest magnitude of the first `count` values. */
  largest(count: number): number
  /** The first `count` values times `inverse`, to the nearest whole number. The view lasts until the next call. */
  channel(count: number, inverse: number): Uint8Array
}

let kernel: PackKernel | undefined

/** Packing to 8 and 4 bits as WebAssembly SIMD, four values at a time; compiled when first asked for. */
export function packKernel(): PackKernel {
  kernel ??= createPackKernel()
  return kernel
}

function createPackKernel(): PackKernel {
  const module = createWasmModule({ heapBytes: packChunk * 5 + (packChunk / blockSize) * 4 + 16 })
  // A round of these is a block, of which a row kernel counts four.
  writeRowKernel(module, { name: 'blocks8', steps: [128, 32, 4], floats: 0 }, (f, io) => {
    const whole = packedBlock(f, io, 8)
    for (const half of [0, 1]) {
      const [a, b, c, d] = whole.slice(4 * half) as [Lanes, Lanes, Lanes, Lanes]
      io.store(1, narrow(narrow(a, b, toSigned16), narrow(c, d, toSigned16), toUnsigned8), 16 * half)
    }
  })
  writeRowKernel(module, { name: 'blocks4', steps: [128, 16, 4], floats: 0 }, (f, io) => {
    const whole = packedBlock(f, io, 4)
    const halves = [0, 1].map((half) => {
      const [a, b, c, d] = whole.slice(4 * half) as [Lanes, Lanes, Lanes, Lanes]
      const bytes = f.keep(narrow(narrow(a, b, toSigned16), narrow(c, d, toSigned16), toUnsigned8))
      // In each 16 bits: the second byte into the upper half of the first.
      return and(or(bytes, { code: [...bytes.code, 0x41, 4, ...shiftRight16] }), integer(0x00ff00ff))
    }) as [Lanes, Lanes]
    io.store(1, narrow(...halves, toUnsigned8))
  })
  // A round of these is sixteen values.
  writeRowKernel(module, { name: 'largest', steps: [64, 0], floats: 0 }, (_, io) => {
    const [a, b, c, d] = [0, 16, 32, 48].map((offset) => abs(io.load(0, offset))) as [Lanes, Lanes, Lanes, Lanes]
    io.store(1, max(io.load(1), max(max(a, b), max(c, d))))
  })
  writeRowKernel(module, { name: 'channel', steps: [64, 16], floats: 1 }, (_, io, [inverse]) => {
    const whole = [0, 16, 32, 48].map((offset) => toInteger(nearest(mul(io.load(0, offset), inverse!))))
    const [a, b, c, d] = whole as [Lanes, Lanes, Lanes, Lanes]
    io.store(1, narrow(narrow(a, b, toSigned16), narrow(c, d, toSigned16), toSigned8))
  })
  const { bytes, heapStart } = module.finish()
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const { buffer } = exports['memory'] as WebAssembly.Memory
  const call = (name: string, ...numbers: number[]) => (exports[name] as (...numbers: number[]) => void)(...numbers)
  const floats = new Float32Array(buffer, heapStart, packChunk)
  const values = new Uint8Array(buffer, heapStart + 4 * packChunk, packChunk)
  const scales = new Float32Array(buffer, values.byteOffset + packChunk, packChunk / blockSize)
  const greatest = new Float32Array(buffer, scales.byteOffset + scales.byteLength, 4)
  /** Values up to the next sixteen are zeros: they change no largest value, and what becomes of them is not read. */
  const padded = (count: number) => {
    floats.fill(0, count, Math.ceil(count / 16) * 16)
    return Math.ceil(count / 16) * 4
  }
  return {
    floats,
    blocks(count, bits) {
      call(`blocks${bits}`, 4 * count, floats.byteOffset, values.byteOffset, scales.byteOffset)
      return { values: values.subarray(0, (count * blockSize * bits) / 8), scales: scales.subarray(0, count) }
    },
    largest(count) {
      greatest.fill(0)
      call('largest', padded(count), floats.byteOffset, greatest.byteOffset)
      return Math.max(...greatest)
    },
    channel(count, inverse) {
      call('channel', padded(count), floats.byteOffset, values.byteOffset, inverse)
      return values.subarray(0, count)
    },
  }
}

type Body = Parameters<typeof writeRowKernel>[2]

/** A block's 32 values as whole numbers from 0 on, in eight vectors; its scale is written. */
function packedBlock(f: Parameters<Body>[0], io: Parameters<Body>[1], bits: 4 | 8): Lanes[] {
  const half = 2 ** (bits - 1)
  const values = Array.from({ length: 8 }, (_, n) => f.keep(io.load(0, 16 * n)))
  const across = (lanes: Lanes, pick: typeof max) => {
    const pairs = f.keep(pick(lanes, shuffleLanes(lanes, lanes, [2, 3, 0, 1])))
    return f.keep(pick(pairs, shuffleLanes(pairs, pairs, [1, 0, 3, 2])))
  }
  const highest = across(f.keep(values.reduce((a, b) => max(a, b))), max)
  const lowest = across(f.keep(values.reduce((a, b) => min(a, b))), min)
  const extreme = select(less(highest, negate(lowest)), lowest, highest)
  const scale = f.keep(mul(extreme, -1 / half))
  f.statement([...io.address(2), ...scale.code, ...storeFirst32])
  const inverse = f.keep(and(div(1, scale), less(0, abs(scale))))
  return values.map((value) => toInteger(min(add(nearest(mul(value, inverse)), half), 2 * half - 1)))
}

/** v128.store32_lane, lane 0 */
const storeFirst32 = [0xfd, 0x5a, 2, 0, 0]
/** i16x8.shr_u */
const shiftRight16 = [0xfd, ...unsigned(0x8d)]
/** i16x8.narrow_i32x4_s, i8x16.narrow_i16x8_u and _s: out of range becomes the nearest end. */
const toSigned16 = 0x85
const toUnsigned8 = 0x66
const toSigned8 = 0x65

function narrow(a: Lanes, b: Lanes, operation: number): Lanes {
  return { code: [...a.code, ...b.code, 0xfd, ...unsigned(operation)] }
}
