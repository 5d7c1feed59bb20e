import { randomBytes } from 'node:crypto'
import { type ErrorRecord, WorkspaceError } from '../../base/error.ts'
import type { Job, JobState } from '../../base/job.ts'
import { unknownId } from '../../base/registry.ts'
import type { Database, Row } from '../storage/database.ts'

export interface JobFilter {
  readonly state?: JobState
  readonly projectId?: string
  readonly limit?: number
}

/** A job that is interrupted this often without finishing one more step is given up: it may be what takes the process down. */
const mostAttempts = 3

/** The rows of the one queue. Every change of a job's state goes through here. */
export class JobStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  add(job: {
    readonly node: string
    readonly input: unknown
    readonly projectId: string
    readonly session: string
    readonly priority: number
    readonly useCache: boolean
  }): Job {
    const id = `j${randomBytes(6).toString('hex')}`
    this.#database.run(
      `INSERT INTO jobs (id, project_id, session, node, input, state, created_at, priority, use_cache, position)
       VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM jobs))`,
      id,
      job.projectId,
      job.session,
      job.node,
      JSON.stringify(job.input),
      new Date().toISOString(),
      job.priority,
      job.useCache ? 1 : 0,
    )
    return this.get(id)
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
  list({ state, projectId, limit = 100 }: JobFilter = {}): Job[] {
    return this.#database
      .all(
        'SELECT * FROM jobs WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR project_id = ?2) ORDER BY position DESC LIMIT ?3',
        state ?? null,
        projectId ?? null,
        limit,
      )
      .map(fromRow)
  }

  /** Takes the next job to run: the highest priority, then the oldest. */
  takeNext(): Job | undefined {
    return this.#database.transaction(() => {
      const row = this.#database.get(
        "SELECT id FROM jobs WHERE state = 'queued' ORDER BY priority DESC, position ASC LIMIT 1",
      )
      if (row === undefined) return undefined
      this.#database.run(
        "UPDATE jobs SET state = 'running', started_at = ?, attempts = attempts + 1, message = NULL, error = NULL WHERE id = ?",
        new Date().toISOString(),
        row['id']!,
      )
      return this.get(String(row['id']))
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
         cancel_requested = 0, position = (SELECT max(position) + 1 FROM jobs) WHERE id = ?`,
      job.id,
    )
    return this.get(job.id)
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
          this.#database.run(
            "UPDATE jobs SET state = 'queued', message = 'interrupted; goes on from its last finished step' WHERE id = ?",
            job.id,
          )
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
  }
}
