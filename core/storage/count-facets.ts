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
  // Grouped along the whole index, so that one pass over it needs no sorting; the groups are few.
  const groups = database.all(
    `SELECT kind, model, session, count(*) AS count FROM assets INDEXED BY assets_counted
     WHERE trashed_at IS NULL ${ofProject} GROUP BY project_id, current, kind, model, session HAVING current = 1`,
    ...values,
  )
  const tags = database.all(
    `SELECT tag, count(*) AS count FROM asset_tags WHERE listed = 1 ${ofProject} GROUP BY tag, project_id, listed`,
    ...values,
  )
  const trashed = database.get(
    `SELECT count(*) AS count FROM assets WHERE trashed_at IS NOT NULL ${ofProject}`,
    ...values,
  )
  const sum = (rows: typeof groups, column: string) => {
    const counts = new Map<string, number>()
    for (const row of rows) {
      const word = row[column]
      if (word !== null) counts.set(String(word), (counts.get(String(word)) ?? 0) + Number(row['count']))
    }
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  }
  return {
    kinds: Object.fromEntries(sum(groups, 'kind')),
    tags: sum(tags, 'tag').map(([tag, count]) => ({ tag, count })),
    models: sum(groups, 'model').map(([model, count]) => ({ model, count })),
    sessions: sum(groups, 'session').map(([session, count]) => ({ session, count })),
    total: groups.reduce((total, row) => total + Number(row['count']), 0),
    trashed: Number(trashed!['count']),
  }
}
