import { createWasmModule, signed, unsigned } from '../procedural/forms/compiler/wasm-module.ts'
import type { ReadFloats } from './pack-weights.ts'

/** In blocks of how many channels ONNX Runtime computes convolutions: 8, or 16 with AVX-512 and on Arm. */
export const blockSizes = [8, 16] as const

/** A convolution's weight and how it is blocked. */
export interface BlockedFilters {
  /** Output and input channels, whole multiples of `block`. */
  readonly out: number
  readonly into: number
  /** Places of the kernel: 9 for 3 × 3. */
  readonly kernel: number
  readonly block: (typeof blockSizes)[number]
}

/**
 * [out, into, kernel] → [out/b, into/b, kernel, b of into, b of out] (onnxruntime, MlasReorderFilterOIHWBiBo), a block of output
 * channels at a time.
 */
export function blockFilters(
  read: ReadFloats,
  { out, into, kernel, block }: BlockedFilters,
  target: Float32Array<ArrayBuffer>,
): void {
  const row = into * kernel
  const { source, result, gather } = blockKernel(block * row)
  for (let o = 0; o < out; o += block) {
    read(o * row, source.subarray(0, block * row))
    for (let i = 0; i < into; i += block) {
      for (let k = 0; k < kernel; k++) {
        gather(block, {
          from: source.byteOffset + 4 * (i * kernel + k),
          row: 4 * row,
          step: 4 * kernel,
          to: result.byteOffset + 4 * block * (i * kernel + k * block),
        })
      }
    }
    target.set(result.subarray(0, block * row), o * row)
  }
}

interface BlockKernel {
  readonly source: Float32Array<ArrayBuffer>
  readonly result: Float32Array<ArrayBuffer>
  /** `block` times `block` floats: the inner ones are `row` bytes apart, the outer ones `step`; at `to` they lie side by side. */
  gather(block: number, bytes: { from: number; row: number; step: number; to: number }): void
}

let largest: BlockKernel | undefined

/** WebAssembly SIMD, half the time of plain loops. It is made anew where a larger weight comes. */
function blockKernel(count: number): BlockKernel {
  if (largest === undefined || largest.source.length < count) largest = createBlockKernel(count)
  return largest
}

function createBlockKernel(count: number): BlockKernel {
  const module = createWasmModule({ heapBytes: 8 * count })
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const
  for (const block of blockSizes) {
    module.define(
      module.declare({ parameters, results: [] }, `gather${block}`),
      ['i32', 'v128'],
      [
        ...[0x03, 0x40], // loop
        ...[...get(from), ...set(at)],
        ...Array.from({ length: block / 4 }, (_, n) => [
          ...[...get(at), 0xfd, 0x5c, 2, 0, ...set(lanes)], // v128.load32_zero
          ...[1, 2, 3].flatMap((lane) => [
            ...advance(at, get(row)),
            ...[...get(at), ...get(lanes), 0xfd, 0x56, 2, 0, lane, ...set(lanes)], // v128.load32_lane
          ]),
          ...advance(at, get(row)),
          ...[...get(to), ...get(lanes), 0xfd, 0x0b, 2, ...unsigned(16 * n)], // v128.store
        ]).flat(),
        ...[...advance(from, get(step)), ...advance(to, int(4 * block)), ...advance(left, int(-1))],
        ...[...get(left), 0x0d, 0, 0x0b], // again while some are left
      ],
    )
  }
  const { bytes, heapStart } = module.finish()
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const { buffer } = exports['memory'] as WebAssembly.Memory
  return {
    source: new Float32Array(buffer, heapStart, count),
    result: new Float32Array(buffer, heapStart + 4 * count, count),
    gather(block, { from, row, step, to }) {
      const run = exports[`gather${block}`] as (...numbers: number[]) => void
      run(from, row, step, to, block)
    },
  }
}

/** Locals of a gather: its parameters, the address of the inner loop, four floats. */
const [from, row, step, to, left, at, lanes] = [0, 1, 2, 3, 4, 5, 6]
const get = (local: number) => [0x20, local]
const set = (local: number) => [0x21, local]
const int = (value: number) => [0x41, ...signed(value)]
const advance = (local: number, by: readonly number[]) => [...get(local), ...by, 0x6a, ...set(local)]
