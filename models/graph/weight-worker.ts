import { parentPort } from 'node:worker_threads'
import { fillWeights, type WeightTask } from './fill-weights.ts'

/** What the thread is sent, and sends back: the buffer travels, it is not copied. */
export interface WeightOrder {
  readonly buffer: ArrayBuffer
  readonly tasks: readonly WeightTask[]
}
export type WeightAnswer = { readonly buffer: ArrayBuffer } | { readonly error: string }

parentPort!.on('message', ({ buffer, tasks }: WeightOrder) => {
  let answer: WeightAnswer = { buffer }
  try {
    fillWeights(buffer, tasks)
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) }
  }
  parentPort!.postMessage(answer, 'buffer' in answer ? [buffer] : [])
})
