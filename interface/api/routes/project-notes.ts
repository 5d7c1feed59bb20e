import { createRoute, z } from '@hono/zod-openapi'
import { type ProjectNote, projectNotes } from '../../../core/chat/files/project-notes.ts'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Conversations']
const params = z.object({ slug: z.string().max(200) })
const noteSchema = z.object({ text: z.string() }).openapi('ProjectNote')
const noteBody = z.strictObject({ text: z.string().max(100_000) })

const summaries: Readonly<Record<ProjectNote, string>> = {
  instructions: 'What a person wants in all conversations of a project, as Markdown.',
  memory: 'What conversations of a project remember, as Markdown.',
}

/** What every conversation of a project is told: its instructions and its memory, each to be read and written. */
export function projectNoteRoutes({ workspace: { chat, projects } }: ApiContext) {
  return projectNotes.reduce((app, note) => {
    const { read, write } = routesOf(note)
    const kept = (slug: string) => chat.note(projects.get(slug).id, note)
    return app
      .openapi(read, (c) => c.json({ text: kept(c.req.valid('param').slug).get() }, 200))
      .openapi(write, (c) => {
        const { get, set } = kept(c.req.valid('param').slug)
        set(c.req.valid('json').text)
        return c.json({ text: get() }, 200)
      })
  }, routeApp())
}

function routesOf(note: ProjectNote) {
  const path = `/projects/{slug}/${note}` as const
  const responses = { 200: jsonAnswer(noteSchema, `The ${note}.`), ...failure }
  return {
    read: createRoute({ method: 'get', path, tags, summary: summaries[note], request: { params }, responses }),
    write: createRoute({
      method: 'put',
      path,
      tags,
      summary: `Write the ${note} of a project anew.`,
      request: { params, body: jsonBody(noteBody) },
      responses,
    }),
  }
}
