import { createRoute, z } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { collectionSchema } from '../schemas/project.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Collections']
const params = z.object({ id: z.string().max(200) })
const name = z.string().trim().min(1).max(200)
const one = jsonAnswer(collectionSchema, 'The collection.')

const list = createRoute({
  method: 'get',
  path: '/collections',
  tags,
  summary: 'Collections by name, with how much is in them.',
  request: { query: z.object({ projectId: z.string().optional() }) },
  responses: { 200: jsonAnswer(z.object({ items: z.array(collectionSchema) }), 'The collections.'), ...failure },
})

const create = createRoute({
  method: 'post',
  path: '/collections',
  tags,
  summary: 'Make a collection; put assets in with POST /assets/batch.',
  request: { body: jsonBody(z.strictObject({ name, projectId: z.string().optional() })) },
  responses: { 201: one, ...failure },
})

const rename = createRoute({
  method: 'patch',
  path: '/collections/{id}',
  tags,
  summary: 'Rename a collection.',
  request: { params, body: jsonBody(z.strictObject({ name })) },
  responses: { 200: one, ...failure },
})

const remove = createRoute({
  method: 'delete',
  path: '/collections/{id}',
  tags,
  summary: 'Delete a collection; the assets in it stay.',
  request: { params },
  responses: { 200: one, ...failure },
})

/** Collections: list, make, rename, delete. */
export function collectionRoutes({ workspace, events }: ApiContext) {
  const { collections, projects } = workspace
  const told = <T>(collection: T): T => {
    events.add({ type: 'collections-changed' })
    return collection
  }
  return routeApp()
    .openapi(list, (c) => {
      const { projectId } = c.req.valid('query')
      const items = collections.list(projectId === undefined ? undefined : projects.get(projectId).id)
      return c.json({ items }, 200)
    })
    .openapi(create, (c) => {
      const { name: title, projectId } = c.req.valid('json')
      const project = projectId === undefined ? projects.current() : projects.get(projectId)
      return c.json(told(collections.create(project, title)), 201)
    })
    .openapi(rename, (c) => c.json(told(collections.rename(c.req.valid('param').id, c.req.valid('json').name)), 200))
    .openapi(remove, (c) => c.json(told(collections.delete(c.req.valid('param').id)), 200))
}
