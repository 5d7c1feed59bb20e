import { createRoute, z } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { definedOnly } from '../defined-only.ts'
import { disposition } from '../files/file-headers.ts'
import {
  conversationChangeSchema,
  conversationPageSchema,
  conversationSchema,
  newConversationSchema,
  newMessageSchema,
  openConversationSchema,
  turnSchema,
} from '../schemas/conversation.ts'
import { pageLimit } from '../schemas/page.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'
import { viewTurn } from './turn-view.ts'

const tags = ['Conversations']
const params = z.object({ id: z.string().max(100) })
/** Stands for no message before it: nothing of the API is null. */
const beginning = 'root'
const oneConversation = jsonAnswer(conversationSchema, 'The conversation.')

const list = createRoute({
  method: 'get',
  path: '/conversations',
  tags,
  summary: 'Conversations, the one that was gone on with last comes first.',
  request: {
    query: z.object({
      projectId: z.string().optional(),
      q: z.string().max(1000).optional().openapi({ description: 'Words of titles and messages.' }),
      trashed: z.enum(['true', 'false']).default('false'),
      limit: pageLimit,
      cursor: z.string().optional(),
    }),
  },
  responses: { 200: jsonAnswer(conversationPageSchema, 'One page.'), ...failure },
})

const create = createRoute({
  method: 'post',
  path: '/conversations',
  tags,
  summary: 'Begin a conversation.',
  request: { body: jsonBody(newConversationSchema) },
  responses: { 201: oneConversation, ...failure },
})

const show = createRoute({
  method: 'get',
  path: '/conversations/{id}',
  tags,
  summary: 'A conversation with the messages of all its branches; one that is being written with what there is so far.',
  request: { params },
  responses: { 200: jsonAnswer(openConversationSchema, 'The conversation.'), ...failure },
})

const change = createRoute({
  method: 'patch',
  path: '/conversations/{id}',
  tags,
  summary: 'Change its title, model, mode or instructions, or show another branch.',
  request: { params, body: jsonBody(conversationChangeSchema) },
  responses: { 200: oneConversation, ...failure },
})

const remove = createRoute({
  method: 'delete',
  path: '/conversations/{id}',
  tags,
  summary: 'Move it to the trash; what was made in it stays.',
  request: { params },
  responses: { 200: oneConversation, ...failure },
})

const restore = createRoute({
  method: 'post',
  path: '/conversations/{id}/restore',
  tags,
  summary: 'Take it out of the trash.',
  request: { params },
  responses: { 200: oneConversation, ...failure },
})

const exportFile = createRoute({
  method: 'get',
  path: '/conversations/{id}/export',
  tags,
  summary: 'The conversation as a file.',
  request: { params, query: z.object({ format: z.enum(['markdown', 'json']).default('markdown') }) },
  responses: {
    200: {
      description: 'The file, as a download.',
      content: { 'text/markdown': { schema: z.string() }, 'application/json': { schema: z.unknown() } },
    },
    ...failure,
  },
})

const send = createRoute({
  method: 'post',
  path: '/conversations/{id}/messages',
  tags,
  summary: 'Say something; the answer comes as events, and with GET /conversations/{id}.',
  request: { params, body: jsonBody(newMessageSchema) },
  responses: { 202: jsonAnswer(turnSchema, 'The turn that began.'), ...failure },
})

/** Conversations: list, begin, show, change, trash, export, say something. */
export function conversationRoutes(context: ApiContext) {
  const { chats, events } = context
  const { chat, projects } = context.workspace
  return routeApp()
    .openapi(list, (c) => {
      const { projectId, q, trashed, limit, cursor } = c.req.valid('query')
      const filter = { projectId, text: q, before: cursor, trashed: trashed === 'true', limit: limit + 1 }
      const found = chat.list(definedOnly(filter))
      const items = found.slice(0, limit).map((conversation) => chats.view(conversation))
      const nextCursor = found.length > limit ? items.at(-1)!.id : undefined
      return c.json({ items, ...(nextCursor !== undefined && { nextCursor }) }, 200)
    })
    .openapi(create, (c) => {
      const { projectId, ...rest } = c.req.valid('json')
      const project = projectId === undefined ? projects.current() : projects.get(projectId)
      return c.json(chats.view(chat.create({ projectId: project.id, ...definedOnly(rest) })), 201)
    })
    .openapi(show, (c) => {
      const { conversation, messages, turns } = chat.get(c.req.valid('param').id)
      const open = {
        conversation: chats.view(conversation),
        messages: messages.map((message) => chats.viewMessage(message)),
        turns: turns.map(viewTurn),
        seq: events.seq,
      }
      return c.json(open, 200)
    })
    .openapi(change, (c) =>
      c.json(chats.view(chat.update(c.req.valid('param').id, definedOnly(c.req.valid('json')))), 200),
    )
    .openapi(remove, (c) => c.json(chats.view(chat.remove(c.req.valid('param').id)), 200))
    .openapi(restore, (c) => c.json(chats.view(chat.restore(c.req.valid('param').id)), 200))
    .openapi(exportFile, (c) => {
      const { id } = c.req.valid('param')
      const { format } = c.req.valid('query')
      const title = chat.get(id).conversation.title || 'conversation'
      const [ending, type] = format === 'json' ? ['json', 'application/json'] : ['md', 'text/markdown; charset=utf-8']
      return c.body(chat.export(id, format), 200, {
        'Content-Type': type!,
        'Content-Disposition': disposition('attachment', `${title}.${ending}`),
      }) as never
    })
    .openapi(send, async (c) => {
      const { id } = c.req.valid('param')
      const { parentId, ...message } = c.req.valid('json')
      const follows = parentId === undefined ? {} : { parentId: parentId === beginning ? null : parentId }
      return c.json(viewTurn(await chat.send(id, { ...definedOnly(message), ...follows })), 202)
    })
}
