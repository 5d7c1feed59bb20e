import { createRoute, z } from '@hono/zod-openapi'
import { listModels } from '../../../core/models/list-models.ts'
import { modelKinds } from '../../../core/models/model-kinds.ts'
import { answerError } from '../answer-error.ts'
import type { ApiContext } from '../context.ts'
import { modelCardSchema } from '../schemas/model.ts'
import { viewModel } from './model-view.ts'
import { failure, jsonAnswer, routeApp } from './route-app.ts'

const tags = ['Models']
const idParameter = z.object({ id: z.string() })
const modelList = z.object({ items: z.array(modelCardSchema) })
/** A yes of a query string. */
const yes = z.enum(['0', '1', 'true', 'false']).optional()

const list = createRoute({
  method: 'get',
  path: '/models',
  tags,
  summary: 'The built-in engine and every installed model.',
  request: { query: z.object({ parts: yes.openapi({ description: 'Also tokenizers and other parts of models.' }) }) },
  responses: { 200: jsonAnswer(modelList.extend({ problems: z.array(z.string()) }), 'What is here.'), ...failure },
})

const catalogue = createRoute({
  method: 'get',
  path: '/models/catalogue',
  tags,
  summary: 'Models that can be pulled.',
  request: {
    query: z.object({
      q: z.string().optional().openapi({ description: 'Words that must all occur: name, kind, family, licence.' }),
      kind: z.enum(modelKinds).optional(),
      runs: yes.openapi({ description: 'Only what this workspace can run today.' }),
    }),
  },
  responses: { 200: jsonAnswer(modelList, 'What fits.'), ...failure },
})

const show = createRoute({
  method: 'get',
  path: '/models/{id}',
  tags,
  summary: 'One model, here or in the catalogue.',
  request: { params: idParameter },
  responses: { 200: jsonAnswer(modelCardSchema, 'The model.'), ...failure },
})

const use = createRoute({
  method: 'post',
  path: '/models/{id}/use',
  tags,
  summary: 'Make a model, or one version of it, the one that its name and kind stand for.',
  request: {
    params: idParameter,
    body: {
      content: {
        'application/json': {
          schema: z.strictObject({
            prediction: z.enum(['epsilon', 'v', 'auto']).optional().openapi({
              description: 'What a Stable Diffusion 2 network predicts, where its file does not tell.',
            }),
          }),
        },
      },
    },
  },
  responses: {
    200: jsonAnswer(
      z.object({ id: z.string(), version: z.string().optional(), kind: z.enum(modelKinds), runsToday: z.boolean() }),
      'What its name means now.',
    ),
    ...failure,
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/models/{id}',
  tags,
  summary: 'Forget a model. Files of others stay; those of the workspace are deleted, where files=1 says so.',
  request: { params: idParameter, query: z.object({ files: yes }) },
  responses: { 200: jsonAnswer(z.object({ freedBytes: z.int() }), 'What is free now.'), ...failure },
})

/** Models: list, search, show, use, remove. */
export function modelRoutes({ workspace, events }: ApiContext) {
  const { models } = workspace
  const changed = () => events.add({ type: 'models-changed' })
  return routeApp()
    .openapi(list, async (c) => {
      const library = await workspace.library()
      const items = await listModels(models, library, { parts: isYes(c.req.valid('query').parts) })
      return c.json({ items: items.map(viewModel), problems: library.inventory.problems() }, 200)
    })
    .openapi(catalogue, async (c) => {
      const { q, kind, runs } = c.req.valid('query')
      const library = await workspace.library()
      const found = await library.search(q === undefined ? [] : [q], { runs: isYes(runs), ...(kind && { kind }) })
      return c.json({ items: found.map(viewModel) }, 200)
    })
    .openapi(show, async (c) => {
      const { id } = c.req.valid('param')
      const library = await workspace.library()
      const listed = await listModels(models, library, { parts: true })
      const here = listed.find((model) => model.id === id && (model.builtIn || model.installed?.isDefault === true))
      return c.json(viewModel(here ?? (await library.card(id))), 200)
    })
    .openapi(use, async (c) => {
      const { prediction } = c.req.valid('json') ?? {}
      const library = await workspace.library()
      const used = await library.use(c.req.valid('param').id, prediction === undefined ? {} : { prediction })
      workspace.settings.refresh()
      changed()
      return c.json(used, 200)
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param')
      const library = await workspace.library()
      if (library.inventory.get(id).storage === 'copied' && !isYes(c.req.valid('query').files)) {
        const message = `The files of "${id}" are the workspace's own: forgetting it deletes them.`
        return answerError(c, 409, { code: 'bad-input', message, hint: 'Say so with files=1.' })
      }
      const { freedBytes } = library.remove(id)
      changed()
      return c.json({ freedBytes }, 200)
    })
}

function isYes(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}
