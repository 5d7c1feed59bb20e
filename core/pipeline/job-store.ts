import { randomBytes } from 'node:crypto'
import { type ErrorRecord, WorkspaceError } from '../../base/error.ts'
import type { Job, JobState } from '../../base/job.ts'
import { unknownId } from '../../base/registry.ts'
import type { Database, Row } from '../storage/database.ts'

export interface JobFilter {
  readonly state?: JobState | readonly JobState[]
  readonly projectId?: string
  readonly node?: string
  /** Stands in the job's input or node. */
  readonly text?: string
  /** Created at or after, and before: ISO times. */
  readonly from?: string
  readonly to?: string
  readonly limit?: number
  /** Only jobs older than this one: the next page. */
  readonly before?: string
}

/** The key a client gave a submission, so that sending it twice makes one job, and the hash of what was sent with it. */
export interface RequestKey {
  readonly key: string
  readonly hash: string
}

/** What is put into the queue. */
export interface NewJob {
  readonly node: string
  readonly input: unknown
  readonly projectId: string
  readonly session: string
  readonly priority: number
  readonly useCache: boolean
  readonly requestKey?: RequestKey | undefined
  readonly turn?: string | undefined
}

/** A job that is interrupted this often without finishing one more step is given up: it may be what takes the process down. */
const mostAttempts = 3
const interruptedMessage = 'interrupted; goes on from its last finished step'
/** The order in which waiting jobs run. */
const runOrder = 'priority DESC, coalesce(turn, position) ASC, position ASC'

/** The rows of the one queue. Every change of a job's state goes through here. */
export class JobStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Puts a job behind all others, or starts it at once. */
  add(job: NewJob, state: 'queued' | 'running' = 'queued'): Job {
    const id = `j${randomBytes(6).toString('hex')}`
    const now = new Date().toISOString()
    const [startedAt, attempts] = state === 'running' ? [now, 1] : [null, 0]
    this.#database.run(
      `INSERT INTO jobs (id, project_id, session, node, input, state, created_at, started_at, attempts, priority, use_cache, request_key, request_hash, chat_turn, position)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM jobs))`,
      id,
      job.projectId,
      job.session,
      job.node,
      JSON.stringify(job.input),
      state,
      now,
      startedAt,
      attempts,
      job.priority,
      job.useCache ? 1 : 0,
      job.requestKey?.key ?? null,
      job.requestKey?.hash ?? null,
      job.turn ?? null,
    )
    return this.get(id)
  }

  /** The job that was submitted with this key before. A key that came with another request then is an error. */
  findByRequestKey({ key, hash }: RequestKey): Job | undefined {
    const row = this.#database.get('SELECT * FROM jobs WHERE request_key = ?', key)
    if (row === undefined) return undefined
    if (row['request_hash'] === hash) return fromRow(row)
    throw new WorkspaceError('bad-input', `The key "${key}" was used for another request, job ${row['id']}.`, {
      hint: 'Take a new key for each new request.',
    })
  }

  /** By id or unique beginning of one. */
  get(reference: string): Job {
    const row = this.#database.get('SELECT * FROM jobs WHERE id = ?', reference)
    if (row !== undefined) return fromRow(row)
    const found = /^j[0-9a-f]+$/.test(reference)
      ? this.#database.all('SELECT * FROM jobs WHERE id GLOB ? LIMIT 2', `${reference}*`)
      : []
    if (found.length === 1) return fromRow(found[0]!)
    const error = unknownId('job', reference, [])
    throw new WorkspaceError(error.code, error.message, { hint: 'See them: ai-workspace jobs list' })
  }

  /** Newest first. */
  list({ state, projectId, node, text, from, to, limit = 100, before }: JobFilter = {}): Job[] {
    const where: string[] = []
    const values: (string | number)[] = []
    const demand = (condition: string, ...given: (string | undefined)[]) => {
      if (given.some((value) => value === undefined)) return
      where.push(condition)
      values.push(...(given as string[]))
    }
    const states = state === undefined || typeof state === 'string' ? [state] : state
    demand(`state IN (${states.map(() => '?').join(', ')})`, ...states)
    demand('project_id = ?', projectId)
    demand('node = ?', node)
    demand('created_at >= ?', from)
    demand('created_at < ?', to)
    if (text !== undefined) demand('(instr(lower(input), lower(?)) > 0 OR instr(node, lower(?)) > 0)', text, text)
    if (before !== undefined) demand('position < (SELECT position FROM jobs WHERE id = ?)', this.get(before).id)
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`
    return this.#database
      .all(`SELECT * FROM jobs ${condition} ORDER BY position DESC LIMIT ?`, ...values, limit)
      .map(fromRow)
  }

  /** The waiting jobs in the order they will run. */
  queued(): Job[] {
    return this.#database.all(`SELECT * FROM jobs WHERE state = 'queued' ORDER BY ${runOrder}`).map(fromRow)
  }

  /** How many jobs wait. */
  countQueued(): number {
    return Number(this.#database.get("SELECT count(*) AS n FROM jobs WHERE state = 'queued'")!['n'])
  }

  /** Ids of the assets a job added, in order. */
  assets(id: string): string[] {
    return this.#database
      .all('SELECT asset_id FROM job_assets WHERE job_id = ? ORDER BY position', id)
      .map((row) => String(row['asset_id']))
  }

  /** Moves a waiting job to just before another one, or behind all. */
  move(id: string, before: string | 'end'): Job {
    return this.#database.transaction(() => {
      const waiting = this.#database.all(
        `SELECT id, priority, coalesce(turn, position) AS turn FROM jobs WHERE state = 'queued' ORDER BY ${runOrder}`,
      )
      const job = this.#waiting(waiting, id)
      const others = waiting.filter((row) => row !== job)
      const place = before === 'end' ? others.length : others.indexOf(this.#waiting(others, before))
      const [previous, next] = [others[place - 1], others[place]]
      const turn =
        next === undefined
          ? Number(previous?.['turn'] ?? 0) + 1
          : previous === undefined || previous['priority'] !== next['priority']
            ? Number(next['turn']) - 1
            : (Number(previous['turn']) + Number(next['turn'])) / 2
      const priority = (next ?? previous ?? job)['priority']!
      this.#database.run('UPDATE jobs SET turn = ?, priority = ? WHERE id = ?', turn, priority, job['id']!)
      return this.get(String(job['id']))
    })
  }

  setPriority(id: string, priority: number): Job {
    this.#database.run('UPDATE jobs SET priority = ?, turn = NULL WHERE id = ?', priority, this.get(id).id)
    return this.get(id)
  }

  #waiting(rows: readonly Row[], reference: string): Row {
    const job = this.get(reference)
    const row = rows.find((each) => each['id'] === job.id)
    if (row !== undefined) return row
    throw new WorkspaceError('bad-input', `Job ${job.id} is ${job.state}; only waiting jobs have a place in the queue.`)
  }

  /** Takes the next job to run: the highest priority, then the oldest or where it was moved to. */
  takeNext(): Job | undefined {
    return this.#database.transaction(() => {
      const row = this.#database.get(`SELECT id FROM jobs WHERE state = 'queued' ORDER BY ${runOrder} LIMIT 1`)
      if (row === undefined) return undefined
      const id = String(row['id'])
      this.#database.run(
        "UPDATE jobs SET state = 'running', started_at = ?, attempts = attempts + 1, message = NULL, error = NULL WHERE id = ?",
        new Date().toISOString(),
        id,
      )
      return this.get(id)
    })
  }

  usesCache(id: string): boolean {
    return this.#database.get('SELECT use_cache FROM jobs WHERE id = ?', id)?.['use_cache'] === 1
  }

  /** A step was computed to its end: whatever interrupted the job before, it gets on. */
  stepFinished(id: string): void {
    this.#database.run('UPDATE jobs SET attempts = 1 WHERE id = ? AND attempts > 1', id)
  }

  /** For other processes to see. A full disk is told by the work itself and does not stop it here. */
  saveProgress(id: string, fraction: number, message: string): void {
    try {
      this.#database.run(
        "UPDATE jobs SET progress = ?, message = ? WHERE id = ? AND state = 'running'",
        fraction,
        message,
        id,
      )
    } catch (error) {
      if (!(error instanceof WorkspaceError) || error.code !== 'storage-failed') throw error
    }
  }

  addAsset(jobId: string, assetId: string): void {
    // Put again, it moves to the end: the last asset of a name is the one that becomes current.
    this.#database.run(
      `INSERT OR REPLACE INTO job_assets (job_id, asset_id, position)
       VALUES (?1, ?2, (SELECT coalesce(max(position), 0) + 1 FROM job_assets WHERE job_id = ?1))`,
      jobId,
      assetId,
    )
  }

  finish(
    id: string,
    end: { state: 'done'; output: unknown; fromCache: boolean } | { state: 'failed' | 'cancelled'; error: ErrorRecord },
  ): void {
    const done = end.state === 'done'
    this.#database.run(
      'UPDATE jobs SET state = ?, ended_at = ?, progress = CASE WHEN ? THEN 1 ELSE progress END, output = ?, error = ?, from_cache = ? WHERE id = ?',
      end.state,
      new Date().toISOString(),
      done ? 1 : 0,
      done ? JSON.stringify(end.output) : null,
      done ? null : JSON.stringify(end.error),
      done && end.fromCache ? 1 : 0,
      id,
    )
  }

  /** Asks for an end: a waiting job ends at once; a running one is ended by the process that runs it. Returns the job. */
  requestCancel(id: string): Job {
    const job = this.get(id)
    if (job.state === 'queued') {
      this.finish(job.id, { state: 'cancelled', error: { code: 'cancelled', message: 'Cancelled before it started.' } })
    } else if (job.state === 'running') {
      this.#database.run('UPDATE jobs SET cancel_requested = 1 WHERE id = ?', job.id)
    }
    return this.get(job.id)
  }

  cancelRequested(id: string): boolean {
    return this.#database.get('SELECT cancel_requested FROM jobs WHERE id = ?', id)?.['cancel_requested'] === 1
  }

  /** Puts a failed or cancelled job back into the queue; its finished steps answer from the cache. */
  retry(id: string): Job {
    const job = this.get(id)
    if (job.state === 'queued' || job.state === 'running') {
      throw new WorkspaceError('bad-input', `Job ${job.id} is ${job.state}; only an ended job can be tried again.`)
    }
    this.#database.run(
      `UPDATE jobs SET state = 'queued', attempts = 0, progress = 0, message = NULL, error = NULL, output = NULL, ended_at = NULL,
         cancel_requested = 0, turn = NULL, position = (SELECT max(position) + 1 FROM jobs) WHERE id = ?`,
      job.id,
    )
    return this.get(job.id)
  }

  /** Puts a running job back into the queue where its process stops on purpose: that is no failed attempt. */
  putBack(id: string): void {
    this.#database.run(
      "UPDATE jobs SET state = 'queued', attempts = attempts - 1, message = ? WHERE id = ?",
      interruptedMessage,
      id,
    )
  }

  /**
   * Called by the process that has just become the one that runs the queue: what is still marked as running belonged to a
   * process that is gone. It is queued again and goes on from its last finished node.
   */
  recover(): Job[] {
    if (this.#database.get("SELECT 1 FROM jobs WHERE state = 'running' LIMIT 1") === undefined) return []
    return this.#database.transaction(() => {
      const left = this.list({ state: 'running', limit: 10_000 })
      for (const job of left) {
        if (this.cancelRequested(job.id)) {
          this.finish(job.id, { state: 'cancelled', error: { code: 'cancelled', message: 'Cancelled.' } })
        } else if (job.attempts >= mostAttempts) {
          const message = `The job was interrupted ${job.attempts} times at the same step and is not started again by itself.`
          this.finish(job.id, {
            state: 'failed',
            error: { code: 'engine-crashed', message, hint: `Try once more: ai-workspace jobs retry ${job.id}` },
          })
        } else {
          this.#database.run("UPDATE jobs SET state = 'queued', message = ? WHERE id = ?", interruptedMessage, job.id)
        }
      }
      return left
    })
  }
}

function fromRow(row: Row): Job {
  const optional = <K extends string, V>(key: K, column: string, convert: (value: string) => V) =>
    (row[column] === null ? {} : { [key]: convert(String(row[column])) }) as { readonly [P in K]?: V }
  return {
    id: String(row['id']),
    projectId: String(row['project_id']),
    session: String(row['session']),
    node: String(row['node']),
    input: JSON.parse(String(row['input'])),
    state: row['state'] as JobState,
    createdAt: String(row['created_at']),
    ...optional('startedAt', 'started_at', String),
    ...optional('endedAt', 'ended_at', String),
    progress: Number(row['progress']),
    ...optional('message', 'message', String),
    ...optional('output', 'output', (text) => JSON.parse(text) as unknown),
    ...optional('error', 'error', (text) => JSON.parse(text) as ErrorRecord),
    fromCache: row['from_cache'] === 1,
    attempts: Number(row['attempts']),
    priority: Number(row['priority']),
    ...optional('turn', 'chat_turn', String),
  }
}
