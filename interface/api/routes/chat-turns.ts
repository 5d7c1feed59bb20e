import { createRoute, z } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { definedOnly } from '../defined-only.ts'
import { turnSchema } from '../schemas/conversation.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'
import { viewTurn } from './turn-view.ts'

const tags = ['Conversations']
const params = z.object({ id: z.string().max(100) })
const oneTurn = jsonAnswer(turnSchema, 'The turn.')

const retry = createRoute({
  method: 'post',
  path: '/messages/{id}/retry',
  tags,
  summary: 'Answer again, beside the answer that is there; with another model where one is named.',
  request: { params, body: jsonBody(z.strictObject({ model: z.string().max(300).optional() })) },
  responses: { 202: jsonAnswer(turnSchema, 'The turn that began.'), ...failure },
})

const move = <P extends string>(path: P, summary: string) =>
  createRoute({
    method: 'post',
    path,
    tags,
    summary,
    request: { params },
    responses: { 200: oneTurn, ...failure },
  })

const stop = move('/turns/{id}/stop', 'End an answer and its jobs; what was done until then stays, and can be undone.')
const undo = move('/turns/{id}/undo', 'Take back everything the turn changed, and only that.')
const redo = move('/turns/{id}/redo', 'Do again what undo took back.')

const answer = createRoute({
  method: 'post',
  path: '/calls/{id}/answer',
  tags,
  summary: 'Allow or refuse a call that asks.',
  request: {
    params,
    body: jsonBody(
      z.strictObject({
        answer: z
          .enum(['allow', 'refuse', 'allow-always'])
          .openapi({ description: 'allow-always: this tool is not asked about again in this conversation.' }),
      }),
    ),
  },
  responses: { 200: jsonAnswer(z.object({ answered: z.boolean() }), 'It goes on.'), ...failure },
})

/** Turns of conversations: retry, stop, undo, redo, and the answer to a call that asks. */
export function chatTurnRoutes({ workspace, events }: ApiContext) {
  const { chat, projects } = workspace
  const moved = async (id: string, way: 'undo' | 'redo') => {
    const turn = await chat[way](id)
    const { slug } = projects.get(chat.get(turn.conversationId).conversation.projectId)
    events.add({ type: 'assets-changed' })
    events.add({ type: 'project-changed', slug })
    return viewTurn(turn)
  }
  return routeApp()
    .openapi(retry, async (c) => {
      const turn = await chat.retry(c.req.valid('param').id, definedOnly(c.req.valid('json')))
      return c.json(viewTurn(turn), 202)
    })
    .openapi(stop, async (c) => c.json(viewTurn(await chat.stop(c.req.valid('param').id)), 200))
    .openapi(undo, async (c) => c.json(await moved(c.req.valid('param').id, 'undo'), 200))
    .openapi(redo, async (c) => c.json(await moved(c.req.valid('param').id, 'redo'), 200))
    .openapi(answer, async (c) => {
      await chat.answer(c.req.valid('param').id, c.req.valid('json').answer)
      return c.json({ answered: true }, 200)
    })
}
