import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
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

/** What the thread is sent, and sends back: the buffer travels, it is not copied. */
export interface WeightOrder {
  readonly buffer: ArrayBuffer
  readonly tasks: readonly WeightTask[]
}
export type WeightAnswer = { readonly buffer: ArrayBuffer } | { readonly error: string }

/** What is widened at a time: small enough to stay in the processor's cache. */
const chunk = new Uint8Array(2 ** 20)

parentPort!.on('message', ({ buffer, tasks }: WeightOrder) => {
  const files = new Map<string, number>()
  let answer: WeightAnswer = { buffer }
  try {
    for (const task of tasks) {
      const { from } = task
      if (from instanceof Float32Array) {
        stage(buffer, task, (at, into) => into.set(from.subarray(at, at + into.length)))
        continue
      }
      const file = files.get(from.file) ?? openSync(from.file, 'r')
      files.set(from.file, file)
      stage(buffer, task, (at, into) => readFloats(file, from, at, into))
    }
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) }
  } finally {
    for (const file of files.values()) closeSync(file)
  }
  parentPort!.postMessage(answer, 'buffer' in answer ? [buffer] : [])
})

function stage(buffer: ArrayBuffer, { count, packed, blocked, values, scales }: WeightTask, read: ReadFloats): void {
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
  { file: path, offset, dtype }: WeightLocation & { readonly dtype: Dtype },
  from: number,
  into: Float32Array<ArrayBuffer>,
): void {
  const step = dtypeBytes[dtype]
  const total = into.length * step
  for (let done = 0; done < total; ) {
    const length = Math.min(chunk.length, total - done)
    if (readSync(file, chunk, 0, length, offset + from * step + done) !== length) {
      throw new Error(`${path} ended before its weights.`)
    }
    const end = done + length
    widen(chunk.subarray(0, length), dtype, into.subarray(done / step, end / step))
    done = end
  }
}
