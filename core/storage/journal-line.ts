import { z } from 'zod'
import { assetKinds, mapRoles } from '../../base/asset.ts'
import { effectSchema } from './effect.ts'

const assetSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  kind: z.enum(assetKinds),
  role: z.enum(mapRoles).optional(),
  mediaType: z.string(),
  path: z.string(),
  sha256: z.string(),
  sizeBytes: z.int(),
  createdAt: z.string(),
  parents: z.array(z.string()),
  jobId: z.string(),
  recipe: z.object({ node: z.string(), nodeVersion: z.int(), input: z.unknown(), output: z.int() }).optional(),
  quality: z
    .object({
      score: z.number(),
      measures: z.array(
        z.object({
          name: z.string(),
          value: z.union([z.number(), z.boolean(), z.string()]),
          pass: z.boolean().optional(),
        }),
      ),
    })
    .optional(),
  facts: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  session: z.string(),
})

const changeSchema = z.object({
  name: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  trashed: z.string().optional(),
  restored: z.string().optional(),
})

/** One line of a project's journal. */
export const journalLineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('asset'), asset: assetSchema }),
  z.object({ type: z.literal('tags'), asset: z.string(), tags: z.array(z.string()) }),
  z.object({
    type: z.literal('history'),
    id: z.string(),
    at: z.string(),
    label: z.string(),
    jobId: z.string().optional(),
    session: z.string(),
    changes: z.array(changeSchema),
    effects: z.array(effectSchema).optional(),
    /** The turn of a conversation that it is a part of: all of a turn is undone as one step. */
    turn: z.string().optional(),
  }),
  z.object({ type: z.literal('undo'), entry: z.string() }),
  z.object({ type: z.literal('redo'), entry: z.string() }),
  z.object({ type: z.literal('purge'), at: z.string(), assets: z.array(z.string()) }),
  z.object({ type: z.literal('rating'), asset: z.string(), rating: z.int().min(0).max(5) }),
  z.object({ type: z.literal('collection'), id: z.string(), name: z.string(), at: z.string() }),
  z.object({ type: z.literal('collection-delete'), id: z.string() }),
  z.object({
    type: z.literal('collect'),
    collection: z.string(),
    add: z.array(z.string()).default([]),
    remove: z.array(z.string()).default([]),
  }),
])

export type JournalLine = z.output<typeof journalLineSchema>
export type HistoryChange = z.output<typeof changeSchema>
export type AssetLine = z.output<typeof assetSchema>
