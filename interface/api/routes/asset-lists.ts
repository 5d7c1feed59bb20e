import { createRoute, z } from '@hono/zod-openapi'
import { WorkspaceError } from '../../../base/error.ts'
import type { ApiContext } from '../context.ts'
import { listQuery, toAssetFilter } from './asset-query.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const tags = ['Assets']

const ids = createRoute({
  method: 'get',
  path: '/assets/ids',
  tags,
  summary: 'The ids of the assets that match, in the order of the list: to choose a range without loading it.',
  request: { query: listQuery.extend({ limit: z.coerce.number().int().min(1).optional() }) },
  responses: { 200: jsonAnswer(z.object({ ids: z.array(z.string()) }), 'The ids.'), ...failure },
})

const timeline = createRoute({
  method: 'get',
  path: '/assets/timeline',
  tags,
  summary: 'How the assets that match fall into days or sessions, in the order of the list.',
  description: "Days are of the server's time zone. Only lists by time fall into them: sort=newest or oldest.",
  request: { query: listQuery.extend({ by: z.enum(['day', 'session']).default('day') }) },
  responses: {
    200: jsonAnswer(
      z.object({ items: z.array(z.object({ key: z.string(), count: z.int() })) }),
      'The groups, one after the other.',
    ),
    ...failure,
  },
})

/** A list of assets as a whole, for scrolling and choosing. */
export function assetListRoutes(context: ApiContext) {
  const { assets } = context.workspace
  return routeApp()
    .openapi(ids, (c) => c.json({ ids: assets.ids(toAssetFilter(context, c.req.valid('query'))) }, 200))
    .openapi(timeline, (c) => {
      const { by, ...query } = c.req.valid('query')
      if (query.sort !== 'newest' && query.sort !== 'oldest') {
        throw new WorkspaceError('bad-input', `A list sorted by ${query.sort} has no days.`, {
          hint: 'Ask with sort=newest or sort=oldest.',
        })
      }
      return c.json({ items: assets.timeline(toAssetFilter(context, query), by) }, 200)
    })
}
