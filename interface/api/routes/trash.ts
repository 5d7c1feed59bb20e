import { createRoute, z } from '@hono/zod-openapi'
import type { Project } from '../../../base/project.ts'
import type { TrashFilter } from '../../../core/storage/empty-trash.ts'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Trash']
const query = z.object({
  projectId: z.string().optional().openapi({ description: 'Absent: the trash of every project.' }),
  before: z.iso.datetime().optional().openapi({ description: 'Only what lies there since this time at least.' }),
})

/** More at once would be a request of some hundred kilobytes. */
const some = z.strictObject({ ids: z.array(z.string().max(40)).min(1).max(5000) })
const contentSchema = z.object({
  count: z.int(),
  bytes: z.int(),
  madeFromThem: z.int().openapi({ description: 'Assets outside the trash whose replay would end here.' }),
})
const goneSchema = z.object({ deleted: z.int(), bytes: z.int(), keptFiles: z.int() })

const size = createRoute({
  method: 'get',
  path: '/trash/size',
  tags,
  summary: 'What emptying the trash would delete.',
  request: { query },
  responses: {
    200: jsonAnswer(contentSchema, 'How much lies there.'),
    ...failure,
  },
})

const empty = createRoute({
  method: 'delete',
  path: '/trash',
  tags,
  summary: 'Delete what is in the trash for good. Files that were changed outside the workspace stay.',
  request: { query },
  responses: {
    200: jsonAnswer(goneSchema, 'What is gone.'),
    ...failure,
  },
})

const sizeOfSome = createRoute({
  method: 'post',
  path: '/trash/size',
  tags,
  summary: 'What deleting some of what is in the trash would delete.',
  request: { body: jsonBody(some) },
  responses: { 200: jsonAnswer(contentSchema, 'How much it is.'), ...failure },
})

const deleteSome = createRoute({
  method: 'post',
  path: '/trash/delete',
  tags,
  summary: 'Delete some of what is in the trash for good; ids of what is not in the trash are passed over.',
  request: { body: jsonBody(some) },
  responses: { 200: jsonAnswer(goneSchema, 'What is gone.'), ...failure },
})

/** The trash: how much is in it, and emptying it. */
export function trashRoutes({ workspace, events }: ApiContext) {
  const { projects } = workspace
  const chosen = (projectId: string | undefined): Project[] =>
    projectId === undefined ? projects.list() : [projects.get(projectId)]
  const sum = <T>(items: readonly T[], value: (item: T) => number) => items.reduce((all, item) => all + value(item), 0)
  const measure = (of: readonly Project[], filter: TrashFilter) => {
    const contents = of.map((project) => workspace.trashContent(project, filter))
    return {
      count: sum(contents, ({ assets }) => assets.length),
      bytes: sum(contents, ({ sizeBytes }) => sizeBytes),
      madeFromThem: sum(contents, ({ madeFromThem }) => madeFromThem),
    }
  }
  const remove = (of: readonly Project[], filter: TrashFilter) => {
    const emptied = of.map((project) => workspace.emptyTrash(project, filter))
    const ids = emptied.flatMap(({ assets }) => assets.map(({ id }) => id))
    if (ids.length > 0) events.add({ type: 'assets-changed', ids })
    return {
      deleted: ids.length,
      bytes: sum(emptied, ({ sizeBytes }) => sizeBytes),
      keptFiles: sum(emptied, ({ keptFiles }) => keptFiles.length),
    }
  }
  const since = (before: string | undefined) => (before === undefined ? {} : { before })
  return routeApp()
    .openapi(size, (c) => {
      const { projectId, before } = c.req.valid('query')
      return c.json(measure(chosen(projectId), since(before)), 200)
    })
    .openapi(empty, (c) => {
      const { projectId, before } = c.req.valid('query')
      return c.json(remove(chosen(projectId), since(before)), 200)
    })
    .openapi(sizeOfSome, (c) => c.json(measure(projects.list(), { ids: c.req.valid('json').ids }), 200))
    .openapi(deleteSome, (c) => c.json(remove(projects.list(), { ids: c.req.valid('json').ids }), 200))
}
