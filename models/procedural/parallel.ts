import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Pool } from '../../base/pool.ts'

export type { Pool }

/** One call of an exported function in a worker thread. Arguments are cloned; SharedArrayBuffers are shared. */
interface Call {
  /** The `map` it belongs to: what is cancelled together. */
  readonly batch: object
  readonly module: string
  readonly name: string
  readonly argument: unknown
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

interface Answer {
  readonly value?: unknown
  readonly error?: unknown
}

/** Threads start when first needed and do not keep the process alive. */
export function createPool({ threads = availableParallelism() }: { threads?: number } = {}): Pool {
  const idle: Worker[] = []
  const running = new Map<Worker, Call>()
  const all = new Set<Worker>()
  const waiting: Call[] = []

  function startNext(): void {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (all.size < threads ? addWorker() : undefined)
      if (worker === undefined) return
      const call = waiting.shift()!
      running.set(worker, call)
      worker.ref()
      worker.postMessage({ module: call.module, name: call.name, argument: call.argument })
    }
  }

  function addWorker(): Worker {
    const worker = new Worker(new URL('./parallel-worker.ts', import.meta.url))
    all.add(worker)
    worker.on('message', (answer: Answer) => {
      const call = running.get(worker)!
      running.delete(worker)
      worker.unref()
      idle.push(worker)
      if ('error' in answer) call.reject(answer.error)
      else call.resolve(answer.value as never)
      startNext()
    })
    const lose = (error: unknown) => {
      running.get(worker)?.reject(error)
      running.delete(worker)
      all.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
      startNext()
    }
    worker.on('error', lose)
    worker.on('exit', (code) => lose(new Error(`A worker thread ended with code ${code}.`)))
    return worker
  }

  return {
    threads,
    async map(module, name, args, { signal } = {}) {
      signal?.throwIfAborted()
      const pending = args.map(
        (argument) =>
          new Promise<never>((resolve, reject) => {
            waiting.push({ batch: args, module: module.href, name, argument, resolve, reject })
          }),
      )
      const abort = () => {
        for (let i = waiting.length - 1; i >= 0; i--) {
          if (waiting[i]!.batch === args) waiting.splice(i, 1)[0]!.reject(signal?.reason)
        }
      }
      signal?.addEventListener('abort', abort, { once: true })
      startNext()
      try {
        return await Promise.all(pending)
      } finally {
        signal?.removeEventListener('abort', abort)
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}
