import { createRoute, z } from '@hono/zod-openapi'
import type { HistoryEntry, Project } from '../../../base/project.ts'
import type { ApiContext } from '../context.ts'
import {
  historyEntrySchema,
  historySchema,
  type ProjectView,
  projectSchema,
  sessionSchema,
} from '../schemas/project.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Projects']
const params = z.object({ slug: z.string().max(200) })
const nameBody = jsonBody(z.strictObject({ name: z.string().trim().min(1).max(200) }))
const oneProject = jsonAnswer(projectSchema, 'The project.')

const list = createRoute({
  method: 'get',
  path: '/projects',
  tags,
  summary: 'All projects.',
  responses: { 200: jsonAnswer(z.object({ items: z.array(projectSchema) }), 'The projects.'), ...failure },
})

const create = createRoute({
  method: 'post',
  path: '/projects',
  tags,
  summary: 'Make a project.',
  request: { body: nameBody },
  responses: { 201: oneProject, ...failure },
})

const show = createRoute({
  method: 'get',
  path: '/projects/{slug}',
  tags,
  summary: 'Show a project, by its slug or id.',
  request: { params },
  responses: { 200: oneProject, ...failure },
})

const rename = createRoute({
  method: 'patch',
  path: '/projects/{slug}',
  tags,
  summary: 'Rename a project; its folder and slug stay.',
  request: { params, body: nameBody },
  responses: { 200: oneProject, ...failure },
})

const use = createRoute({
  method: 'post',
  path: '/projects/{slug}/use',
  tags,
  summary: 'Make it the project that is worked in when none is named.',
  request: { params },
  responses: { 200: oneProject, ...failure },
})

const sessions = createRoute({
  method: 'get',
  path: '/projects/{slug}/sessions',
  tags,
  summary: 'The sittings of work in a project, newest first.',
  request: { params },
  responses: { 200: jsonAnswer(z.object({ items: z.array(sessionSchema) }), 'The sessions.'), ...failure },
})

const history = createRoute({
  method: 'get',
  path: '/projects/{slug}/history',
  tags,
  summary: 'What was done, newest first; undone steps, which redo brings back, are marked.',
  request: { params, query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }) },
  responses: { 200: jsonAnswer(historySchema, 'The history.'), ...failure },
})

const move = <P extends string>(path: P, summary: string) =>
  createRoute({
    method: 'post',
    path,
    tags,
    summary,
    request: { params },
    responses: { 200: jsonAnswer(historyEntrySchema, 'The step.'), ...failure },
  })

const undo = move('/projects/{slug}/undo', 'Take the last step back; no file is touched.')
const redo = move('/projects/{slug}/redo', 'Do the step again that was undone last.')

/** Projects and their history: list, make, rename, use, sessions, undo, redo. */
export function projectRoutes(context: ApiContext) {
  const { workspace, events } = context
  const { projects, history: steps } = workspace
  const view = (project: Project) => viewProjects(context).find(({ id }) => id === project.id)!
  const told = (project: Project) => {
    events.add({ type: 'project-changed', slug: project.slug })
    return view(project)
  }
  const step = (slug: string, way: 'undo' | 'redo') => {
    const project = projects.get(slug)
    const entry = steps[way](project.id)
    events.add({ type: 'assets-changed' })
    events.add({ type: 'project-changed', slug: project.slug })
    return viewEntry(entry)
  }
  return routeApp()
    .openapi(list, (c) => c.json({ items: viewProjects(context) }, 200))
    .openapi(create, (c) => c.json(told(projects.create(c.req.valid('json').name)), 201))
    .openapi(show, (c) => c.json(view(projects.get(c.req.valid('param').slug)), 200))
    .openapi(rename, (c) => c.json(told(projects.rename(c.req.valid('param').slug, c.req.valid('json').name)), 200))
    .openapi(use, (c) => c.json(told(projects.use(c.req.valid('param').slug)), 200))
    .openapi(sessions, (c) => c.json({ items: projects.sessions(projects.get(c.req.valid('param').slug)) }, 200))
    .openapi(history, (c) => {
      const { id } = projects.get(c.req.valid('param').slug)
      const items = steps.list(id, c.req.valid('query')).map(viewEntry)
      return c.json({ items, canUndo: steps.can(id, 'undo'), canRedo: steps.can(id, 'redo') }, 200)
    })
    .openapi(undo, (c) => c.json(step(c.req.valid('param').slug, 'undo'), 200))
    .openapi(redo, (c) => c.json(step(c.req.valid('param').slug, 'redo'), 200))
}

function viewProjects({ workspace }: ApiContext): ProjectView[] {
  const current = workspace.projects.current().id
  const totals = workspace.projects.totals()
  return workspace.projects.list().map((project) => ({
    ...project,
    current: project.id === current,
    ...(totals.get(project.id) ?? { assets: 0, jobs: 0, sizeBytes: 0 }),
  }))
}

/** Without what only the journal needs. */
function viewEntry({ changes, further, conflicts, ...entry }: HistoryEntry): z.infer<typeof historyEntrySchema> {
  return {
    ...entry,
    ...(further !== undefined && { further: [...further] }),
    ...(conflicts !== undefined && { conflicts: [...conflicts] }),
    changes: changes.map(({ name, before, after }) => ({
      name,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    })),
  }
}
