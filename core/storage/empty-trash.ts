import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Asset } from '../../base/asset.ts'
import type { Project } from '../../base/project.ts'
import { assetFromRow } from './asset-row.ts'
import type { Database } from './database.ts'
import { explainStorageErrors, syncFolder } from './files.ts'
import { appendToJournal } from './journal.ts'
import { sha256 } from './record.ts'

/** What emptying the trash deletes. */
export interface TrashContent {
  readonly assets: readonly Asset[]
  readonly sizeBytes: number
  /** How many assets outside the trash were made from these: replaying those ends here once they are gone. */
  readonly madeFromThem: number
}

/** `sizeBytes` is of the files that were deleted. */
export interface EmptiedTrash extends TrashContent {
  /** Files that were changed outside the workspace: they are the user's by now and stay. Absolute paths. */
  readonly keptFiles: readonly string[]
}

/** Which part of a trash is meant; without any field all of it. */
export interface TrashFilter {
  /** What lies there since this time (ISO) at least. */
  readonly before?: string
  /** Only these; ids of what is not in the trash are passed over. */
  readonly ids?: readonly string[]
}

/** What is in a project's trash. */
export function trashContent(database: Database, project: Project, { before, ids }: TrashFilter = {}): TrashContent {
  const assets = database
    .all(
      `SELECT * FROM assets WHERE project_id = ?1 AND trashed_at IS NOT NULL AND (?2 IS NULL OR trashed_at <= ?2)
       AND (?3 IS NULL OR id IN (SELECT value FROM json_each(?3))) ORDER BY rowid`,
      project.id,
      before ?? null,
      ids === undefined ? null : JSON.stringify(ids),
    )
    .map(assetFromRow)
  const made = database.get(
    `SELECT count(DISTINCT child) AS count FROM parents JOIN assets ON assets.id = parents.child
     WHERE assets.trashed_at IS NULL AND parent IN (SELECT value FROM json_each(?))`,
    JSON.stringify(assets.map(({ id }) => id)),
  )
  return {
    assets,
    sizeBytes: assets.reduce((sum, asset) => sum + asset.sizeBytes, 0),
    madeFromThem: Number(made?.['count'] ?? 0),
  }
}

/**
 * Deletes what is in the trash for good: files, rows, and their places in the history. The files go first and the journal
 * says so after: killed in between, the rest is still in the trash, and emptying it again ends the work.
 */
export function emptyTrash(database: Database, project: Project, filter: TrashFilter = {}): EmptiedTrash {
  let content: TrashContent = { assets: [], sizeBytes: 0, madeFromThem: 0 }
  const keptFiles: string[] = []
  let sizeBytes = 0
  appendToJournal(database, project, () => {
    content = trashContent(database, project, filter)
    if (content.assets.length === 0) return []
    const folders = new Set<string>()
    for (const asset of content.assets) {
      const file = join(project.folder, asset.path)
      explainStorageErrors(file, () => {
        if (isChanged(file, asset)) {
          keptFiles.push(file)
          return
        }
        rmSync(file, { force: true })
        sizeBytes += asset.sizeBytes
      })
      folders.add(dirname(file))
    }
    for (const folder of folders) if (existsSync(folder)) syncFolder(folder)
    return [{ type: 'purge', at: new Date().toISOString(), assets: content.assets.map(({ id }) => id) }]
  })
  return { ...content, sizeBytes, keptFiles }
}

function isChanged(file: string, { sizeBytes, sha256: hash }: Asset): boolean {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) return false
  return stats.size !== sizeBytes || sha256(readFileSync(file)) !== hash
}
