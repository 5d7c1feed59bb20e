import { Worker } from 'node:worker_threads'
import { type ErrorRecord, fromErrorRecord } from '../../base/error.ts'
import type { TensorInfo } from '../../base/model.ts'
import type { OpenedParts, PartsOptions, Values } from './open-parts.ts'
import type { WeightLocation } from './weights.ts'

/** What a thread is started with: the parts, and where their weights lie. */
export interface PartsThreadData extends Pick<PartsOptions, 'parts' | 'wanted' | 'threads' | 'provider'> {
  /** By the source's names; without a place, the thread asks for the values. */
  readonly tensors: ReadonlyMap<string, TensorInfo & { readonly place: WeightLocation | undefined }>
  readonly cancel: Int32Array
}

export type ToPartsThread =
  | { readonly type: 'run'; readonly feeds: Readonly<Record<string, Values>>; readonly cancel: Int32Array }
  /** Without values where they could not be had. */
  | { readonly type: 'floats'; readonly values?: Float32Array }
  | { readonly type: 'close' }

export type FromPartsThread =
  | { readonly type: 'opened' }
  | { readonly type: 'floats-wanted'; readonly name: string }
  | { readonly type: 'results'; readonly results: Record<string, Values> }
  | { readonly type: 'failed'; readonly error: ErrorRecord | { readonly message: string } }

/**
 * Loads parts in a thread of their own, where they stay and are run: packing weights keeps one processor busy for a second a
 * gigabyte, so that two threads load a model in half the time, and this one stays free. Runs wait for each other.
 */
export async function openThreadedParts(options: PartsOptions): Promise<OpenedParts> {
  const { parts, wanted, source, threads, provider, signal } = options
  const weights = parts.flatMap((part) => part.weights)
  using opening = sharedFlag(signal)
  const data: PartsThreadData = {
    parts,
    wanted,
    threads,
    provider,
    tensors: new Map(
      weights.map(({ source: name }) => {
        const { shape, dtype } = source.info(name)!
        return [name, { shape, dtype, place: source.locate(name) }]
      }),
    ),
    cancel: opening.flag,
  }
  const worker = new Worker(new URL('./parts-thread.ts', import.meta.url), {
    workerData: data,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const send = (message: ToPartsThread) => worker.postMessage(message)
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let unreadable: unknown
  let waiting: { resolve(results: Record<string, Values>): void; reject(error: unknown): void } | undefined
  const settled = () => {
    const one = waiting
    waiting = undefined
    return one
  }
  worker.on('error', (error) => settled()?.reject(error))
  void ended.then(() => settled()?.reject(new Error('A thread of the runtime ended.')))
  worker.on('message', async (message: FromPartsThread) => {
    switch (message.type) {
      case 'opened':
        settled()?.resolve({})
        break
      case 'floats-wanted':
        try {
          send({ type: 'floats', values: await source.floats(message.name) })
        } catch (error) {
          unreadable ??= error
          // The thread may be in the middle of a session: it fails by itself, and ends when it is told to.
          send({ type: 'floats' })
        }
        break
      case 'results':
        settled()?.resolve(message.results)
        break
      case 'failed':
        settled()?.reject(unreadable ?? errorOf(message.error))
        break
      default:
        message satisfies never
    }
  })
  const answer = () =>
    new Promise<Record<string, Values>>((resolve, reject) => {
      waiting = { resolve, reject }
    })
  const close = async () => {
    send({ type: 'close' })
    await ended
  }

  let last: Promise<unknown> = Promise.resolve()
  try {
    await answer()
    signal?.throwIfAborted()
  } catch (error) {
    await close()
    signal?.throwIfAborted()
    throw error
  }
  return {
    run(feeds, { signal } = {}) {
      const result = last.then(async () => {
        signal?.throwIfAborted()
        using cancel = sharedFlag(signal)
        const results = answer()
        send({ type: 'run', feeds, cancel: cancel.flag })
        try {
          return await results
        } catch (error) {
          // What was thrown there is only a copy of the reason.
          signal?.throwIfAborted()
          throw error
        }
      })
      last = result.catch(() => {})
      return result
    },
    async [Symbol.asyncDispose]() {
      await last
      await close()
    },
  }
}

function errorOf(error: ErrorRecord | { readonly message: string }): Error {
  return 'code' in error ? fromErrorRecord(error) : new Error(error.message)
}

/** A number that both threads see: 1 when the work is to end. A message would not be read between two parts. */
function sharedFlag(signal: PartsOptions['signal']): { readonly flag: Int32Array; [Symbol.dispose](): void } {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const raise = () => Atomics.store(flag, 0, 1)
  const listens = signal instanceof AbortSignal
  if (listens) signal.addEventListener('abort', raise)
  if (listens && signal.aborted) raise()
  return {
    flag,
    [Symbol.dispose]() {
      // A signal lasts for a whole job, of many runs.
      if (listens) signal.removeEventListener('abort', raise)
    },
  }
}
