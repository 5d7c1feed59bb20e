import { Worker } from 'node:worker_threads'
import { WorkspaceError } from '../../base/error.ts'
import { fillWeights, type Stretch, type WeightTask } from './fill-weights.ts'
import type { GraphWeight } from './graph.ts'
import { scalesName } from './quantize.ts'
import { storedPlace, weightFloats, weightSize } from './weight-bytes.ts'
import type { WeightAnswer, WeightOrder } from './weight-worker.ts'
import type { WeightSource } from './weights.ts'

/** The bytes of a part's weights by name, until the next part's are asked for. */
export type StagedWeights = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** Reads, widens and packs weights: in a thread of its own while the runtime or the disk has those before, or in this one. */
export interface Staging extends AsyncDisposable {
  /** Begins with a part; `ready` waits for it. At most two parts are under way at a time. */
  begin(weights: readonly GraphWeight[]): { ready(): Promise<StagedWeights> }
  /** Takes back the memory of the part that was used last. */
  release(staged: StagedWeights): void
}

/** Every weight begins on a cache line of its own. */
const lineBytes = 64

export function openStaging(source: WeightSource, { thread = true }: { thread?: boolean } = {}): Staging {
  const filling = thread ? threadFilling() : hereFilling
  let last = Promise.resolve<unknown>(undefined)
  const free: ArrayBuffer[] = []
  const buffers = new Map<StagedWeights, ArrayBuffer>()

  async function stage(weights: readonly GraphWeight[]): Promise<StagedWeights> {
    const { groups, bytes } = layOut(weights)
    const place = free.findIndex((each) => each.byteLength >= bytes)
    let buffer = place < 0 ? new ArrayBuffer(bytes) : free.splice(place, 1)[0]!
    const stored: WeightTask[] = []
    for (const { weight, ...stretches } of groups) {
      const { source: name, form, rows, block, shape: viewed } = weight
      const { dtype, shape } = source.info(name)!
      const count = shape.reduce((all, d) => all * d, 1) * (rows === undefined ? 1 : (rows[1] - rows[0]) / shape[0]!)
      const [out, into] = viewed as [number, number]
      const task = {
        count,
        ...stretches,
        ...(form === undefined ? {} : { packed: form }),
        ...(block === undefined ? {} : { blocked: { out, into, kernel: count / (out * into), block } }),
      }
      const location = storedPlace(source, weight)
      if (location !== undefined) stored.push({ ...task, from: { ...location, dtype } })
      // With a LoRA in it, or with gaps between its elements: one at a time, so that only one is there twice.
      else buffer = await filling.fill({ buffer, tasks: [{ ...task, from: await weightFloats(source, weight) }] })
    }
    buffer = await filling.fill({ buffer, tasks: stored })
    const staged = new Map<string, Uint8Array<ArrayBuffer>>()
    for (const { weight, values, scales } of groups) {
      staged.set(weight.name, new Uint8Array(buffer, values.at, values.bytes))
      if (scales !== undefined) staged.set(scales.name, new Uint8Array(buffer, scales.at, scales.bytes))
    }
    buffers.set(staged, buffer)
    return staged
  }

  return {
    begin(weights) {
      // In this thread nothing is done beside: the part's turn has come when it is asked for, and one buffer does for all.
      if (!thread) return { ready: () => stage(weights) }
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
      await filling[Symbol.asyncDispose]()
      // Frees it at once rather than at some later collection.
      for (const buffer of [...free, ...buffers.values()]) buffer.transfer(0)
    },
  }
}

/** A weight and, where it is packed, its scales, with their places in the buffer. */
interface Group {
  readonly weight: GraphWeight
  readonly values: Stretch
  readonly scales?: Stretch & { readonly name: string }
}

function layOut(weights: readonly GraphWeight[]): { groups: readonly Group[]; bytes: number } {
  let bytes = 0
  const stretch = (weight: GraphWeight): Stretch => {
    const at = bytes
    bytes += Math.ceil(weightSize(weight) / lineBytes) * lineBytes
    return { at, bytes: weightSize(weight) }
  }
  const groups = weights
    .filter(({ form }) => form?.of !== 'scales')
    .map((weight) => {
      const values = stretch(weight)
      if (weight.form === undefined) return { weight, values }
      const scales = weights.find(({ name }) => name === scalesName(weight.name))!
      return { weight, values, scales: { ...stretch(scales), name: scales.name } }
    })
  return { groups, bytes }
}

/** Fills a buffer and gives it back, or another name of the same memory. */
interface Filling extends AsyncDisposable {
  fill(order: WeightOrder): Promise<ArrayBuffer>
}

const hereFilling: Filling = {
  async fill({ buffer, tasks }) {
    try {
      fillWeights(buffer, tasks)
    } catch (error) {
      throw unreadable(error instanceof Error ? error.message : String(error))
    }
    return buffer
  },
  async [Symbol.asyncDispose]() {},
}

function threadFilling(): Filling {
  let worker: Worker | undefined
  return {
    fill(order) {
      worker ??= new Worker(new URL('./weight-worker.ts', import.meta.url), {
        execArgv: ['--disable-warning=ExperimentalWarning'],
      })
      return ask(worker, order)
    },
    async [Symbol.asyncDispose]() {
      await worker?.terminate()
    },
  }
}

function unreadable(message: string): WorkspaceError {
  return new WorkspaceError('corrupt-file', `The weights cannot be read: ${message}`)
}

function ask(worker: Worker, order: WeightOrder): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
    }
    const onMessage = (answer: WeightAnswer) => {
      settle()
      if ('buffer' in answer) resolve(answer.buffer)
      else reject(unreadable(answer.error))
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
