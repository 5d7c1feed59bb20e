import { WorkspaceError } from '../../base/error.ts'
import type { Project } from '../../base/project.ts'
import type { Database, Row } from './database.ts'
import type { Effect } from './effect.ts'
import type { HistoryStore } from './history-store.ts'
import { appendToJournal } from './journal.ts'
import type { HistoryChange, JournalLine } from './journal-line.ts'
import type { ProjectStore } from './project-store.ts'

/** What can be done to assets. Files are never touched. */
export type AssetChange =
  | { readonly action: 'trash' | 'restore' | 'make-current' }
  | { readonly action: 'tag'; readonly add?: readonly string[]; readonly remove?: readonly string[] }
  /** 1 to 5; 0 takes the rating away. */
  | { readonly action: 'rate'; readonly rating: number }
  | { readonly action: 'collect' | 'uncollect'; readonly collection: string }

interface Stores {
  readonly database: Database
  readonly projects: ProjectStore
  readonly history: HistoryStore
}

/**
 * Changes assets, each project's in one step that undo takes back as a whole where it moves heads or the trash; tags, ratings and
 * collections are marks beside the history. Returns the ids of those that are different now. Throws `not-found` before anything is
 * changed when one of them does not exist, `bad-input` when a collection is of another project. Within a turn of a conversation
 * the marks are part of the history too, so that undo of the turn takes them back.
 */
export function changeAssets(
  { database, projects, history }: Stores,
  ids: readonly string[],
  change: AssetChange,
  session: (project: Project) => string,
  turn?: string,
): string[] {
  const ofTurn = turn === undefined ? {} : { turn }
  const changed: string[] = []
  database.transaction(() => {
    for (const [projectId, rows] of byProject(database, ids)) {
      const project = projects.get(projectId)
      switch (change.action) {
        case 'trash':
        case 'restore':
        case 'make-current': {
          const { action } = change
          const label = `${words[action]} ${rows.length === 1 ? rows[0]!['name'] : `${rows.length} assets`}`
          history.record(project, { label, session: session(project), ...ofTurn }, () => {
            const changes = headChanges(database, projectId, rows, action)
            changed.push(...changes.map(({ id }) => id))
            return changes.map(({ change: each }) => each)
          })
          break
        }
        default: {
          const mark = () => {
            const lines = markLines(database, project, rows, change)
            changed.push(...lines.ids)
            return lines.lines
          }
          if (turn === undefined) appendToJournal(database, project, mark)
          else {
            const label = `${change.action} ${rows.length === 1 ? rows[0]!['name'] : `${rows.length} assets`}`
            const step = { label, session: session(project), turn }
            history.record(
              project,
              step,
              () => [],
              () => mark().map((line) => effectOfLine(line, rows)),
            )
          }
        }
      }
    }
  })
  return changed
}

const words = { trash: 'trash', restore: 'restore', 'make-current': 'make current' } as const

/** The assets' rows in the order given, each once, by project. */
function byProject(database: Database, ids: readonly string[]): Map<string, Row[]> {
  const projects = new Map<string, Row[]>()
  for (const id of new Set(ids)) {
    const row = database.get(
      'SELECT id, position, project_id, name, tags, rating, trashed_at FROM assets WHERE id = ?',
      id,
    )
    if (row === undefined) throw new WorkspaceError('not-found', `There is no asset "${id}".`)
    const projectId = String(row['project_id'])
    projects.set(projectId, [...(projects.get(projectId) ?? []), row])
  }
  return projects
}

/** What moves: who is current of each name, and what goes into the trash or comes out. */
function headChanges(
  database: Database,
  projectId: string,
  rows: readonly Row[],
  action: 'trash' | 'restore' | 'make-current',
): { readonly id: string; readonly change: HistoryChange }[] {
  const heads = new Map<string, string | undefined>()
  const headOf = (name: string) => {
    if (!heads.has(name)) {
      const row = database.get('SELECT asset_id FROM heads WHERE project_id = ? AND name = ?', projectId, name)
      heads.set(name, row === undefined ? undefined : String(row['asset_id']))
    }
    return heads.get(name)
  }
  // Of several versions that come back, the newest is the one to be current.
  const ordered = action === 'restore' ? [...rows].sort((a, b) => Number(b['position']) - Number(a['position'])) : rows
  return ordered.flatMap((row) => {
    const [id, name, isTrashed] = [String(row['id']), String(row['name']), row['trashed_at'] !== null]
    const head = headOf(name)
    const move = (after: string | undefined, mark: Pick<HistoryChange, 'trashed' | 'restored'> = {}) => {
      heads.set(name, after)
      const before = head === undefined ? {} : { before: head }
      return [{ id, change: { name, ...before, ...(after === undefined ? {} : { after }), ...mark } }]
    }
    if (action === 'trash') return isTrashed ? [] : move(head === id ? undefined : head, { trashed: id })
    if (action === 'restore') return isTrashed ? move(head ?? id, { restored: id }) : []
    if (isTrashed) {
      throw new WorkspaceError('bad-input', `"${name}" is in the trash.`, { hint: 'Restore it first.' })
    }
    return head === id ? [] : move(id)
  })
}

/** What undo takes back of a mark. */
function effectOfLine(line: JournalLine, rows: readonly Row[]): Effect {
  const before = (asset: string) => rows.find((row) => row['id'] === asset)!
  switch (line.type) {
    case 'tags': {
      const tags = JSON.parse(String(before(line.asset)['tags'])) as string[]
      const add = line.tags.filter((tag) => !tags.includes(tag))
      return { type: 'tags', asset: line.asset, add, remove: tags.filter((tag) => !line.tags.includes(tag)) }
    }
    case 'rating':
      return { type: 'rating', asset: line.asset, before: Number(before(line.asset)['rating']), after: line.rating }
    case 'collect':
      return { type: 'collect', collection: line.collection, add: line.add, remove: line.remove }
    default:
      throw new Error(`A ${line.type} is no mark.`)
  }
}

function markLines(
  database: Database,
  project: Project,
  rows: readonly Row[],
  change: Exclude<AssetChange, { action: 'trash' | 'restore' | 'make-current' }>,
): { readonly ids: readonly string[]; readonly lines: readonly JournalLine[] } {
  const idsOf = (some: readonly Row[]) => some.map((row) => String(row['id']))
  switch (change.action) {
    case 'tag': {
      const { add = [], remove = [] } = change
      const lines = rows.flatMap((row): JournalLine[] => {
        const before = JSON.parse(String(row['tags'])) as string[]
        const tags = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag)).sort()
        return tags.join('\n') === before.join('\n') ? [] : [{ type: 'tags', asset: String(row['id']), tags }]
      })
      return { ids: lines.map((line) => (line as { asset: string }).asset), lines }
    }
    case 'rate': {
      const ids = idsOf(rows.filter((row) => row['rating'] !== change.rating))
      return { ids, lines: ids.map((asset) => ({ type: 'rating', asset, rating: change.rating })) }
    }
    case 'collect':
    case 'uncollect': {
      const { action, collection } = change
      const owner = database.get('SELECT project_id FROM collections WHERE id = ?', collection)?.['project_id']
      if (owner === undefined) throw new WorkspaceError('not-found', `There is no collection "${collection}".`)
      if (owner !== project.id) {
        throw new WorkspaceError('bad-input', `The collection is of another project than "${project.name}".`, {
          hint: 'A collection holds assets of its own project.',
        })
      }
      const isIn = (row: Row) =>
        database.get(
          'SELECT 1 FROM collection_assets WHERE collection_id = ? AND asset = (SELECT position FROM assets WHERE id = ?)',
          collection,
          String(row['id']),
        ) !== undefined
      const ids = idsOf(rows.filter((row) => isIn(row) === (action === 'uncollect')))
      if (ids.length === 0) return { ids, lines: [] }
      const [add, remove] = action === 'collect' ? [ids, []] : [[], ids]
      return { ids, lines: [{ type: 'collect', collection, add, remove }] }
    }
    default:
      return change satisfies never
  }
}
