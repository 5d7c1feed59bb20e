import { createRoute, z } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { languageModelSchema } from '../schemas/conversation.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const tags = ['Models']
const answer = jsonAnswer(z.object({ items: z.array(languageModelSchema) }), 'The language models.')

const list = createRoute({
  method: 'get',
  path: '/language-models',
  tags,
  summary: 'What can answer in a conversation now: GGUF models, servers, the built-in interpreter.',
  responses: { 200: answer, ...failure },
})

const unload = createRoute({
  method: 'post',
  path: '/language-models/unload',
  tags,
  summary: 'Free the memory of language models that answer nobody now.',
  responses: { 200: answer, ...failure },
})

/** Language models: list, free their memory. */
export function languageModelRoutes({ workspace: { language } }: ApiContext) {
  const view = () => ({ items: language.list().map(({ abilities, ...facts }) => ({ ...facts, abilities })) })
  return routeApp()
    .openapi(list, (c) => c.json(view(), 200))
    .openapi(unload, async (c) => {
      await language.unload()
      return c.json(view(), 200)
    })
}
