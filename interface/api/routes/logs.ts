import { join } from 'node:path'
import { createRoute, z } from '@hono/zod-openapi'
import { logLevels } from '../../../core/logs/log.ts'
import { readLog, readLogAfter } from '../../../core/logs/read-log.ts'
import type { ApiContext } from '../context.ts'
import { logPageSchema } from '../schemas/log.ts'
import { pageLimit } from '../schemas/page.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const place = z.string().regex(/^\d+:\d+$/, 'is no place in the log')

const list = createRoute({
  method: 'get',
  path: '/logs',
  tags: ['Logs'],
  summary: 'What the program wrote down, over all kept files.',
  description: 'To follow the log, ask again with `after` set to the `newest` of the answer before.',
  request: {
    query: z.object({
      level: z.enum(logLevels).optional().openapi({ description: 'Entries at least this important.' }),
      q: z.string().optional().openapi({ description: 'Words that must all occur in an entry.' }),
      cursor: place.optional(),
      after: place.optional(),
      limit: pageLimit,
    }),
  },
  responses: { 200: jsonAnswer(logPageSchema, 'Entries.'), ...failure },
})

/** The log: read, search, follow. */
export function logRoutes({ workspace }: ApiContext) {
  const folder = join(workspace.home, 'logs')
  return routeApp().openapi(list, async (c) => {
    const { level, q, cursor, after, limit } = c.req.valid('query')
    const filter = { limit, ...(level !== undefined && { level }), ...(q !== undefined && { text: q }) }
    if (after !== undefined) {
      const { entries, newest } = readLogAfter(folder, { after, ...filter })
      return c.json({ items: entries.map((entry) => ({ ...entry, fields: { ...entry.fields } })), newest }, 200)
    }
    const { entries, ...rest } = await readLog(folder, { ...filter, ...(cursor !== undefined && { cursor }) })
    return c.json({ items: entries.map((entry) => ({ ...entry, fields: { ...entry.fields } })), ...rest }, 200)
  })
}
