import { createRoute, z } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Conversations']
const params = z.object({ slug: z.string().max(200) })
const memorySchema = z.object({ text: z.string() }).openapi('ProjectMemory')
/** A memory goes into every prompt: more than some ten thousand words would leave no room for the conversation. */
const memoryBody = z.strictObject({ text: z.string().max(100_000) })

const read = createRoute({
  method: 'get',
  path: '/projects/{slug}/memory',
  tags,
  summary: 'What conversations of a project remember, as Markdown.',
  request: { params },
  responses: { 200: jsonAnswer(memorySchema, 'The memory.'), ...failure },
})

const write = createRoute({
  method: 'put',
  path: '/projects/{slug}/memory',
  tags,
  summary: 'Write it anew.',
  request: { params, body: jsonBody(memoryBody) },
  responses: { 200: jsonAnswer(memorySchema, 'The memory.'), ...failure },
})

/** The memory of a project: read, write. */
export function projectMemoryRoutes({ workspace: { chat, projects } }: ApiContext) {
  const memory = (slug: string) => chat.memory(projects.get(slug).id)
  return routeApp()
    .openapi(read, (c) => c.json({ text: memory(c.req.valid('param').slug).get() }, 200))
    .openapi(write, (c) => {
      const { text } = c.req.valid('json')
      const kept = memory(c.req.valid('param').slug)
      kept.set(text)
      return c.json({ text: kept.get() }, 200)
    })
}
