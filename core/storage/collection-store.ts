import { randomBytes } from 'node:crypto'
import { WorkspaceError } from '../../base/error.ts'
import type { Project } from '../../base/project.ts'
import { unknownId } from '../../base/registry.ts'
import type { Database, Row } from './database.ts'
import { appendToJournal } from './journal.ts'
import type { JournalLine } from './journal-line.ts'
import type { ProjectStore } from './project-store.ts'

/** A named group of assets of one project; an asset may be in many. */
export interface Collection {
  readonly id: string
  readonly projectId: string
  readonly name: string
  readonly createdAt: string
  /** How many current assets are in it. */
  readonly count: number
  /** The id of its newest picture. */
  readonly cover?: string
}

const longestName = 200

/** Makes, renames and deletes collections; what is in them is changed with `AssetStore.change`. */
export class CollectionStore {
  readonly #database: Database
  readonly #projects: ProjectStore

  constructor(database: Database, projects: ProjectStore) {
    this.#database = database
    this.#projects = projects
  }

  /** Of one project or of all, by name. */
  list(projectId?: string): Collection[] {
    const rows =
      projectId === undefined
        ? this.#database.all(`${select} ORDER BY lower(name), id`)
        : this.#database.all(`${select} WHERE project_id = ? ORDER BY lower(name), id`, projectId)
    return rows.map(collectionFromRow)
  }

  /** By id, or by name where a project is given. */
  get(reference: string, projectId?: string): Collection {
    const row =
      this.#database.get(`${select} WHERE id = ?`, reference) ??
      this.#database.get(`${select} WHERE project_id = ? AND lower(name) = lower(?)`, projectId ?? '', reference.trim())
    if (row !== undefined) return collectionFromRow(row)
    const error = unknownId(
      'collection',
      reference,
      this.list(projectId).map(({ name }) => name),
    )
    throw new WorkspaceError(error.code, error.message, error.hint === undefined ? {} : { hint: error.hint })
  }

  create(project: Project, name: string): Collection {
    const id = `c${randomBytes(8).toString('hex')}`
    this.#write(project, () => [
      { type: 'collection', id, name: this.#freeName(project, name), at: new Date().toISOString() },
    ])
    return this.get(id)
  }

  rename(id: string, name: string): Collection {
    const { id: known, projectId, createdAt } = this.get(id)
    const project = this.#projects.get(projectId)
    this.#write(project, () => [
      { type: 'collection', id: known, name: this.#freeName(project, name, known), at: createdAt },
    ])
    return this.get(known)
  }

  /** The assets in it stay. */
  delete(id: string): Collection {
    const collection = this.get(id)
    this.#write(this.#projects.get(collection.projectId), () => [{ type: 'collection-delete', id: collection.id }])
    return collection
  }

  #write(project: Project, lines: () => readonly JournalLine[]): void {
    appendToJournal(this.#database, project, lines)
  }

  /** The name without blanks around it, when no other collection of the project has it. */
  #freeName(project: Project, name: string, except = ''): string {
    const trimmed = name.trim().replaceAll(/\s+/g, ' ')
    if (trimmed === '' || trimmed.length > longestName) {
      throw new WorkspaceError('bad-input', `A collection's name has 1 to ${longestName} characters.`)
    }
    const other = this.#database.get(
      'SELECT 1 FROM collections WHERE project_id = ? AND lower(name) = lower(?) AND id <> ?',
      project.id,
      trimmed,
      except,
    )
    if (other === undefined) return trimmed
    throw new WorkspaceError('bad-input', `There is already a collection "${trimmed}" in project "${project.name}".`)
  }
}

const select = `SELECT collections.*,
  (SELECT count(*) FROM collection_assets JOIN assets ON assets.position = asset
    WHERE collection_id = collections.id AND current = 1 AND trashed_at IS NULL) AS count,
  (SELECT assets.id FROM collection_assets JOIN assets ON assets.position = asset
    WHERE collection_id = collections.id AND current = 1 AND trashed_at IS NULL AND kind IN ('image', 'map')
    ORDER BY asset DESC LIMIT 1) AS cover
  FROM collections`

function collectionFromRow(row: Row): Collection {
  return {
    id: String(row['id']),
    projectId: String(row['project_id']),
    name: String(row['name']),
    createdAt: String(row['created_at']),
    count: Number(row['count']),
    ...(row['cover'] === null ? {} : { cover: String(row['cover']) }),
  }
}
