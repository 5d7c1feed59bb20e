import { createRoute, z } from '@hono/zod-openapi'
import type { Project } from '../../../base/project.ts'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const tags = ['Trash']
const query = z.object({
  projectId: z.string().optional().openapi({ description: 'Absent: the trash of every project.' }),
  before: z.iso.datetime().optional().openapi({ description: 'Only what lies there since this time at least.' }),
})

const size = createRoute({
  method: 'get',
  path: '/trash/size',
  tags,
  summary: 'What emptying the trash would delete.',
  request: { query },
  responses: {
    200: jsonAnswer(
      z.object({
        count: z.int(),
        bytes: z.int(),
        madeFromThem: z.int().openapi({ description: 'Assets outside the trash whose replay would end here.' }),
      }),
      'How much lies there.',
    ),
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
    200: jsonAnswer(z.object({ deleted: z.int(), bytes: z.int(), keptFiles: z.int() }), 'What is gone.'),
    ...failure,
  },
})

/** The trash: how much is in it, and emptying it. */
export function trashRoutes({ workspace, events }: ApiContext) {
  const { projects } = workspace
  const chosen = (projectId: string | undefined): Project[] =>
    projectId === undefined ? projects.list() : [projects.get(projectId)]
  const since = (before: string | undefined) => (before === undefined ? {} : { before })
  const sum = <T>(items: readonly T[], value: (item: T) => number) => items.reduce((all, item) => all + value(item), 0)
  return routeApp()
    .openapi(size, (c) => {
      const { projectId, before } = c.req.valid('query')
      const contents = chosen(projectId).map((project) => workspace.trashContent(project, since(before)))
      return c.json(
        {
          count: sum(contents, ({ assets }) => assets.length),
          bytes: sum(contents, ({ sizeBytes }) => sizeBytes),
          madeFromThem: sum(contents, ({ madeFromThem }) => madeFromThem),
        },
        200,
      )
    })
    .openapi(empty, (c) => {
      const { projectId, before } = c.req.valid('query')
      const emptied = chosen(projectId).map((project) => workspace.emptyTrash(project, since(before)))
      const ids = emptied.flatMap(({ assets }) => assets.map(({ id }) => id))
      if (ids.length > 0) events.add({ type: 'assets-changed', ids })
      return c.json(
        {
          deleted: ids.length,
          bytes: sum(emptied, ({ sizeBytes }) => sizeBytes),
          keptFiles: sum(emptied, ({ keptFiles }) => keptFiles.length),
        },
        200,
      )
    })
}
