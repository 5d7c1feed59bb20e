import { parentPort, workerData } from 'node:worker_threads'
import { toErrorRecord, WorkspaceError } from '../../base/error.ts'
import { type Cancel, type OpenedParts, openParts } from './open-parts.ts'
import type { FromPartsThread, PartsThreadData, ToPartsThread } from './threaded-parts.ts'

/*
 * The program of a thread that holds parts of a graph: it loads them when it starts, runs them when it is told to, and ends
 * when they are released.
 */
const port = parentPort!
const { parts, wanted, threads, provider, tensors, cancel } = workerData as PartsThreadData
let floatsCame: ((values: Float32Array | undefined) => void) | undefined

const opened = openParts({
  parts,
  wanted,
  threads,
  provider,
  readsWeights: true,
  source: {
    info: (name) => tensors.get(name),
    names: () => tensors.keys(),
    locate: (name) => tensors.get(name)?.place,
    floats: (name) =>
      new Promise((resolve, reject) => {
        floatsCame = (values) => (values === undefined ? reject(new Error(`no values of ${name}`)) : resolve(values))
        send({ type: 'floats-wanted', name })
      }),
  },
  signal: cancelOf(cancel),
})

port.on('message', async (message: ToPartsThread) => {
  switch (message.type) {
    case 'run':
      await answer(async () => ({
        type: 'results',
        results: await (await opened).run(message.feeds, { signal: cancelOf(message.cancel) }),
      }))
      break
    case 'floats':
      floatsCame?.(message.values)
      break
    case 'close':
      await closeAll(opened)
      port.close()
      break
    default:
      message satisfies never
  }
})
await answer(async () => {
  await opened
  return { type: 'opened' }
})

async function answer(work: () => Promise<FromPartsThread>): Promise<void> {
  try {
    send(await work())
  } catch (error) {
    const known = error instanceof WorkspaceError
    // The runtime's errors have only words: what they mean is said where the network has a name.
    const message = error instanceof Error ? error.message : String(error)
    send({ type: 'failed', error: known ? toErrorRecord(error) : { message } })
  }
}

async function closeAll(parts: Promise<OpenedParts>): Promise<void> {
  try {
    await (await parts)[Symbol.asyncDispose]()
  } catch {
    // Not opened: nothing is held.
  }
}

function send(message: FromPartsThread): void {
  port.postMessage(message)
}

function cancelOf(flag: Int32Array): Cancel {
  return {
    throwIfAborted() {
      if (Atomics.load(flag, 0) === 1) throw new WorkspaceError('cancelled', 'Cancelled.')
    },
  }
}
