import { freePosition } from './asset-position.ts'
import type { Database } from './database.ts'
import { applyEffect, type Effect } from './effect.ts'
import type { AssetLine, HistoryChange, JournalLine } from './journal-line.ts'
import { applyPurge } from './purge.ts'

/**
 * What a line means for the database. Applying it twice is the same as once. Answers with a sentence for each thing that undo or
 * redo of a turn left as it is, because it was changed since.
 */
export function applyLine(database: Database, projectId: string, line: JournalLine): readonly string[] {
  switch (line.type) {
    case 'asset':
      addAsset(database, projectId, line.asset)
      break
    case 'tags':
      database.run('UPDATE assets SET tags = ? WHERE id = ?', JSON.stringify(line.tags), line.asset)
      indexWords(database, line.asset)
      break
    case 'history':
      addHistory(database, projectId, line)
      break
    case 'undo':
      return moveHistory(database, projectId, line.entry, true)
    case 'redo':
      return moveHistory(database, projectId, line.entry, false)
    case 'purge':
      applyPurge(database, projectId, line.assets)
      break
    case 'rating':
      database.run('UPDATE assets SET rating = ? WHERE id = ?', line.rating, line.asset)
      break
    case 'collection':
      database.run(
        'INSERT INTO collections (id, project_id, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
        line.id,
        projectId,
        line.name,
        line.at,
      )
      break
    case 'collection-delete':
      database.run('DELETE FROM collection_assets WHERE collection_id = ?', line.id)
      database.run('DELETE FROM collections WHERE id = ?', line.id)
      break
    case 'collect':
      collect(database, line)
      break
    default:
      line satisfies never
  }
  return []
}

function addHistory(database: Database, projectId: string, line: Extract<JournalLine, { type: 'history' }>): void {
  const known = database.get('SELECT 1 FROM history WHERE id = ?', line.id)
  if (known !== undefined) return
  // A new change forgets what was undone before it; a turn of a conversation can still be brought back by itself.
  database.run('DELETE FROM history WHERE project_id = ? AND undone = 1 AND turn IS NULL', projectId)
  database.run('UPDATE history SET undone = 2 WHERE project_id = ? AND undone = 1', projectId)
  const last = database.get('SELECT max(position) AS last FROM history WHERE project_id = ?', projectId)
  database.run(
    'INSERT INTO history (id, project_id, position, at, label, job_id, session, changes, effects, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    line.id,
    projectId,
    Number(last?.['last'] ?? 0) + 1,
    line.at,
    line.label,
    line.jobId ?? null,
    line.session,
    JSON.stringify(line.changes),
    JSON.stringify(line.effects ?? []),
    line.turn ?? null,
  )
  for (const change of line.changes) applyChange(database, projectId, change, line.at)
  applyEffects(database, projectId, line.effects ?? [], 'do')
}

function moveHistory(database: Database, projectId: string, entry: string, undo: boolean): string[] {
  const row = database.get('SELECT at, changes, effects, turn, undone FROM history WHERE id = ?', entry)
  if (row === undefined || (row['undone'] === 0) !== undo) return []
  const order = undo
    ? Number(
        database.get('SELECT max(undo_order) AS last FROM history WHERE project_id = ?', projectId)!['last'] ?? 0,
      ) + 1
    : 0
  database.run('UPDATE history SET undone = ?, undo_order = ? WHERE id = ?', undo ? 1 : 0, order, entry)
  const changes = JSON.parse(String(row['changes'])) as HistoryChange[]
  const effects = JSON.parse(String(row['effects'])) as Effect[]
  const at = String(row['at'])
  // One entry may change a name more than once: what came last is taken back first.
  const steps = undo ? changes.reverse().map(inverse) : changes
  const conflicts = undo ? applyEffects(database, projectId, effects.reverse(), 'undo') : []
  for (const change of steps) {
    // Others may have gone on since a turn: what they made current stays.
    const conflict = row['turn'] === null ? undefined : changedSince(database, projectId, change)
    if (conflict === undefined) applyChange(database, projectId, change, at)
    else {
      applyMarks(database, change, at)
      conflicts.push(conflict)
    }
  }
  return undo ? conflicts : [...conflicts, ...applyEffects(database, projectId, effects, 'do')]
}

function applyEffects(database: Database, projectId: string, effects: readonly Effect[], way: 'do' | 'undo'): string[] {
  return effects.flatMap((effect) => {
    const { conflict, words } = applyEffect(database, projectId, effect, way)
    if (words !== undefined) indexWords(database, words)
    return conflict === undefined ? [] : [conflict]
  })
}

function changedSince(database: Database, projectId: string, change: HistoryChange): string | undefined {
  const name = nameNow(database, change)
  const head = database.get('SELECT asset_id FROM heads WHERE project_id = ? AND name = ?', projectId, name)
  const now = head === undefined ? undefined : String(head['asset_id'])
  return now === change.before || now === change.after ? undefined : `"${name}" was changed since.`
}

/** The name of what a change is about: it may have been renamed since. */
function nameNow(database: Database, { name, before, after, trashed, restored }: HistoryChange): string {
  const id = after ?? before ?? trashed ?? restored
  const row = id === undefined ? undefined : database.get('SELECT name FROM assets WHERE id = ?', id)
  return row === undefined ? name : String(row['name'])
}

function inverse({ name, before, after, trashed, restored }: HistoryChange): HistoryChange {
  return {
    name,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
    ...(restored === undefined ? {} : { trashed: restored }),
    ...(trashed === undefined ? {} : { restored: trashed }),
  }
}

function applyMarks(database: Database, change: HistoryChange, at: string): void {
  if (change.trashed !== undefined) database.run('UPDATE assets SET trashed_at = ? WHERE id = ?', at, change.trashed)
  if (change.restored !== undefined) database.run('UPDATE assets SET trashed_at = NULL WHERE id = ?', change.restored)
}

function applyChange(database: Database, projectId: string, change: HistoryChange, at: string): void {
  applyMarks(database, change, at)
  const name = nameNow(database, change)
  if (change.after === undefined) {
    database.run('DELETE FROM heads WHERE project_id = ? AND name = ?', projectId, name)
  } else {
    database.run(
      'INSERT INTO heads (project_id, name, asset_id) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET asset_id = excluded.asset_id',
      projectId,
      name,
      change.after,
    )
  }
}

function addAsset(database: Database, projectId: string, asset: AssetLine): void {
  const added = database.run(
    `INSERT OR IGNORE INTO assets (id, project_id, name, version, kind, role, media_type, path, sha256, size_bytes, created_at, parents, job_id,
       recipe, quality, facts, tags, session, position, model, source_sha256)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    asset.id,
    projectId,
    asset.name,
    asset.version,
    asset.kind,
    asset.role ?? null,
    asset.mediaType,
    asset.path,
    asset.sha256,
    asset.sizeBytes,
    asset.createdAt,
    JSON.stringify(asset.parents),
    asset.jobId,
    asset.recipe === undefined ? null : JSON.stringify(asset.recipe),
    asset.quality === undefined ? null : JSON.stringify(asset.quality),
    JSON.stringify(asset.facts),
    JSON.stringify(asset.tags),
    asset.session,
    freePosition(database, asset.createdAt),
    textFact(asset, 'model'),
    textFact(asset, 'sourceSha256'),
  )
  if (added === 0) return
  for (const parent of asset.parents)
    database.run('INSERT OR IGNORE INTO parents (child, parent) VALUES (?, ?)', asset.id, parent)
  indexWords(database, asset.id)
}

function textFact({ facts }: AssetLine, key: string): string | null {
  const value = facts[key]
  return typeof value === 'string' ? value : null
}

function collect(database: Database, { collection, add, remove }: Extract<JournalLine, { type: 'collect' }>): void {
  for (const id of add) {
    database.run(
      'INSERT OR IGNORE INTO collection_assets (collection_id, asset) SELECT ?, position FROM assets WHERE id = ?',
      collection,
      id,
    )
  }
  for (const id of remove) {
    database.run(
      'DELETE FROM collection_assets WHERE collection_id = ? AND asset = (SELECT position FROM assets WHERE id = ?)',
      collection,
      id,
    )
  }
}

/** Full-text words of an asset: its name, kind, tags, and the texts among its facts (prompt, what was understood …). */
function indexWords(database: Database, id: string): void {
  const row = database.get('SELECT name, kind, role, tags, facts FROM assets WHERE id = ?', id)
  if (row === undefined) return
  const texts: string[] = []
  const gather = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) gather(inner)
  }
  gather([row['name'], row['kind'], row['role'], JSON.parse(String(row['tags'])), JSON.parse(String(row['facts']))])
  const words = texts.join(' ').replaceAll(/[-_]/g, ' ')
  // The place is taken from the table: a number given from here would arrive as a float, which the index refuses.
  database.run('DELETE FROM asset_words WHERE rowid = (SELECT position FROM assets WHERE id = ?)', id)
  database.run('INSERT INTO asset_words (rowid, words) SELECT position, ? FROM assets WHERE id = ?', words, id)
}
