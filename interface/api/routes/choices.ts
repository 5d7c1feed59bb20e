import { createRoute } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { type Choices, choicesSchema } from '../schemas/choices.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const choices = createRoute({
  method: 'get',
  path: '/choices',
  tags: ['Models'],
  summary: 'What a form of image generation can offer now.',
  responses: { 200: jsonAnswer(choicesSchema, 'Models, samplers, sizes and whatever else can be chosen.'), ...failure },
})

/** What a form offers. */
export function choiceRoutes({ workspace }: ApiContext) {
  return routeApp().openapi(choices, async (c) => {
    const { formChoices } = await import('../../../core/models/form-choices.ts')
    return c.json((await formChoices(workspace.models, await workspace.library())) as unknown as Choices, 200)
  })
}
