import { randomBytes } from 'node:crypto'
import { WorkspaceError } from '../../base/error.ts'
import type { HistoryEntry, Project } from '../../base/project.ts'
import type { Database, Row } from './database.ts'
import { appendToJournal } from './journal.ts'
import type { HistoryChange } from './journal-line.ts'
import type { ProjectStore } from './project-store.ts'

/**
 * Undo and redo: each entry says which version of each name was current before and after. Undo moves those heads back;
 * no file is touched. A new change forgets what was undone before it.
 */
export class HistoryStore {
  readonly #database: Database
  readonly #projects: ProjectStore

  constructor(database: Database, projects: ProjectStore) {
    this.#database = database
    this.#projects = projects
  }

  /** Newest first; undone entries, which redo brings back, included and marked. */
  list(projectId: string, { limit = 100 }: { limit?: number } = {}): HistoryEntry[] {
    return this.#database
      .all('SELECT * FROM history WHERE project_id = ? ORDER BY position DESC LIMIT ?', projectId, limit)
      .map(fromRow)
  }

  /** Whether there is a step to undo or to redo. */
  can(projectId: string, way: 'undo' | 'redo'): boolean {
    const undone = way === 'undo' ? 0 : 1
    return (
      this.#database.get('SELECT 1 FROM history WHERE project_id = ? AND undone = ? LIMIT 1', projectId, undone) !==
      undefined
    )
  }

  undo(projectId: string): HistoryEntry {
    return this.#move(projectId, 'undo')
  }

  redo(projectId: string): HistoryEntry {
    return this.#move(projectId, 'redo')
  }

  /** Records one change of heads; `changes` is read inside the transaction. Nothing is recorded when nothing changes. */
  record(
    project: Project,
    { label, session, jobId }: { label: string; session: string; jobId?: string },
    changes: () => readonly HistoryChange[],
  ): void {
    appendToJournal(this.#database, project, () => {
      const list = changes()
      if (list.length === 0) return []
      const id = `h${randomBytes(8).toString('hex')}`
      const at = new Date().toISOString()
      return [
        { type: 'history', id, at, label, session, ...(jobId === undefined ? {} : { jobId }), changes: [...list] },
      ]
    })
  }

  /** Makes everything a job put or answered from the cache current, as one undoable change. */
  finishJob(job: { readonly id: string; readonly projectId: string; readonly session: string }, label: string): void {
    this.record(this.#projects.get(job.projectId), { label, session: job.session, jobId: job.id }, () => {
      const rows = this.#database.all(
        `SELECT assets.id, assets.name, heads.asset_id AS head FROM job_assets
           JOIN assets ON assets.id = job_assets.asset_id
           LEFT JOIN heads ON heads.project_id = assets.project_id AND heads.name = assets.name
         WHERE job_assets.job_id = ? AND assets.trashed_at IS NULL ORDER BY job_assets.position`,
        job.id,
      )
      // The last asset of a name wins: a job that tries several seeds puts its choice last.
      const last = new Map(rows.map((row) => [String(row['name']), row]))
      return [...last.values()]
        .filter((row) => row['head'] !== row['id'])
        .map((row) => ({
          name: String(row['name']),
          ...(row['head'] === null ? {} : { before: String(row['head']) }),
          after: String(row['id']),
        }))
    })
  }

  #move(projectId: string, way: 'undo' | 'redo'): HistoryEntry {
    const project = this.#projects.get(projectId)
    let entry: HistoryEntry | undefined
    appendToJournal(this.#database, project, () => {
      const row = this.#database.get(
        way === 'undo'
          ? 'SELECT * FROM history WHERE project_id = ? AND undone = 0 ORDER BY position DESC LIMIT 1'
          : 'SELECT * FROM history WHERE project_id = ? AND undone = 1 ORDER BY position ASC LIMIT 1',
        project.id,
      )
      if (row === undefined) {
        throw new WorkspaceError('bad-input', `There is nothing to ${way} in project "${project.name}".`, {
          hint: 'See what was done: ai-workspace project history',
        })
      }
      entry = { ...fromRow(row), undone: way === 'undo' }
      return [{ type: way, entry: entry.id }]
    })
    return entry!
  }
}

function fromRow(row: Row): HistoryEntry {
  return {
    id: String(row['id']),
    at: String(row['at']),
    label: String(row['label']),
    ...(row['job_id'] === null ? {} : { jobId: String(row['job_id']) }),
    session: String(row['session']),
    undone: row['undone'] === 1,
    changes: JSON.parse(String(row['changes'])) as HistoryEntry['changes'],
  }
}
