import { widen } from '../models/formats/widen/widen.ts'
import type { Benchmark } from './benchmark.ts'

const VALUES = 2 ** 26

const widenHalves: Benchmark = {
  name: 'widen-halves',
  title: '2^26 float16 weights widened to float32 on one core, into memory that is there already',
  unit: 'ms',
  // Half a billion values a second: the weights of a 2 GB checkpoint in two.
  limit: 134,
  warmUps: 2,
  runs: 9,
  async prepare() {
    const halves = new Uint16Array(VALUES).fill(0x2abc)
    const bytes = new Uint8Array(halves.buffer)
    const floats = new Float32Array(VALUES).fill(1)
    return {
      async measure() {
        const start = performance.now()
        widen(bytes, 'F16', floats)
        return performance.now() - start
      },
      async [Symbol.asyncDispose]() {},
    }
  },
}

export const benchmarks: readonly Benchmark[] = [widenHalves]
