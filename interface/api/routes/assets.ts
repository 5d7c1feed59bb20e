import { createRoute, z } from '@hono/zod-openapi'
import { WorkspaceError } from '../../../base/error.ts'
import type { AssetChange } from '../../../core/storage/change-assets.ts'
import type { ApiContext } from '../context.ts'
import {
  type AssetBatch,
  assetBatchSchema,
  assetChangeSchema,
  assetPageSchema,
  assetSchema,
  facetsSchema,
  lineageSchema,
} from '../schemas/asset.ts'
import { jobSchema } from '../schemas/job.ts'
import { listQuery, toAssetFilter } from './asset-query.ts'
import { viewAsset } from './asset-view.ts'
import { viewJob } from './job-view.ts'
import { refuseFullQueue } from './refuse-full-queue.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Assets']
const params = z.object({ id: z.string().max(200) })
const list = createRoute({
  method: 'get',
  path: '/assets',
  tags,
  summary: 'Search and list assets.',
  description: 'Pages stay in place while new assets arrive: the cursor says where the last one ended.',
  request: { query: listQuery },
  responses: { 200: jsonAnswer(assetPageSchema, 'One page, with the number of all that match.'), ...failure },
})

const facets = createRoute({
  method: 'get',
  path: '/assets/facets',
  tags,
  summary: 'How many current assets there are of each kind, tag, model and session.',
  request: { query: z.object({ projectId: z.string().optional() }) },
  responses: { 200: jsonAnswer(facetsSchema, 'The counts.'), ...failure },
})

const batch = createRoute({
  method: 'post',
  path: '/assets/batch',
  tags,
  summary: 'Trash, restore, tag, rate, collect or make current many assets at once.',
  description: 'One undo takes back what moved; tags, ratings and collections are no part of the history.',
  request: { body: jsonBody(assetBatchSchema) },
  responses: { 200: jsonAnswer(z.object({ changed: z.int() }), 'How many are different now.'), ...failure },
})

const show = createRoute({
  method: 'get',
  path: '/assets/{id}',
  tags,
  summary: 'Show an asset.',
  request: { params },
  responses: { 200: jsonAnswer(assetSchema, 'The asset.'), ...failure },
})

const change = createRoute({
  method: 'patch',
  path: '/assets/{id}',
  tags,
  summary: 'Rate and tag an asset.',
  request: { params, body: jsonBody(assetChangeSchema) },
  responses: { 200: jsonAnswer(assetSchema, 'The asset.'), ...failure },
})

const versions = createRoute({
  method: 'get',
  path: '/assets/{id}/versions',
  tags,
  summary: "Every version of the asset's name, newest first, also those in the trash.",
  request: { params },
  responses: { 200: jsonAnswer(z.object({ items: z.array(assetSchema) }), 'The versions.'), ...failure },
})

const lineage = createRoute({
  method: 'get',
  path: '/assets/{id}/lineage',
  tags,
  summary: 'What an asset was made from and what was made from it.',
  request: { params },
  responses: {
    200: jsonAnswer(lineageSchema, 'The assets, and an edge from each to what was made of it.'),
    ...failure,
  },
})

const replay = createRoute({
  method: 'post',
  path: '/assets/{id}/replay',
  tags,
  summary: 'Make an asset again from its recipe and compare every step; nothing is kept.',
  request: { params },
  responses: { 201: jsonAnswer(jobSchema, 'The job.'), ...failure },
})

/** More than this is no picture that a person can read. */
const mostRelatives = 500

/** Assets: search, facets, show, rate, tag, change many, versions, lineage, replay. */
export function assetRoutes(context: ApiContext) {
  const { workspace, events } = context
  const { assets, queue } = workspace
  const one = (id: string) => viewAsset(findAsset(context, id))
  const apply = (ids: readonly string[], asked: AssetChange) => {
    const changed = assets.change(ids, asked, workspace.currentSession)
    if (changed.length === 0) return changed
    events.add({ type: 'assets-changed', ids: changed })
    if (asked.action === 'collect' || asked.action === 'uncollect') events.add({ type: 'collections-changed' })
    return changed
  }
  return routeApp()
    .openapi(list, (c) => {
      const { items, ...page } = assets.search(toAssetFilter(context, c.req.valid('query')))
      return c.json({ items: items.map(viewAsset), ...page }, 200)
    })
    .openapi(facets, (c) => {
      const { projectId } = c.req.valid('query')
      return c.json(
        assets.facets(projectId === undefined ? undefined : workspace.projects.get(projectId).id) as never,
        200,
      )
    })
    .openapi(batch, (c) => {
      const asked = c.req.valid('json')
      return c.json({ changed: apply(asked.ids, changeOf(asked)).length }, 200)
    })
    .openapi(show, (c) => c.json(one(c.req.valid('param').id), 200))
    .openapi(change, (c) => {
      const { id } = findAsset(context, c.req.valid('param').id)
      const { rating, addTags = [], removeTags = [] } = c.req.valid('json')
      if (rating !== undefined) apply([id], { action: 'rate', rating })
      if (addTags.length + removeTags.length > 0) apply([id], { action: 'tag', add: addTags, remove: removeTags })
      return c.json(one(id), 200)
    })
    .openapi(versions, (c) => {
      const { projectId, name } = findAsset(context, c.req.valid('param').id)
      return c.json({ items: assets.versions(projectId, name).map(viewAsset) }, 200)
    })
    .openapi(lineage, (c) => {
      const { id } = findAsset(context, c.req.valid('param').id)
      const ids = [...assets.ancestors(id).reverse(), assets.get(id), ...assets.descendants(id)].map((each) => each.id)
      const nodes = assets.listed(ids.slice(0, mostRelatives))
      const shown = new Set(nodes.map((node) => node.id))
      const edges = nodes.flatMap((node) =>
        node.parents.filter((parent) => shown.has(parent)).map((from) => ({ from, to: node.id })),
      )
      return c.json({ nodes: nodes.map(viewAsset), edges, ...(ids.length > mostRelatives && { truncated: true }) }, 200)
    })
    .openapi(replay, async (c) => {
      const asset = findAsset(context, c.req.valid('param').id)
      const full = refuseFullQueue(context, c)
      if (full !== undefined) return full
      const job = await queue.submit({ node: 'asset.replay', input: { asset: asset.id }, projectId: asset.projectId })
      return c.json(viewJob(context, job), 201)
    })
}

/** The asset of exactly this id: names and paths are no way to a file. */
export function findAsset({ workspace }: ApiContext, id: string) {
  const [asset] = workspace.assets.listed([id])
  if (asset !== undefined) return asset
  throw new WorkspaceError('not-found', `There is no asset "${id.slice(0, 50)}".`, {
    hint: 'List them: GET /api/v1/assets',
  })
}

function changeOf({ action, tags: some, rating, collection }: AssetBatch): AssetChange {
  const missing = (field: string) =>
    new WorkspaceError('bad-input', `"${field}" is missing: ${action} needs it.`, { hint: 'See the routes: /docs' })
  switch (action) {
    case 'tag':
    case 'untag':
      if (some === undefined) throw missing('tags')
      return action === 'tag' ? { action: 'tag', add: some } : { action: 'tag', remove: some }
    case 'rate':
      if (rating === undefined) throw missing('rating')
      return { action, rating }
    case 'collect':
    case 'uncollect':
      if (collection === undefined) throw missing('collection')
      return { action, collection }
    default:
      return { action }
  }
}
