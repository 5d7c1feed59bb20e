import { closeSync, openSync, readSync } from 'node:fs'
import type { Dtype } from '../../base/model.ts'
import { dtypeBytes } from '../formats/dtype.ts'
import { widen } from '../formats/widen/widen.ts'
import { type BlockedFilters, blockFilters } from './block-filters.ts'
import type { WeightForm } from './graph.ts'
import { packBlocks, packChannels, type ReadFloats } from './pack-weights.ts'
import type { WeightLocation } from './weights.ts'

/** A weight to be put into the buffer as float32, in blocks, or packed. */
export interface WeightTask {
  /** Values that lie in a file, or that were computed. */
  readonly from: (WeightLocation & { readonly dtype: Dtype }) | Float32Array
  /** Elements. */
  readonly count: number
  readonly packed?: Pick<WeightForm, 'bits' | 'rows'>
  readonly blocked?: BlockedFilters
  /** Where values and scales begin in the buffer, and how many bytes they take. Both for what is packed, else only `values`. */
  readonly values: Stretch
  readonly scales?: Stretch
}

export interface Stretch {
  readonly at: number
  readonly bytes: number
}

/** What is widened at a time: small enough to stay in the processor's cache. */
const chunkBytes = 2 ** 18

/** Reads, widens and packs weights into a buffer, each at its place. */
export function fillWeights(buffer: ArrayBuffer, tasks: readonly WeightTask[]): void {
  const files = new Map<string, number>()
  const chunk = new Uint8Array(chunkBytes)
  try {
    for (const task of tasks) {
      const { from } = task
      if (from instanceof Float32Array) {
        fill(buffer, task, (at, into) => into.set(from.subarray(at, at + into.length)))
        continue
      }
      const file = files.get(from.file) ?? openSync(from.file, 'r')
      files.set(from.file, file)
      fill(buffer, task, (at, into) => readFloats(file, { ...from, at, chunk }, into))
    }
  } finally {
    for (const file of files.values()) closeSync(file)
  }
}

function fill(buffer: ArrayBuffer, { count, packed, blocked, values, scales }: WeightTask, read: ReadFloats): void {
  if (blocked !== undefined) {
    blockFilters(read, blocked, new Float32Array(buffer, values.at, count))
    return
  }
  if (packed === undefined || scales === undefined) {
    read(0, new Float32Array(buffer, values.at, count))
    return
  }
  const { bits, rows } = packed
  const columns = count / rows
  const into = {
    values: new Uint8Array(buffer, values.at, values.bytes),
    scales: new Float32Array(buffer, scales.at, scales.bytes / 4),
  }
  if (bits === 'channels') packChannels(read, { rows, columns }, into)
  else packBlocks(read, { rows, columns, bits }, into)
}

function readFloats(
  file: number,
  {
    file: path,
    offset,
    dtype,
    at,
    chunk,
  }: WeightLocation & { readonly dtype: Dtype; readonly at: number; readonly chunk: Uint8Array },
  into: Float32Array<ArrayBuffer>,
): void {
  const step = dtypeBytes[dtype]
  const total = into.length * step
  for (let done = 0; done < total; ) {
    const length = Math.min(chunk.length, total - done)
    if (readSync(file, chunk, 0, length, offset + at * step + done) !== length) {
      throw new Error(`${path} ended before its weights.`)
    }
    const end = done + length
    widen(chunk.subarray(0, length), dtype, into.subarray(done / step, end / step))
    done = end
  }
}
