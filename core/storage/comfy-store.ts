import type { ComfyPlan } from '../imaging/comfyui/plan.ts'
import type { Database, Row } from './database.ts'

/** A graph that was accepted, and the job that computes it. */
export interface ComfyPrompt {
  readonly id: string
  /** Counts up; a client's `front` makes it negative, as in ComfyUI. */
  readonly number: number
  readonly jobId: string
  readonly clientId?: string
  /** The client's JSON, letter by letter: numbers in it may be larger than JavaScript's. */
  readonly graph: string
  /** `extra_data` of the request: the editor's workflow is in there. */
  readonly extra: string
  readonly plan: ComfyPlan
  readonly createdAt: string
  /** Its pictures have been given names. */
  readonly named: boolean
}

export type ComfyFileType = 'input' | 'output' | 'temp'

/** The name of a picture towards ComfyUI's clients: a key of this table and never a path. */
export interface ComfyFile {
  readonly type: ComfyFileType
  readonly subfolder: string
  readonly name: string
  readonly assetId: string
  /** What made it; absent for an upload. */
  readonly promptId?: string
  readonly node?: string
}

/** What the ComfyUI dialect keeps: prompts with their ids and graphs, and names of pictures. */
export class ComfyStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  add(prompt: Omit<ComfyPrompt, 'number' | 'createdAt' | 'named'>, { front = false } = {}): ComfyPrompt {
    return this.#database.transaction(() => {
      const last = Number(this.#database.get('SELECT max(abs(number)) AS n FROM comfy_prompts')?.['n'] ?? -1)
      this.#database.run(
        `INSERT INTO comfy_prompts (id, number, job_id, client_id, graph, extra, plan, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        prompt.id,
        front ? -(last + 1) : last + 1,
        prompt.jobId,
        prompt.clientId ?? null,
        prompt.graph,
        prompt.extra,
        JSON.stringify(prompt.plan),
        new Date().toISOString(),
      )
      return this.find(prompt.id)!
    })
  }

  find(id: string): ComfyPrompt | undefined {
    return optional(this.#database.get('SELECT * FROM comfy_prompts WHERE id = ?', id))
  }

  ofJob(jobId: string): ComfyPrompt | undefined {
    return optional(
      this.#database.get('SELECT * FROM comfy_prompts WHERE job_id = ? ORDER BY number DESC LIMIT 1', jobId),
    )
  }

  /** Prompts whose job has one of these states, newest first; those that were deleted from the history are left out. */
  list(
    states: readonly string[],
    {
      limit = 10_000,
      offset = 0,
      oldestFirst = false,
    }: { limit?: number; offset?: number; oldestFirst?: boolean } = {},
  ): ComfyPrompt[] {
    return this.#database
      .all(
        `SELECT comfy_prompts.* FROM comfy_prompts JOIN jobs ON jobs.id = comfy_prompts.job_id
         WHERE hidden = 0 AND jobs.state IN (SELECT value FROM json_each(?))
         ORDER BY abs(number) ${oldestFirst ? 'ASC' : 'DESC'} LIMIT ? OFFSET ?`,
        JSON.stringify(states),
        limit,
        offset,
      )
      .map(fromRow)
  }

  count(states: readonly string[]): number {
    const row = this.#database.get(
      `SELECT count(*) AS n FROM comfy_prompts JOIN jobs ON jobs.id = comfy_prompts.job_id
       WHERE hidden = 0 AND jobs.state IN (SELECT value FROM json_each(?))`,
      JSON.stringify(states),
    )
    return Number(row!['n'])
  }

  isHidden(id: string): boolean {
    return this.#database.get('SELECT hidden FROM comfy_prompts WHERE id = ?', id)?.['hidden'] === 1
  }

  /** Takes prompts out of the history, all of them where no ids are given; jobs and pictures stay. */
  hide(ids?: readonly string[]): void {
    this.#database.run(
      `UPDATE comfy_prompts SET hidden = 1 WHERE (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))
         AND job_id IN (SELECT id FROM jobs WHERE state NOT IN ('queued', 'running'))`,
      ids === undefined ? null : JSON.stringify(ids),
    )
  }

  /** Gives the pictures of a finished prompt names of ComfyUI's kind, `cat_00001_.png`; once. */
  name(
    promptId: string,
    pictures: readonly { node: string; type: ComfyFileType; subfolder: string; prefix: string; assetId: string }[],
  ): void {
    this.#database.transaction(() => {
      if (this.find(promptId)?.named !== false) return
      for (const { type, subfolder, prefix, assetId, node } of pictures) {
        const name = this.#nextName(type, subfolder, prefix)
        this.put({ type, subfolder, name, assetId, promptId, node })
      }
      this.#database.run('UPDATE comfy_prompts SET named = 1 WHERE id = ?', promptId)
    })
  }

  /** Lets a name stand for this picture from now on. */
  put({ type, subfolder, name, assetId, promptId, node }: ComfyFile): void {
    this.#database.run(
      'INSERT OR REPLACE INTO comfy_files (type, subfolder, name, asset_id, prompt_id, node) VALUES (?, ?, ?, ?, ?, ?)',
      type,
      subfolder,
      name,
      assetId,
      promptId ?? null,
      node ?? null,
    )
  }

  file(type: string, subfolder: string, name: string): ComfyFile | undefined {
    const row = this.#database.get(
      'SELECT * FROM comfy_files WHERE type = ? AND subfolder = ? AND name = ?',
      type,
      subfolder,
      name,
    )
    return row === undefined ? undefined : fileFromRow(row)
  }

  /** The pictures of a prompt, in the order in which they were named. */
  filesOf(promptId: string): ComfyFile[] {
    return this.#database.all('SELECT * FROM comfy_files WHERE prompt_id = ? ORDER BY rowid', promptId).map(fileFromRow)
  }

  /** The newest uploads, by name. */
  uploads(limit: number): ComfyFile[] {
    return this.#database
      .all("SELECT * FROM comfy_files WHERE type = 'input' ORDER BY rowid DESC LIMIT ?", limit)
      .map(fileFromRow)
  }

  /** Counted for each prefix: the names that there are begin with it and end in a number. */
  #nextName(type: string, subfolder: string, prefix: string): string {
    const row = this.#database.get(
      `SELECT max(CAST(substr(name, length(?3) + 2) AS INTEGER)) AS n FROM comfy_files
       WHERE type = ?1 AND subfolder = ?2 AND substr(name, 1, length(?3) + 1) = ?3 || '_'`,
      type,
      subfolder,
      prefix,
    )
    return `${prefix}_${String(Number(row?.['n'] ?? 0) + 1).padStart(5, '0')}_.png`
  }
}

function optional(row: Row | undefined): ComfyPrompt | undefined {
  return row === undefined ? undefined : fromRow(row)
}

function fromRow(row: Row): ComfyPrompt {
  return {
    id: String(row['id']),
    number: Number(row['number']),
    jobId: String(row['job_id']),
    ...(row['client_id'] === null ? {} : { clientId: String(row['client_id']) }),
    graph: String(row['graph']),
    extra: String(row['extra']),
    plan: JSON.parse(String(row['plan'])) as ComfyPlan,
    createdAt: String(row['created_at']),
    named: row['named'] === 1,
  }
}

function fileFromRow(row: Row): ComfyFile {
  return {
    type: row['type'] as ComfyFileType,
    subfolder: String(row['subfolder']),
    name: String(row['name']),
    assetId: String(row['asset_id']),
    ...(row['prompt_id'] === null ? {} : { promptId: String(row['prompt_id']) }),
    ...(row['node'] === null ? {} : { node: String(row['node']) }),
  }
}
