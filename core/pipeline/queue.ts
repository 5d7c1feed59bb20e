import { randomInt } from 'node:crypto'
import { type ErrorRecord, fromErrorRecord, toErrorRecord, WorkspaceError } from '../../base/error.ts'
import type { Job, JobState, WorkspaceEvent } from '../../base/job.ts'
import type { Log } from '../logs/log.ts'
import type { Database } from '../storage/database.ts'
import type { HistoryStore } from '../storage/history-store.ts'
import type { ProjectStore } from '../storage/project-store.ts'
import { chooseSeeds } from './asset-fields.ts'
import { loadNode } from './discovery.ts'
import type { Engine } from './engine.ts'
import type { JobFilter, JobStore } from './job-store.ts'
import type { NodeCache } from './node-cache.ts'
import { explainInput } from './parse-input.ts'
import type { RunnerLock } from './runner-lock.ts'

export interface JobRequest {
  readonly node: string
  readonly input: unknown
  /** Absent: the current project. */
  readonly projectId?: string
  /** Absent: the running session, or a new one after a pause. */
  readonly session?: string
  readonly priority?: number
  /** False runs every node again, whatever the cache knows. */
  readonly useCache?: boolean
}

interface Parts {
  readonly database: Database
  readonly jobs: JobStore
  readonly projects: ProjectStore
  readonly history: HistoryStore
  readonly cache: NodeCache
  readonly engine: Engine
  readonly lock: RunnerLock
  readonly log: Log
  readonly sessionGapHours: number
  readonly cancelGraceMs: number
}

/** How often a process looks at what another one does, and a running job at whether it shall end. */
const pollMs = 50
/** How often progress is written to the database, for other processes to see. */
const saveProgressMs = 250

/**
 * The one queue. Jobs are rows; whichever process holds the lock runs them in order, the others watch. A process runs the
 * queue only while it waits for a job of its own.
 */
export class Queue {
  readonly #parts: Parts
  readonly #listeners = new Set<(event: WorkspaceEvent) => void>()
  /** The jobs that this process waits for. */
  readonly #awaited = new Map<string, number>()
  #draining: Promise<void> | undefined
  /** The job that runs in this process. */
  #running: string | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Checks the input and puts the job into the queue. A seed of −1 is chosen here, so that the job says which it was. */
  async submit({ node: nodeId, input, projectId, session, priority = 0, useCache = true }: JobRequest): Promise<Job> {
    const { jobs, projects, sessionGapHours, log } = this.#parts
    const node = await loadNode(nodeId)
    const parsed = chooseSeeds(node.input, explainInput(node, input), () => randomInt(2 ** 31))
    const project = projectId === undefined ? projects.current() : projects.get(projectId)
    const sitting = session ?? projects.currentSession(project, sessionGapHours)
    const job = jobs.add({ node: nodeId, input: parsed, projectId: project.id, session: sitting, priority, useCache })
    log.info('job-submit', { jobId: job.id, node: nodeId, project: project.slug })
    return job
  }

  get(id: string): Job {
    return this.#parts.jobs.get(id)
  }

  list(filter: JobFilter = {}): Job[] {
    return this.#parts.jobs.list(filter)
  }

  /** Events of every job that runs in this process. Returns the way to stop listening. */
  subscribe(listener: (event: WorkspaceEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ends a job: at once while it waits, between two steps while it runs, also when another process runs it. */
  cancel(id: string): Job {
    const { jobs, engine, cancelGraceMs } = this.#parts
    const job = jobs.requestCancel(this.get(id).id)
    if (job.id === this.#running) engine.cancel(job.id, { graceMs: cancelGraceMs })
    return job
  }

  retry(id: string): Job {
    return this.#parts.jobs.retry(id)
  }

  /** Queues again what a process that is gone left running, unless a living one runs the queue. Returns those jobs. */
  recover(): Job[] {
    const { lock, jobs, log } = this.#parts
    if (lock.held || !lock.tryAcquire()) return []
    try {
      const left = jobs.recover()
      for (const job of left) log.warn('job-recover', { jobId: job.id, node: job.node, attempts: job.attempts })
      return left
    } finally {
      lock.release()
    }
  }

  /** Waits for a job's end, running the queue meanwhile if no other process does. Throws the job's error if it failed. */
  async wait(
    id: string,
    { signal, onEvent }: { signal?: AbortSignal; onEvent?: (event: WorkspaceEvent) => void } = {},
  ): Promise<Job> {
    const { lock, jobs } = this.#parts
    const jobId = this.get(id).id
    const ofThisJob = (event: WorkspaceEvent) => event.jobId === jobId && onEvent?.(event)
    const stopListening = this.subscribe(ofThisJob)
    const cancel = () => void this.cancel(jobId)
    signal?.addEventListener('abort', cancel)
    if (signal?.aborted) cancel()
    this.#awaited.set(jobId, (this.#awaited.get(jobId) ?? 0) + 1)
    let seen = ''
    try {
      for (;;) {
        const job = jobs.get(jobId)
        if (job.state === 'done') return job
        if (job.state === 'failed' || job.state === 'cancelled') throw fromErrorRecord(job.error!)
        if (lock.held || lock.tryAcquire()) {
          this.#draining ??= this.#drain().finally(() => {
            this.#draining = undefined
            lock.release()
          })
          await this.#draining
          continue
        }
        const shown = `${job.state} ${job.progress} ${job.message}`
        if (shown !== seen) {
          seen = shown
          const holder = lock.holder()
          if (job.state === 'queued' && holder !== undefined) ofThisJob({ type: 'runner-busy', jobId, ...holder })
          else
            ofThisJob({
              type: 'job-progress',
              jobId,
              fraction: job.progress,
              step: job.node,
              ...(job.message === undefined ? {} : { message: job.message }),
            })
        }
        await sleep(pollMs)
      }
    } finally {
      stopListening()
      signal?.removeEventListener('abort', cancel)
      const waiting = this.#awaited.get(jobId)! - 1
      if (waiting === 0) this.#awaited.delete(jobId)
      else this.#awaited.set(jobId, waiting)
    }
  }

  /** Runs jobs in order until none that this process waits for is left. */
  async #drain(): Promise<void> {
    const { jobs } = this.#parts
    jobs.recover()
    const wanted = () => [...this.#awaited.keys()].some((id) => jobs.get(id).state === 'queued')
    while (wanted()) {
      const job = jobs.takeNext()
      if (job === undefined) return
      await this.#runJob(job)
    }
  }

  async #runJob(job: Job): Promise<void> {
    const { database, jobs, history, log } = this.#parts
    const startedAt = performance.now()
    let state: JobState = 'done'
    this.#emit({ type: 'job-start', jobId: job.id })
    try {
      const fromCache = await this.#answerFromCache(job)
      const output = fromCache === undefined ? await this.#runInEngine(job) : fromCache.output
      database.transaction(() => {
        history.finishJob(job, describeJob(job))
        jobs.finish(job.id, { state: 'done', output, fromCache: fromCache !== undefined })
      })
    } catch (error) {
      state = jobs.cancelRequested(job.id) ? 'cancelled' : 'failed'
      const end = { state, error: state === 'cancelled' ? cancelledRecord(job) : toErrorRecord(error) }
      // What was finished before the end is kept and current: a picture is not lost because its mesh failed.
      database.transaction(() => {
        history.finishJob(job, `${describeJob(job)} (${state})`)
        jobs.finish(job.id, end)
      })
      if (state === 'failed') {
        const { code, message } = end.error
        log.error('job-fail', { jobId: job.id, node: job.node, code, message, stack: (error as Error).stack })
      }
    }
    log.info('job-end', { jobId: job.id, node: job.node, state, durationMs: Math.round(performance.now() - startedAt) })
    this.#emit({ type: 'job-end', jobId: job.id, state })
  }

  async #runInEngine(job: Job): Promise<unknown> {
    const { jobs, engine, cancelGraceMs } = this.#parts
    if (jobs.cancelRequested(job.id)) throw new WorkspaceError('cancelled', 'Cancelled.')
    this.#running = job.id
    let savedAt = 0
    // A cancel of this process reaches the engine at once; one of another process is seen in the database.
    const watch = setInterval(() => {
      if (!jobs.cancelRequested(job.id)) return
      clearInterval(watch)
      engine.cancel(job.id, { graceMs: cancelGraceMs })
    }, pollMs)
    try {
      return await engine.run(job.id, {
        onEvent: (event) => {
          this.#emit(event)
          if (event.type === 'job-progress' && performance.now() - savedAt > saveProgressMs) {
            savedAt = performance.now()
            jobs.saveProgress(job.id, event.fraction, event.message ?? event.step)
          }
        },
      })
    } finally {
      clearInterval(watch)
      this.#running = undefined
    }
  }

  /** A whole job that was done before needs no engine. */
  async #answerFromCache(job: Job): Promise<{ output: unknown } | undefined> {
    const { database, jobs, cache } = this.#parts
    if (!jobs.usesCache(job.id)) return undefined
    const node = await loadNode(job.node)
    const key = await cache.key(node, explainInput(node, job.input), job.projectId)
    const cached = key === undefined ? undefined : cache.get(key)
    if (cached === undefined) return undefined
    const step = { jobId: job.id, step: node.id, depth: 0 }
    this.#emit({ type: 'step-start', ...step })
    database.transaction(() => {
      for (const asset of cached.assets) jobs.addAsset(job.id, asset.id)
    })
    for (const asset of cached.assets) this.#emit({ type: 'asset-added', jobId: job.id, assetId: asset.id })
    this.#emit({ type: 'step-end', ...step, fromCache: true, durationMs: 0 })
    return { output: cached.output }
  }

  #emit(event: WorkspaceEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

function cancelledRecord({ id }: Job): ErrorRecord {
  const hint = `Finished steps are kept. Go on: ai-workspace jobs retry ${id}`
  return { code: 'cancelled', message: 'Cancelled.', hint }
}

/** A job in a few words, for the history: 'generate "ancient stone statue"'. */
function describeJob(job: Job): string {
  const input = job.input as { prompt?: unknown; name?: unknown; node?: unknown; input?: unknown }
  // A node that runs another one is told by that one.
  if (typeof input.node === 'string' && typeof input.input === 'object')
    return describeCall(input.node, input.input ?? {})
  return describeCall(job.node, input)
}

function describeCall(node: string, input: { prompt?: unknown; name?: unknown }): string {
  const words =
    typeof input.prompt === 'string' ? input.prompt : typeof input.name === 'string' ? input.name : undefined
  return words === undefined ? node : `${node} "${words.length > 60 ? `${words.slice(0, 59)}…` : words}"`
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
