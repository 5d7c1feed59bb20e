import type { AssetKind } from '../../base/asset.ts'
import type { Database } from './database.ts'

/** What the current assets can be narrowed by, with how many there are of each. Tags, models and sessions: most used first. */
export interface AssetFacets {
  readonly kinds: Readonly<Partial<Record<AssetKind, number>>>
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
  readonly models: readonly { readonly model: string; readonly count: number }[]
  readonly sessions: readonly { readonly session: string; readonly count: number }[]
  readonly total: number
  readonly trashed: number
}

/** Counts the current assets of a project, or of all of them, by kind, tag, model and session. */
export function countFacets(database: Database, projectId?: string): AssetFacets {
  const ofProject = projectId === undefined ? '' : 'AND project_id = ?'
  const values = projectId === undefined ? [] : [projectId]
  const sums = (facet: string) =>
    database
      .all(
        `SELECT word, sum(count) AS count FROM asset_counts WHERE facet = ? AND count > 0 ${ofProject}
         GROUP BY word ORDER BY count DESC, word`,
        facet,
        ...values,
      )
      .map((row) => ({ word: String(row['word']), count: Number(row['count']) }))
  const tags = database.all(
    `SELECT tag, count(*) AS count FROM asset_tags WHERE listed = 1 ${ofProject} GROUP BY tag ORDER BY count DESC, tag`,
    ...values,
  )
  const trashed = database.get(
    `SELECT count(*) AS count FROM assets WHERE trashed_at IS NOT NULL ${ofProject}`,
    ...values,
  )
  const kinds = sums('kind')
  return {
    kinds: Object.fromEntries(kinds.map(({ word, count }) => [word, count])),
    tags: tags.map((row) => ({ tag: String(row['tag']), count: Number(row['count']) })),
    models: sums('model').map(({ word, count }) => ({ model: word, count })),
    sessions: sums('session').map(({ word, count }) => ({ session: word, count })),
    total: kinds.reduce((total, { count }) => total + count, 0),
    trashed: Number(trashed!['count']),
  }
}
