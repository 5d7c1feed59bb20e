import { z } from '@hono/zod-openapi'
import { assetKinds, mapRoles } from '../../../base/asset.ts'
import { pageOf } from './page.ts'

const measureSchema = z.object({
  name: z.string(),
  value: z.union([z.number(), z.boolean(), z.string()]),
  pass: z.boolean().optional(),
})

/** An asset as the API shows it. */
export const assetSchema = z
  .object({
    id: z.string(),
    projectId: z.string(),
    projectSlug: z.string(),
    name: z.string(),
    version: z.int(),
    versions: z.int().openapi({ description: 'How many versions its name has.' }),
    current: z.boolean().openapi({ description: 'Whether it is the current version of its name.' }),
    kind: z.enum(assetKinds),
    role: z.enum(mapRoles).optional(),
    mediaType: z.string(),
    path: z.string().openapi({ description: 'Relative to the project folder: for people, never accepted.' }),
    sha256: z.string(),
    sizeBytes: z.int(),
    createdAt: z.iso.datetime(),
    parents: z.array(z.string()).openapi({ description: 'Ids of the assets it was made from.' }),
    jobId: z.string().openapi({ description: 'The job that made it; empty for an imported file.' }),
    recipe: z
      .object({ node: z.string(), nodeVersion: z.int(), input: z.unknown(), output: z.int() })
      .optional()
      .openapi({ description: 'How to make it again; absent for an imported file.' }),
    quality: z.object({ score: z.number(), measures: z.array(measureSchema) }).optional(),
    facts: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'Prompt, seed, width, height, model, triangles …' }),
    tags: z.array(z.string()),
    session: z.string(),
    trashedAt: z.iso.datetime().optional(),
    rating: z.int().min(1).max(5).optional(),
    collections: z.array(z.string()).openapi({ description: 'Ids of the collections it is in.' }),
    url: z.string().openapi({ description: 'Address of the file.' }),
    thumbnail: z
      .string()
      .openapi({ description: 'Address of its small pictures: append ?size=small, medium or large (256, 512, 1024).' }),
  })
  .openapi('Asset')

export type AssetView = z.infer<typeof assetSchema>

export const assetPageSchema = pageOf(assetSchema).openapi('AssetPage')

/** At most so many tags of at most so many characters; a tag is a word or a few. */
const tagList = z.array(z.string().trim().min(1).max(100)).min(1).max(50)

export const assetChangeSchema = z
  .strictObject({
    rating: z.int().min(0).max(5).optional().openapi({ description: '0 takes the rating away.' }),
    addTags: tagList.optional(),
    removeTags: tagList.optional(),
  })
  .openapi('AssetChange')

export const assetBatchSchema = z
  .strictObject({
    ids: z.array(z.string().max(40)).min(1).max(5000),
    action: z.enum(['trash', 'restore', 'tag', 'untag', 'rate', 'collect', 'uncollect', 'make-current']),
    tags: tagList.optional().openapi({ description: 'With tag and untag.' }),
    rating: z.int().min(0).max(5).optional().openapi({ description: 'With rate; 0 takes the rating away.' }),
    collection: z.string().optional().openapi({ description: 'With collect and uncollect: the id of a collection.' }),
  })
  .openapi('AssetBatch')

export type AssetBatch = z.infer<typeof assetBatchSchema>

export const facetsSchema = z
  .object({
    kinds: z.partialRecord(z.enum(assetKinds), z.int()),
    tags: z.array(z.object({ tag: z.string(), count: z.int() })),
    models: z.array(z.object({ model: z.string(), count: z.int() })),
    sessions: z.array(z.object({ session: z.string(), count: z.int() })),
    total: z.int(),
    trashed: z.int(),
  })
  .openapi('AssetFacets')

export const lineageSchema = z
  .object({
    nodes: z.array(assetSchema),
    edges: z.array(z.object({ from: z.string(), to: z.string() })),
    truncated: z.boolean().optional().openapi({ description: 'True when there is more than is shown.' }),
  })
  .openapi('Lineage')
