import { z } from 'zod'
import type { Database } from './database.ts'

/**
 * A change beside the heads that undo takes back with its history entry. Those of the database are applied with the journal's
 * line; those outside of it (settings, files, which model is used, which project is in use) by `OutsideEffects`.
 */
export const effectSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tags'), asset: z.string(), add: z.array(z.string()), remove: z.array(z.string()) }),
  z.object({ type: z.literal('rating'), asset: z.string(), before: z.int(), after: z.int() }),
  /** Made (no `before`), renamed, or deleted (no `after`). */
  z.object({
    type: z.literal('collection'),
    id: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
    at: z.string(),
  }),
  z.object({
    type: z.literal('collect'),
    collection: z.string(),
    add: z.array(z.string()),
    remove: z.array(z.string()),
  }),
  /** All versions of a name under another one. */
  z.object({ type: z.literal('rename'), before: z.string(), after: z.string() }),
  /** Absent: the default. */
  z.object({
    type: z.literal('setting'),
    key: z.string(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  }),
  /** A text file of the project, by the SHA-256 of what it held; `path` is relative to the project's folder. Absent: no file. */
  z.object({
    type: z.literal('file'),
    path: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  /** The model that a kind uses where none is named; absent: none was chosen. */
  z.object({
    type: z.literal('model-default'),
    kind: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  z.object({ type: z.literal('current-project'), before: z.string(), after: z.string(), conversation: z.string() }),
  /** A project that was made. */
  z.object({ type: z.literal('project'), id: z.string(), name: z.string(), createdAt: z.string() }),
])

export type Effect = z.output<typeof effectSchema>
export type OutsideEffect = Extract<
  Effect,
  { type: 'setting' | 'file' | 'model-default' | 'current-project' | 'project' }
>

/** Does or takes back what is not in the database. Answers with a sentence where it was changed since and is left as it is. */
export interface OutsideEffects {
  apply(projectId: string, effect: OutsideEffect, way: 'do' | 'undo'): string | undefined
}

export function isOutside(effect: Effect): effect is OutsideEffect {
  switch (effect.type) {
    case 'setting':
    case 'file':
    case 'model-default':
    case 'current-project':
    case 'project':
      return true
    default:
      return false
  }
}

/** Applies what an effect means for the database; a sentence where it was changed since and is left as it is. */
export function applyEffect(
  database: Database,
  projectId: string,
  effect: Effect,
  way: 'do' | 'undo',
): { readonly conflict?: string; readonly words?: string } {
  const forward = way === 'do'
  switch (effect.type) {
    case 'tags': {
      const row = database.get('SELECT name, tags FROM assets WHERE id = ?', effect.asset)
      if (row === undefined) return {}
      const [add, remove] = forward ? [effect.add, effect.remove] : [effect.remove, effect.add]
      const before = JSON.parse(String(row['tags'])) as string[]
      const tags = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag)).sort()
      database.run('UPDATE assets SET tags = ? WHERE id = ?', JSON.stringify(tags), effect.asset)
      return { words: effect.asset }
    }
    case 'rating': {
      const [from, to] = forward ? [effect.before, effect.after] : [effect.after, effect.before]
      const row = database.get('SELECT name, rating FROM assets WHERE id = ?', effect.asset)
      if (row === undefined || Number(row['rating']) === to) return {}
      if (Number(row['rating']) !== from) return { conflict: `"${row['name']}" was rated again since.` }
      database.run('UPDATE assets SET rating = ? WHERE id = ?', to, effect.asset)
      return {}
    }
    case 'collection':
      return applyCollection(database, projectId, effect, forward)
    case 'collect': {
      const [add, remove] = forward ? [effect.add, effect.remove] : [effect.remove, effect.add]
      for (const id of add) {
        database.run(
          `INSERT OR IGNORE INTO collection_assets (collection_id, asset)
           SELECT collections.id, assets.position FROM collections, assets WHERE collections.id = ? AND assets.id = ?`,
          effect.collection,
          id,
        )
      }
      for (const id of remove) {
        database.run(
          'DELETE FROM collection_assets WHERE collection_id = ? AND asset = (SELECT position FROM assets WHERE id = ?)',
          effect.collection,
          id,
        )
      }
      return {}
    }
    case 'rename': {
      const [from, to] = forward ? [effect.before, effect.after] : [effect.after, effect.before]
      const has = (name: string) =>
        database.get('SELECT id FROM assets WHERE project_id = ? AND name = ? LIMIT 1', projectId, name)
      const asset = has(from)
      if (asset === undefined) return {}
      if (has(to) !== undefined) return { conflict: `"${from}" keeps its name: "${to}" is taken by another asset now.` }
      database.run('UPDATE assets SET name = ? WHERE project_id = ? AND name = ?', to, projectId, from)
      database.run('UPDATE heads SET name = ? WHERE project_id = ? AND name = ?', to, projectId, from)
      return { words: String(asset['id']) }
    }
    case 'setting':
    case 'file':
    case 'model-default':
    case 'current-project':
    case 'project':
      return {}
    default:
      return effect satisfies never
  }
}

function applyCollection(
  database: Database,
  projectId: string,
  effect: Extract<Effect, { type: 'collection' }>,
  forward: boolean,
): { readonly conflict?: string } {
  const to = forward ? effect.after : effect.before
  const row = database.get('SELECT name FROM collections WHERE id = ?', effect.id)
  if (to !== undefined) {
    database.run(
      'INSERT INTO collections (id, project_id, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
      effect.id,
      projectId,
      to,
      effect.at,
    )
    return {}
  }
  if (row === undefined) return {}
  const others = database.get('SELECT 1 FROM collection_assets WHERE collection_id = ? LIMIT 1', effect.id)
  if (others !== undefined) return { conflict: `The collection "${row['name']}" stays: other assets are in it now.` }
  database.run('DELETE FROM collections WHERE id = ?', effect.id)
  return {}
}
