import { randomBytes } from 'node:crypto'
import { WorkspaceError } from '../../base/error.ts'
import type { HistoryEntry, Project } from '../../base/project.ts'
import type { Database, Row } from './database.ts'
import { describeEffect } from './describe-effect.ts'
import { type Effect, isOutside, type OutsideEffects } from './effect.ts'
import { appendToJournal } from './journal.ts'
import type { HistoryChange } from './journal-line.ts'
import type { ProjectStore } from './project-store.ts'

/** What a step of the history says of itself. */
export interface StepLabel {
  readonly label: string
  readonly session: string
  readonly jobId?: string
  /** The turn of a conversation that it is a part of. */
  readonly turn?: string
}

/**
 * Undo and redo: each entry says which version of each name was current before and after, and what else changed. Undo moves
 * those heads back; no asset's file is touched. A new change forgets what was undone before it. All entries of a turn of a
 * conversation are one step, wherever they stand: what others changed since then stays.
 */
export class HistoryStore {
  readonly #database: Database
  readonly #projects: ProjectStore
  #outside: OutsideEffects | undefined

  constructor(database: Database, projects: ProjectStore) {
    this.#database = database
    this.#projects = projects
  }

  /** Who changes what is not in the database: settings, files. Needed before such a change is made or taken back. */
  useOutside(outside: OutsideEffects): void {
    this.#outside = outside
  }

  /** Newest first; undone steps, which redo brings back, included and marked. A turn stands where its newest change does. */
  list(projectId: string, { limit = 100 }: { limit?: number } = {}): HistoryEntry[] {
    const rows = this.#database.all(
      'SELECT * FROM history WHERE project_id = ? AND undone < 2 ORDER BY position DESC LIMIT ?',
      projectId,
      limit,
    )
    const steps = new Map<unknown, Row[]>()
    for (const row of rows) {
      const key = row['turn'] ?? row['id']
      const step = steps.get(key)
      if (step === undefined) steps.set(key, [row])
      else step.push(row)
    }
    return [...steps.values()].map((step) => entryOfRows(step.toReversed()))
  }

  /** Whether there is a step to undo or to redo. */
  can(projectId: string, way: 'undo' | 'redo'): boolean {
    return this.#next(projectId, way) !== undefined
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
    { label, session, jobId, turn }: StepLabel,
    changes: () => readonly HistoryChange[],
    effects: () => readonly Effect[] = () => [],
  ): void {
    appendToJournal(this.#database, project, () => {
      const list = changes()
      const further = effects()
      if (list.length === 0 && further.length === 0) return []
      const id = `h${randomBytes(8).toString('hex')}`
      const at = new Date().toISOString()
      return [
        {
          type: 'history',
          id,
          at,
          label,
          session,
          ...(jobId === undefined ? {} : { jobId }),
          ...(turn === undefined ? {} : { turn }),
          changes: [...list],
          ...(further.length === 0 ? {} : { effects: [...further] }),
        },
      ]
    })
  }

  /**
   * Changes something beside the heads as one undoable step: the journal's line first, then what lies outside of the database.
   * A crash between the two leaves a step whose undo finds nothing to take back.
   */
  perform(project: Project, step: StepLabel, effects: readonly Effect[]): void {
    this.record(
      project,
      step,
      () => [],
      () => effects,
    )
    for (const effect of effects) if (isOutside(effect)) this.#applyOutside(project.id, effect, 'do')
  }

  /** Makes everything a job put or answered from the cache current, as one undoable change. */
  finishJob(
    job: { readonly id: string; readonly projectId: string; readonly session: string; readonly turn?: string },
    label: string,
  ): void {
    const step = { label, session: job.session, jobId: job.id, ...(job.turn === undefined ? {} : { turn: job.turn }) }
    this.record(this.#projects.get(job.projectId), step, () => {
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

  /** How much a turn of a conversation changed, and whether all of it is undone. */
  turn(turn: string): { readonly changes: number; readonly undone: boolean } {
    const rows = this.#database.all('SELECT changes, effects, undone FROM history WHERE turn = ?', turn)
    const count = (text: unknown) => (JSON.parse(String(text)) as unknown[]).length
    return {
      changes: rows.reduce((sum, row) => sum + count(row['changes']) + count(row['effects']), 0),
      undone: rows.length > 0 && rows.every((row) => row['undone'] !== 0),
    }
  }

  /** Takes back, or does again, everything that one turn of a conversation changed, in whichever projects. */
  moveTurn(turn: string, way: 'undo' | 'redo'): HistoryEntry {
    const order = way === 'undo' ? 'position DESC' : 'position ASC'
    const rows = this.#database.all(
      `SELECT * FROM history WHERE turn = ? AND undone ${way === 'undo' ? '= 0' : '> 0'} ORDER BY ${order}`,
      turn,
    )
    if (rows.length === 0) {
      const known = this.#database.get('SELECT 1 FROM history WHERE turn = ?', turn) !== undefined
      throw new WorkspaceError(
        'bad-input',
        known ? `That turn is ${way === 'undo' ? 'undone already' : 'not undone'}.` : 'That turn changed nothing.',
        { hint: 'See what was done: ai-workspace project history' },
      )
    }
    return this.#moveRows(rows, way)
  }

  #move(projectId: string, way: 'undo' | 'redo'): HistoryEntry {
    const project = this.#projects.get(projectId)
    const row = this.#next(project.id, way)
    if (row === undefined) {
      throw new WorkspaceError('bad-input', `There is nothing to ${way} in project "${project.name}".`, {
        hint: 'See what was done: ai-workspace project history',
      })
    }
    return row['turn'] === null ? this.#moveRows([row], way) : this.moveTurn(String(row['turn']), way)
  }

  #next(projectId: string, way: 'undo' | 'redo'): Row | undefined {
    return this.#database.get(
      way === 'undo'
        ? 'SELECT * FROM history WHERE project_id = ? AND undone = 0 ORDER BY position DESC LIMIT 1'
        : 'SELECT * FROM history WHERE project_id = ? AND undone = 1 ORDER BY undo_order DESC, position ASC LIMIT 1',
      projectId,
    )
  }

  /**
   * Rows in the order in which they are moved. What lies outside goes first: after a crash between the two the step is not
   * marked yet, and moving it again finds that part done.
   */
  #moveRows(rows: readonly Row[], way: 'undo' | 'redo'): HistoryEntry {
    const conflicts: string[] = []
    const direction = way === 'undo' ? 'undo' : 'do'
    for (const row of rows) {
      const effects = (JSON.parse(String(row['effects'])) as Effect[]).filter(isOutside)
      for (const effect of way === 'undo' ? effects.reverse() : effects) {
        const conflict = this.#applyOutside(String(row['project_id']), effect, direction)
        if (conflict !== undefined) conflicts.push(conflict)
      }
    }
    for (const projectId of new Set(rows.map((row) => String(row['project_id'])))) {
      // A project that was made in the turn is gone by now, with its journal.
      const project = this.#projects.list().find(({ id }) => id === projectId)
      if (project === undefined) continue
      const ids = rows.filter((row) => row['project_id'] === projectId).map((row) => String(row['id']))
      const lines = () => ids.map((entry) => ({ type: way, entry }) as const)
      conflicts.push(...appendToJournal(this.#database, project, lines))
    }
    const entry = entryOfRows(way === 'undo' ? rows.toReversed() : rows)
    const moved = { ...entry, undone: way === 'undo' }
    return conflicts.length === 0 ? moved : { ...moved, conflicts: [...new Set(conflicts)] }
  }

  #applyOutside(projectId: string, effect: Effect, way: 'do' | 'undo'): string | undefined {
    if (!isOutside(effect)) return undefined
    if (this.#outside === undefined) throw new Error(`Nobody changes a ${effect.type} here.`)
    return this.#outside.apply(projectId, effect, way)
  }
}

/** One step of one or more rows, oldest first. */
function entryOfRows(rows: readonly Row[]): HistoryEntry {
  const newest = rows.at(-1)!
  const labels = [...new Set(rows.map((row) => String(row['label'])))]
  const effects = rows.flatMap((row) => JSON.parse(String(row['effects'])) as Effect[])
  return {
    id: String(newest['id']),
    at: String(newest['at']),
    label: labels.length > 3 ? `${labels.slice(0, 3).join(', ')} and ${labels.length - 3} more` : labels.join(', '),
    ...(newest['job_id'] === null ? {} : { jobId: String(newest['job_id']) }),
    session: String(newest['session']),
    undone: rows.every((row) => row['undone'] !== 0),
    changes: rows.flatMap((row) => JSON.parse(String(row['changes'])) as HistoryEntry['changes']),
    ...(newest['turn'] === null ? {} : { turn: String(newest['turn']) }),
    ...(effects.length === 0 ? {} : { further: effects.map(describeEffect) }),
  }
}
