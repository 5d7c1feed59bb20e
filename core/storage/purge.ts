import type { HistoryEntry } from '../../base/project.ts'
import type { Database } from './database.ts'

/** As the journal writes it: beside the heads, what was put into the trash or taken out of it. */
type Change = HistoryEntry['changes'][number] & { readonly trashed?: string; readonly restored?: string }

/**
 * Takes deleted assets out of the index: their rows, what was cached of them, and their places in the history, so that undo
 * and redo never make current what is no longer there. The same for the same rows, whenever the journal is read again.
 */
export function applyPurge(database: Database, projectId: string, ids: readonly string[]): void {
  const gone = new Set(ids)
  for (const id of gone) {
    for (const sql of [
      'DELETE FROM assets WHERE id = ?',
      'DELETE FROM parents WHERE child = ?',
      'DELETE FROM heads WHERE asset_id = ?',
      'DELETE FROM job_assets WHERE asset_id = ?',
    ]) {
      database.run(sql, id)
    }
  }
  database.run(
    'DELETE FROM cache WHERE EXISTS (SELECT 1 FROM json_each(cache.assets) JOIN json_each(?) AS gone USING (value))',
    JSON.stringify(ids),
  )
  forgetInHistory(database, projectId, gone)
}

/** Where a deleted version stood between two others, the step now goes from the one to the other; empty entries go. */
function forgetInHistory(database: Database, projectId: string, gone: ReadonlySet<string>): void {
  const isGone = (id: string | undefined) => id !== undefined && gone.has(id)
  /** What was current of each name at this place of the history, had the deleted versions never been. */
  const standing = new Map<string, string | undefined>()
  const rows = database.all(
    'SELECT id, changes, effects FROM history WHERE project_id = ? ORDER BY position',
    projectId,
  )
  for (const row of rows) {
    const changes = JSON.parse(String(row['changes'])) as Change[]
    const kept = changes.flatMap((change): Change[] => {
      const { name, trashed, restored } = change
      const before = isGone(change.before) ? standing.get(name) : change.before
      const after = isGone(change.after) ? before : change.after
      standing.set(name, after)
      if (isGone(trashed) || isGone(restored)) return []
      if (before === after && trashed === undefined && restored === undefined) return []
      return [
        {
          name,
          ...(before === undefined ? {} : { before }),
          ...(after === undefined ? {} : { after }),
          ...(trashed === undefined ? {} : { trashed }),
          ...(restored === undefined ? {} : { restored }),
        },
      ]
    })
    const text = JSON.stringify(kept)
    if (kept.length === 0 && row['effects'] === '[]') database.run('DELETE FROM history WHERE id = ?', row['id']!)
    else if (text !== row['changes']) database.run('UPDATE history SET changes = ? WHERE id = ?', text, row['id']!)
  }
}
