import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { Dtype } from '../../base/model.ts'
import { dtypeBytes } from '../formats/dtype.ts'
import { widen } from '../formats/widen/widen.ts'
import type { WeightLocation } from './weights.ts'

/** A weight to be widened to float32 into the buffer, from byte `at` on. */
export interface WidenTask extends WeightLocation {
  readonly dtype: Dtype
  readonly at: number
}

/** What the thread is sent, and sends back: the buffer travels, it is not copied. */
export interface WidenOrder {
  readonly buffer: ArrayBuffer
  readonly tasks: readonly WidenTask[]
}
export type WidenAnswer = { readonly buffer: ArrayBuffer } | { readonly error: string }

/** What is widened at a time: small enough to stay in the processor's cache. */
const chunk = new Uint8Array(2 ** 20)

parentPort!.on('message', ({ buffer, tasks }: WidenOrder) => {
  const files = new Map<string, number>()
  let answer: WidenAnswer = { buffer }
  try {
    for (const task of tasks) {
      const file = files.get(task.file) ?? openSync(task.file, 'r')
      files.set(task.file, file)
      widenInto(buffer, file, task)
    }
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) }
  } finally {
    for (const file of files.values()) closeSync(file)
  }
  parentPort!.postMessage(answer, 'buffer' in answer ? [buffer] : [])
})

function widenInto(buffer: ArrayBuffer, file: number, { file: path, offset, sizeBytes, dtype, at }: WidenTask): void {
  const step = dtypeBytes[dtype]
  const floats = new Float32Array(buffer, at, sizeBytes / step)
  for (let done = 0; done < sizeBytes; ) {
    const length = Math.min(chunk.length, sizeBytes - done)
    if (readSync(file, chunk, 0, length, offset + done) !== length) throw new Error(`${path} ended before its weights.`)
    const end = done + length
    widen(chunk.subarray(0, length), dtype, floats.subarray(done / step, end / step))
    done = end
  }
}
