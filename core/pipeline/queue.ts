import type { Asset } from '../../base/asset.ts'
import type { Config } from '../../base/config.ts'
import { fromErrorRecord, toErrorRecord, WorkspaceError } from '../../base/error.ts'
import type { Job, JobState, WorkspaceEvent } from '../../base/job.ts'
import type { Log } from '../logs/log.ts'
import type { Database } from '../storage/database.ts'
import type { HistoryStore } from '../storage/history-store.ts'
import type { ProjectStore } from '../storage/project-store.ts'
import { cancelledRecord, describeJob } from './describe-job.ts'
import { loadNode } from './discovery.ts'
import type { Engine } from './engine.ts'
import { hashRequest, type JobRequest, readRequest } from './job-request.ts'
import type { JobFilter, JobStore, NewJob } from './job-store.ts'
import type { CachedOutput, NodeCache } from './node-cache.ts'
import { explainInput } from './parse-input.ts'
import type { RunnerLock } from './runner-lock.ts'

interface Parts {
  readonly database: Database
  readonly jobs: JobStore
  readonly projects: ProjectStore
  readonly history: HistoryStore
  readonly cache: NodeCache
  readonly engine: Engine
  readonly lock: RunnerLock
  readonly log: Log
  /** Its values may change while the queue runs. */
  readonly config: Config
}

/** How often a process looks at what another one does, and a running job at whether it shall end. */
const pollMs = 50
/** How often a server with nothing to do looks for jobs that other processes queued. */
const idlePollMs = 200
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
  /** True while `serve` runs whatever is queued. */
  #serving = false
  /** True from the end of `serve` was asked for until it has ended. */
  #stopping = false
  #paused = false
  /** Ends the pause of a server with nothing to do. */
  #wake: () => void = () => undefined
  /** The job that runs in this process. */
  #running: string | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Checks the input and puts the job into the queue. A seed of −1 is chosen here, so that the job says which it was. */
  async submit(request: JobRequest): Promise<Job> {
    return (await this.submitOnce(request)).job
  }

  /** As `submit`; a request whose key was used before for the same one answers with that job. */
  async submitOnce(request: JobRequest, key?: string): Promise<{ job: Job; isNew: boolean }> {
    const { database, jobs } = this.#parts
    const { job: asked } = await readRequest(request, this.#parts)
    const requestKey = key === undefined ? undefined : { key, hash: hashRequest(request) }
    return database.transaction(() => {
      const known = requestKey === undefined ? undefined : jobs.findByRequestKey(requestKey)
      return known === undefined
        ? { job: this.#add({ ...asked, requestKey }), isNew: true }
        : { job: known, isNew: false }
    })
  }

  /**
   * Answers a request that was computed before with a job that is done, and the assets it gives: it waits for nothing that is
   * queued or runs. Undefined where it must run: submit it.
   */
  async answer(request: JobRequest): Promise<{ job: Job; assets: readonly Asset[] } | undefined> {
    if (request.useCache === false) return undefined
    const { database, jobs, cache } = this.#parts
    const startedAt = performance.now()
    const { node, job: asked } = await readRequest(request, this.#parts)
    // What hinders the look (an asset that is gone) is what the job will fail of.
    const cached = await cache.find(node, asked.input, asked.projectId).catch(() => undefined)
    if (cached === undefined) return undefined
    const job = database.transaction(() => {
      const taken = this.#add(asked, 'running')
      this.#emit({ type: 'job-start', jobId: taken.id })
      this.#giveAssets(taken, cached)
      this.#finish(taken, cached.output, { fromCache: true })
      return taken
    })
    this.#tellEnd(job, 'done', startedAt)
    return { job: jobs.get(job.id), assets: cached.assets }
  }

  get(id: string): Job {
    return this.#parts.jobs.get(id)
  }

  list(filter: JobFilter = {}): Job[] {
    return this.#parts.jobs.list(filter)
  }

  /** The waiting jobs in the order they will run. */
  queued(): Job[] {
    return this.#parts.jobs.queued()
  }

  countQueued(): number {
    return this.#parts.jobs.countQueued()
  }

  /** Ids of the assets a job added so far. */
  assetsOf(id: string): string[] {
    return this.#parts.jobs.assets(id)
  }

  /** Moves a waiting job to just before another one, or behind all. */
  move(id: string, before: string | 'end'): Job {
    const job = this.#parts.jobs.move(id, before)
    this.#changed({ type: 'job-changed', jobId: job.id })
    return job
  }

  setPriority(id: string, priority: number): Job {
    const job = this.#parts.jobs.setPriority(id, priority)
    this.#changed({ type: 'job-changed', jobId: job.id })
    return job
  }

  /** Events of every job that runs in this process. Returns the way to stop listening. */
  subscribe(listener: (event: WorkspaceEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells those who watch of what happened beside the jobs. */
  announce(event: WorkspaceEvent): void {
    this.#emit(event)
  }

  /** Ends a job: at once while it waits, between two steps while it runs, also when another process runs it. */
  cancel(id: string): Job {
    const { jobs, engine, config } = this.#parts
    const job = jobs.requestCancel(this.get(id).id)
    if (job.id === this.#running) engine.cancel(job.id, { graceMs: config.engine.cancelGraceMs })
    this.#changed({ type: 'job-changed', jobId: job.id })
    return job
  }

  retry(id: string): Job {
    const job = this.#parts.jobs.retry(id)
    this.#changed({ type: 'job-changed', jobId: job.id })
    return job
  }

  /** While true, a server starts no further job; the running one goes on. */
  get paused(): boolean {
    return this.#paused
  }

  set paused(paused: boolean) {
    this.#paused = paused
    this.#wake()
  }

  /**
   * Runs whatever is queued, by this process or another, until `signal` is aborted: what a server does. While another process
   * runs the queue it waits for its turn. A job that runs at the end is put back and goes on from its last finished step at the
   * next start.
   */
  async serve({ signal }: { signal: AbortSignal }): Promise<void> {
    const { lock, jobs, engine, config } = this.#parts
    this.#serving = true
    const stop = () => {
      this.#stopping = true
      if (this.#running !== undefined) engine.cancel(this.#running, { graceMs: config.engine.cancelGraceMs })
      this.#wake()
    }
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted) {
        if (lock.held || lock.tryAcquire()) {
          jobs.recover()
          const job = this.#paused ? undefined : jobs.takeNext()
          if (job !== undefined) {
            await this.#runJob(job)
            continue
          }
        }
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, idlePollMs)
          this.#wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    } finally {
      signal.removeEventListener('abort', stop)
      this.#serving = false
      this.#stopping = false
      lock.release()
    }
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
        if (!this.#serving && (lock.held || lock.tryAcquire())) {
          this.#draining ??= this.#drain().finally(() => {
            this.#draining = undefined
            lock.release()
          })
          await this.#draining
          continue
        }
        const shown = `${job.state} ${job.progress} ${job.message}`
        // A server hears its own events; of another process's run it sees what the database says.
        if (!this.#serving && shown !== seen) {
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
    const { database, jobs, history, cache, log } = this.#parts
    const startedAt = performance.now()
    let state: JobState = 'done'
    this.#emit({ type: 'job-start', jobId: job.id })
    try {
      // A whole job that was done before needs no engine.
      const node = jobs.usesCache(job.id) ? await loadNode(job.node) : undefined
      const cached = node && (await cache.find(node, explainInput(node, job.input), job.projectId))
      if (cached !== undefined) this.#giveAssets(job, cached)
      const output = cached === undefined ? await this.#runInEngine(job) : cached.output
      this.#finish(job, output, { fromCache: cached !== undefined })
    } catch (error) {
      if (this.#stopping && !jobs.cancelRequested(job.id)) {
        jobs.putBack(job.id)
        log.info('job-interrupt', { jobId: job.id, node: job.node })
        this.#emit({ type: 'job-changed', jobId: job.id })
        return
      }
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
    this.#tellEnd(job, state, startedAt)
  }

  #finish(job: Job, output: unknown, { fromCache }: { fromCache: boolean }): void {
    const { database, jobs, history } = this.#parts
    database.transaction(() => {
      history.finishJob(job, describeJob(job))
      jobs.finish(job.id, { state: 'done', output, fromCache })
    })
  }

  #tellEnd({ id: jobId, node }: Job, state: JobState, startedAt: number): void {
    const durationMs = Math.round(performance.now() - startedAt)
    this.#parts.log.info('job-end', { jobId, node, state, durationMs })
    this.#emit({ type: 'job-end', jobId, state })
  }

  async #runInEngine(job: Job): Promise<unknown> {
    const { jobs, engine, config } = this.#parts
    if (jobs.cancelRequested(job.id)) throw new WorkspaceError('cancelled', 'Cancelled.')
    this.#running = job.id
    let savedAt = 0
    // A cancel of this process reaches the engine at once; one of another process is seen in the database.
    const watch = setInterval(() => {
      if (!jobs.cancelRequested(job.id)) return
      clearInterval(watch)
      engine.cancel(job.id, { graceMs: config.engine.cancelGraceMs })
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

  #giveAssets(job: Job, { assets }: CachedOutput): void {
    const { database, jobs } = this.#parts
    const step = { jobId: job.id, step: job.node, depth: 0 }
    this.#emit({ type: 'step-start', ...step })
    database.transaction(() => {
      for (const asset of assets) jobs.addAsset(job.id, asset.id)
    })
    for (const asset of assets) this.#emit({ type: 'asset-added', jobId: job.id, assetId: asset.id })
    this.#emit({ type: 'step-end', ...step, fromCache: true, durationMs: 0 })
  }

  #add(asked: NewJob, state?: 'running'): Job {
    const job = this.#parts.jobs.add(asked, state)
    const project = this.#parts.projects.get(job.projectId).slug
    this.#parts.log.info('job-submit', { jobId: job.id, node: job.node, project })
    this.#changed({ type: 'job-added', jobId: job.id })
    return job
  }

  #changed(event: WorkspaceEvent): void {
    this.#emit(event)
    this.#wake()
  }

  #emit(event: WorkspaceEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
