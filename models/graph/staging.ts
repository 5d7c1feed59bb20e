import { Worker } from 'node:worker_threads'
import { WorkspaceError } from '../../base/error.ts'
import type { GraphWeight } from './graph.ts'
import { weightReader, weightSize } from './weight-bytes.ts'
import type { WidenAnswer, WidenOrder, WidenTask } from './weight-worker.ts'
import type { WeightSource } from './weights.ts'

/** The bytes of a part's weights by name, until the next part's are asked for. */
export type StagedWeights = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** Reads and widens weights in a thread of its own, while the runtime packs those of the part before. */
export interface Staging extends AsyncDisposable {
  /** Begins with a part; `ready` waits for it. At most two parts are under way at a time. */
  begin(weights: readonly GraphWeight[]): { ready(): Promise<StagedWeights> }
  /** Takes back the memory of the part that was packed last. */
  release(staged: StagedWeights): void
}

/** Every weight begins on a cache line of its own. */
const lineBytes = 64

export function openStaging(source: WeightSource): Staging {
  const read = weightReader(source)
  let worker: Worker | undefined
  let last = Promise.resolve<unknown>(undefined)
  const free: ArrayBuffer[] = []
  const buffers = new Map<StagedWeights, ArrayBuffer>()

  async function stage(weights: readonly GraphWeight[]): Promise<StagedWeights> {
    const tasks: (WidenTask & { readonly name: string; readonly bytes: number })[] = []
    const staged = new Map<string, Uint8Array<ArrayBuffer>>()
    let at = 0
    for (const weight of weights) {
      const place = weight.form === undefined && weight.rows === undefined ? source.locate(weight.source) : undefined
      if (place === undefined) {
        // Packed, cut out, or with a LoRA in it: computed here.
        staged.set(weight.name, await read(weight))
        continue
      }
      const bytes = weightSize(weight)
      tasks.push({ ...place, name: weight.name, dtype: source.info(weight.source)!.dtype, at, bytes })
      at += Math.ceil(bytes / lineBytes) * lineBytes
    }
    if (tasks.length === 0) return staged
    const place = free.findIndex((each) => each.byteLength >= at)
    const room = place < 0 ? new ArrayBuffer(at) : free.splice(place, 1)[0]!
    worker ??= new Worker(new URL('./weight-worker.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    const buffer = await ask(worker, { buffer: room, tasks })
    for (const { name, at: from, bytes } of tasks) staged.set(name, new Uint8Array(buffer, from, bytes))
    buffers.set(staged, buffer)
    return staged
  }

  return {
    begin(weights) {
      const result = last.then(() => stage(weights))
      last = result.catch(() => {})
      return { ready: () => result }
    },
    release(staged) {
      const buffer = buffers.get(staged)
      if (buffer === undefined) return
      buffers.delete(staged)
      free.push(buffer)
    },
    async [Symbol.asyncDispose]() {
      await last
      await worker?.terminate()
      // Frees it at once rather than at some later collection.
      for (const buffer of [...free, ...buffers.values()]) buffer.transfer(0)
    },
  }
}

function ask(worker: Worker, order: WidenOrder): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
    }
    const onMessage = (answer: WidenAnswer) => {
      settle()
      if ('buffer' in answer) resolve(answer.buffer)
      else reject(new WorkspaceError('corrupt-file', `The weights cannot be read: ${answer.error}`))
    }
    const onError = (error: Error) => {
      settle()
      reject(error)
    }
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage(order, [order.buffer])
  })
}
