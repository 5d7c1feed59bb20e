import type { Database } from './database.ts'
import type { FreshCache } from './fresh-cache.ts'

/** The full-text query of what a person typed: every word must occur, the beginning of each is enough; `undefined` without a word. */
export function matchOf(text: string | undefined): string | undefined {
  const words = text?.match(/[\p{Letter}\p{Number}]+/gu) ?? []
  return words.length === 0 ? undefined : words.map((word) => `"${word}"*`).join(' ')
}

/** The condition that `keepMatches` prepares: SQLite looks each position up in the table, where it would collect a subquery's rows anew. */
export const isMatched = 'position IN (SELECT position FROM temp.matched_assets)'

/**
 * Puts the positions of all assets that match into a table of this connection. A page and its total, and the pages after it, share
 * it: with 50,000 matches the words are read in 12 ms, and were read for each of them.
 */
export function keepMatches(database: Database, match: string, cache: FreshCache): void {
  const kept = cache.get<{ match?: string }>('matched assets', () => ({}))
  if (kept.match === match) return
  database.runTemporary('CREATE TABLE IF NOT EXISTS temp.matched_assets (position INTEGER PRIMARY KEY)')
  database.runTemporary('DELETE FROM temp.matched_assets')
  database.runTemporary(
    'INSERT INTO temp.matched_assets SELECT rowid FROM asset_words WHERE words MATCH ? ORDER BY rowid',
    match,
  )
  kept.match = match
}
