import { createRoute, z } from '@hono/zod-openapi'
import { answerError } from '../answer-error.ts'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const tags = ['Models']

const loadedSchema = z
  .object({
    items: z.array(
      z.object({
        title: z.string().openapi({ example: 'U-Net of dreamshaper' }),
        bytes: z.int(),
        inUse: z.boolean().openapi({ description: 'A job computes with it now.' }),
        lastUsedAt: z.string(),
      }),
    ),
    usedBytes: z.int(),
    limitBytes: z.int().openapi({ description: 'What all loaded models share: the setting models.memoryGb.' }),
  })
  .openapi('LoadedModels')

const loaded = createRoute({
  method: 'get',
  path: '/models/loaded',
  tags,
  summary: 'The parts of models that are in memory, least recently used first.',
  responses: { 200: jsonAnswer(loadedSchema, 'What is loaded.'), ...failure },
})

const unload = createRoute({
  method: 'post',
  path: '/models/unload',
  tags,
  summary: 'Free the memory of what no job uses, or of one part.',
  request: {
    body: { content: { 'application/json': { schema: z.strictObject({ title: z.string().optional() }) } } },
  },
  responses: { 200: jsonAnswer(loadedSchema, 'What is loaded after it.'), ...failure },
})

/** Memory of models: show, free. */
export function loadedModelRoutes({ workspace, events }: ApiContext) {
  return routeApp()
    .openapi(loaded, async (c) => c.json(whole(await workspace.loadedModels()), 200))
    .openapi(unload, async (c) => {
      const title = c.req.valid('json')?.title
      const memory = await workspace.unloadModels(title)
      events.add({ type: 'models-changed' })
      if (title !== undefined && memory.items.some((item) => item.title === title)) {
        const message = `A job computes with the ${title} now.`
        return answerError(c, 409, { code: 'bad-input', message, hint: 'Wait for its end, or cancel it.' })
      }
      return c.json(whole(memory), 200)
    })
}

/** Parts and limits are computed in fractions of bytes. */
function whole({ items, usedBytes, limitBytes }: Awaited<ReturnType<ApiContext['workspace']['loadedModels']>>) {
  return {
    items: items.map(({ title, bytes, inUse, lastUsedAt }) => ({ title, bytes: Math.round(bytes), inUse, lastUsedAt })),
    usedBytes: Math.round(usedBytes),
    limitBytes: Math.round(limitBytes),
  }
}
