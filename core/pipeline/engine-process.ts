import { flushCompileCache } from 'node:module'
import { toErrorRecord, WorkspaceError } from '../../base/error.ts'
import { engineTunables } from '../../models/graph/engine-environment.ts'
import { loadNode } from './discovery.ts'
import type { FromEngine, ToEngine } from './engine-protocol.ts'
import type { LoadedItem } from './memory-budget.ts'
import { openEngine } from './open-engine.ts'
import { runJobNode } from './run-node.ts'

/**
 * The program of an engine process: runs the jobs it is told to, one at a time, and says what happens. It reads and writes
 * the workspace itself, so that no picture travels between processes. When the main process goes away, it ends.
 */
let outside: readonly LoadedItem[] = []
const roomMade = new Set<() => void>()
const engine = open(process.argv[2]!)
// What it starts (Blender) allocates as it likes.
if (process.env['GLIBC_TUNABLES'] === engineTunables) delete process.env['GLIBC_TUNABLES']
let codeKept = false
/** Ending a process takes some milliseconds. */
const roomMs = 5000
let running: { readonly jobId: string; readonly controller: AbortController } | undefined

function open(home: string) {
  try {
    return openEngine(home, {
      onMemory: (change) => {
        send({ type: 'event', event: { ...change, jobId: running?.jobId ?? '' } })
        tellMemory()
      },
      outside: { items: () => outside, unload: askForRoom },
    })
  } catch (error) {
    send({ type: 'broken', error: toErrorRecord(error) })
    // The message must leave before the process does.
    process.once('disconnect', () => process.exit(1))
    process.disconnect()
    throw error
  }
}

process.on('message', (message: ToEngine) => {
  switch (message.type) {
    case 'run':
      void runJob(message.jobId)
      break
    case 'cancel':
      if (running?.jobId === message.jobId) running.controller.abort(new WorkspaceError('cancelled', 'Cancelled.'))
      break
    case 'memory':
      tellMemory('memory')
      break
    case 'unload':
      void engine.models.budget.clear(message.title).finally(() => tellMemory('unload'))
      break
    case 'outside':
      outside = message.items
      for (const resolve of roomMade) resolve()
      roomMade.clear()
      break
    default:
      message satisfies never
  }
})
// The main process is gone, by whatever end: nobody waits for this work, and the next start takes it up again.
// An exit in order would wait for threads that compute, and ONNX Runtime aborts when one is ended meanwhile.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// Ctrl-C reaches the whole process group; only the main process decides what it means.
process.on('SIGINT', () => {})

async function runJob(jobId: string): Promise<void> {
  const controller = new AbortController()
  running = { jobId, controller }
  try {
    const { node, input } = engine.jobs.get(jobId)
    const scope = engine.scopeOf(jobId, {
      signal: controller.signal,
      emit: (event) => send({ type: 'event', event }),
    })
    const output = await runJobNode(scope, await loadNode(node), input)
    // An engine is killed when it is no longer needed, so its compiled code is kept now (50 ms once, then 0.4 ms).
    if (!codeKept) flushCompileCache()
    codeKept = true
    send({ type: 'done', jobId, output })
  } catch (error) {
    send({ type: 'failed', jobId, error: toErrorRecord(controller.signal.aborted ? controller.signal.reason : error) })
  } finally {
    running = undefined
  }
}

/** The main process ends those of the models that nobody uses; without an answer the part is loaded all the same. */
function askForRoom(titles: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, roomMs)
    roomMade.add(() => {
      clearTimeout(timer)
      resolve()
    })
    send({ type: 'make-room', titles })
  })
}

function tellMemory(answers?: ToEngine['type']): void {
  send({ type: 'memory', memory: engine.models.budget.memory(), ...(answers !== undefined && { answers }) })
}

function send(message: FromEngine): void {
  if (process.connected) process.send!(message)
}
