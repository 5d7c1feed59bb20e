import { toErrorRecord, WorkspaceError } from '../../base/error.ts'
import { createPool } from '../../models/procedural/parallel.ts'
import { loadConfig } from '../config/load-config.ts'
import { openStores } from '../storage/open-stores.ts'
import { loadNode } from './discovery.ts'
import type { FromEngine, ToEngine } from './engine-protocol.ts'
import type { JobScope } from './job-scope.ts'
import { JobStore } from './job-store.ts'
import { createMemo } from './memo.ts'
import { ModelStore } from './model-store.ts'
import { NodeCache } from './node-cache.ts'
import { runJobNode } from './run-node.ts'

/**
 * The program of an engine process: runs the jobs it is told to, one at a time, and says what happens. It reads and writes
 * the workspace itself, so that no picture travels between processes. When the main process goes away, it ends.
 */
const { config, stores, jobs, models, cache, pool, memo } = open(process.argv[2]!)
let running: { readonly jobId: string; readonly controller: AbortController } | undefined

function open(home: string) {
  try {
    const config = loadConfig(home, process.env)
    const stores = openStores(home)
    const models = new ModelStore(config)
    return {
      config,
      memo: createMemo(),
      stores,
      models,
      jobs: new JobStore(stores.database),
      cache: new NodeCache(stores.database, stores.assets, models, config),
      pool: createPool(config.engine.threads === 0 ? {} : { threads: config.engine.threads }),
    }
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
    default:
      message satisfies never
  }
})
// The main process is gone, by whatever end: nobody waits for this work, and the next start takes it up again.
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole process group; only the main process decides what it means.
process.on('SIGINT', () => {})

async function runJob(jobId: string): Promise<void> {
  const controller = new AbortController()
  running = { jobId, controller }
  try {
    const job = jobs.get(jobId)
    const scope: JobScope = {
      jobId,
      project: stores.projects.get(job.projectId),
      session: job.session,
      signal: controller.signal,
      useCache: jobs.usesCache(jobId),
      assets: stores.assets,
      jobs,
      models,
      cache,
      pool,
      memo,
      config,
      emit: (event) => send({ type: 'event', event }),
    }
    const output = await runJobNode(scope, await loadNode(job.node), job.input)
    send({ type: 'done', jobId, output })
  } catch (error) {
    send({ type: 'failed', jobId, error: toErrorRecord(controller.signal.aborted ? controller.signal.reason : error) })
  } finally {
    running = undefined
  }
}

function send(message: FromEngine): void {
  if (process.connected) process.send!(message)
}
