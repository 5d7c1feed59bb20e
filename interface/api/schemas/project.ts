import { z } from '@hono/zod-openapi'

/** A project as the API shows it. */
export const projectSchema = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    folder: z.string().openapi({ description: 'Absolute path of its folder on the machine of the server.' }),
    current: z.boolean().openapi({ description: 'Whether commands work in it when none is named.' }),
    assets: z.int().openapi({ description: 'Current assets.' }),
    jobs: z.int(),
    sizeBytes: z.int().openapi({ description: 'Of all files, older versions and the trash included.' }),
    lastAt: z.iso.datetime().optional().openapi({ description: 'When something was last made in it.' }),
  })
  .openapi('Project')

export type ProjectView = z.infer<typeof projectSchema>

export const sessionSchema = z
  .object({
    name: z.string(),
    startedAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    jobs: z.int(),
    assets: z.int(),
  })
  .openapi('Session')

export const historyEntrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    label: z.string(),
    jobId: z.string().optional(),
    session: z.string(),
    undone: z.boolean().openapi({ description: 'True for what redo brings back.' }),
    changes: z.array(z.object({ name: z.string(), before: z.string().optional(), after: z.string().optional() })),
    turn: z.string().optional().openapi({ description: 'The turn of a conversation: all of it is one step.' }),
    further: z.array(z.string()).optional().openapi({ description: 'What else it changed, in words.' }),
    conflicts: z
      .array(z.string())
      .optional()
      .openapi({ description: 'In the answer of undo and redo: what was changed since and stays.' }),
  })
  .openapi('HistoryEntry')

export const historySchema = z
  .object({ items: z.array(historyEntrySchema), canUndo: z.boolean(), canRedo: z.boolean() })
  .openapi('History')

/** A collection as the API shows it. */
export const collectionSchema = z
  .object({
    id: z.string(),
    projectId: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    count: z.int().openapi({ description: 'Current assets in it.' }),
    cover: z.string().optional().openapi({ description: 'Id of its newest picture.' }),
  })
  .openapi('Collection')

export type CollectionView = z.infer<typeof collectionSchema>
