import { createRoute, z } from '@hono/zod-openapi'
import { modelKinds, serverKinds } from '../../../core/models/model-kinds.ts'
import type { FoundModel } from '../../../core/models/model-library.ts'
import type { ApiContext } from '../context.ts'
import { definedOnly } from '../defined-only.ts'
import { modelCardSchema } from '../schemas/model.ts'
import { viewModel } from './model-view.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Models']
/** Asking a server takes seconds; one that says nothing for so long is not there. */
const answerMs = 30_000

const foundSchema = z
  .object({
    places: z.array(z.object({ program: z.string(), folder: z.string() })),
    items: z.array(
      z.object({
        source: z.string().openapi({ description: 'What names it in a registration.' }),
        program: z.string(),
        id: z.string(),
        title: z.string(),
        kind: z.enum(modelKinds),
        sizeBytes: z.int(),
      }),
    ),
  })
  .openapi('FoundModels')

const folder = z.string().max(4000).optional().openapi({ description: 'Look in this folder instead.' })

const scan = createRoute({
  method: 'post',
  path: '/models/scan',
  tags,
  summary: 'Find models that other programs have on this machine. Nothing is taken in.',
  request: { body: jsonBody(z.strictObject({ folder })) },
  responses: { 200: jsonAnswer(foundSchema, 'Models that are not in the list yet.'), ...failure },
})

const register = createRoute({
  method: 'post',
  path: '/models/register',
  tags,
  summary: 'Use models that a scan finds where they lie. Nothing is moved or copied.',
  request: {
    body: jsonBody(
      z.strictObject({
        folder,
        sources: z.array(z.string()).optional().openapi({ description: 'Which of them; absent: all.' }),
      }),
    ),
  },
  responses: {
    200: jsonAnswer(
      z.object({ items: z.array(modelCardSchema), problems: z.array(z.string()) }),
      'What is in the list now.',
    ),
    ...failure,
  },
})

const addServer = createRoute({
  method: 'post',
  path: '/models/servers',
  tags,
  summary: 'Take in a server of pictures or words, with what it can do now.',
  description: 'Its token is never kept, only the name of the variable or file that holds it.',
  request: {
    body: jsonBody(
      z.strictObject({
        url: z.url({ protocol: /^https?$/ }).openapi({ example: 'http://127.0.0.1:7860' }),
        kind: z.enum(serverKinds).optional().openapi({ description: 'The dialect it speaks; absent: found out.' }),
        id: z
          .string()
          .regex(/^[a-z0-9][a-z0-9.-]*$/, 'takes small letters, digits, dots and dashes')
          .max(100)
          .optional(),
        model: z.string().optional().openapi({ description: 'Which of its models; absent: the one it has loaded.' }),
        tokenEnv: z
          .string()
          .regex(/^[A-Za-z_]\w*$/, 'is the name of an environment variable, not the token')
          .optional(),
        tokenFile: z.string().max(4000).optional(),
      }),
    ),
  },
  responses: { 201: jsonAnswer(modelCardSchema, 'The server as a model.'), ...failure },
})

/** Where models come from beside pulls: other programs on this machine, and servers. */
export function modelSourceRoutes({ workspace, events, signal }: ApiContext) {
  const changed = () => events.add({ type: 'models-changed' })
  return routeApp()
    .openapi(scan, async (c) => {
      const library = await workspace.library()
      const places = library.places(c.req.valid('json').folder)
      const found = places.flatMap((place) => library.scan(place))
      return c.json(
        { places: places.map(({ program, folder }) => ({ program, folder })), items: found.map(viewFound) },
        200,
      )
    })
    .openapi(register, async (c) => {
      const { folder, sources } = c.req.valid('json')
      const library = await workspace.library()
      const found = library.places(folder).flatMap((place) => library.scan(place))
      const wanted = found.filter(({ source }) => sources === undefined || sources.includes(source))
      const problems: string[] = []
      const items = []
      for (const each of wanted) {
        try {
          const model = await library.registerUnread(each)
          items.push(viewModel(await library.card(`${model.id}@${model.version}`)))
        } catch (error) {
          // One damaged file must not keep the others out.
          problems.push(`${each.title}: ${(error as Error).message}`)
        }
      }
      if (items.length > 0) changed()
      return c.json({ items, problems }, 200)
    })
    .openapi(addServer, async (c) => {
      const library = await workspace.library()
      const limit = AbortSignal.any([signal, AbortSignal.timeout(answerMs)])
      const { url, ...rest } = c.req.valid('json')
      const model = await library.addServer({ url, ...definedOnly(rest) }, { signal: limit })
      changed()
      return c.json(viewModel(await library.card(`${model.id}@${model.version}`)), 201)
    })
}

function viewFound({ source, program, id, title, kind, files }: FoundModel) {
  return { source, program, id, title, kind, sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0) }
}
