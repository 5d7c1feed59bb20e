import { randomUUID } from 'node:crypto'
import type { ApiContext } from '../../context.ts'

/** One request that draws: its jobs, one a picture, in order. */
export interface Run {
  /** What its client calls it, or what it was called here. */
  readonly task: string
  /** 'scripts_txt2img' and the like, as the state of the reference says. */
  readonly title: string
  readonly startedAt: Date
  readonly jobs: readonly string[]
  interrupted: boolean
  /** Jobs that were skipped. */
  readonly skipped: Set<string>
}

/** So many ended tasks are remembered, for clients that ask once more. */
const mostEnded = 100

/**
 * The requests of this API that are being drawn, oldest first. The reference has one state for the whole server; here it is that
 * of the oldest request, and what other ways in have in the queue is left alone.
 */
export class Runs {
  readonly #context: ApiContext
  readonly #runs: Run[] = []
  readonly #ended: string[] = []

  constructor(context: ApiContext) {
    this.#context = context
  }

  get all(): readonly Run[] {
    return this.#runs
  }

  get current(): Run | undefined {
    return this.#runs[0]
  }

  hasEnded(task: string): boolean {
    return this.#ended.includes(task)
  }

  begin(title: string, jobs: readonly string[], task = `task(${randomUUID()})`): Run {
    const run: Run = { task, title, startedAt: new Date(), jobs, interrupted: false, skipped: new Set() }
    this.#runs.push(run)
    return run
  }

  end(run: Run): void {
    this.#runs.splice(this.#runs.indexOf(run), 1)
    this.#ended.push(run.task)
    if (this.#ended.length > mostEnded) this.#ended.shift()
  }

  /** Ends what is drawn; pictures that are finished stay. */
  interrupt(): void {
    const run = this.current
    if (run === undefined) return
    run.interrupted = true
    for (const job of this.#unfinished(run)) this.#context.workspace.queue.cancel(job)
  }

  /** Ends the picture that is drawn; the next one of the request begins. */
  skip(): void {
    const run = this.current
    const [job] = run === undefined ? [] : this.#unfinished(run)
    if (job === undefined) return
    run!.skipped.add(job)
    this.#context.workspace.queue.cancel(job)
  }

  #unfinished({ jobs }: Run): string[] {
    const { queue } = this.#context.workspace
    return jobs.filter((id) => ['queued', 'running'].includes(queue.get(id).state))
  }
}
