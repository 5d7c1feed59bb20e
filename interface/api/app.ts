import { upgradeWebSocket } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { answerError, answerThrown } from './answer-error.ts'
import { compressText } from './compress-text.ts'
import type { ApiContext } from './context.ts'
import { a1111Dialect } from './dialects/a1111/a1111-dialect.ts'
import { comfyuiDialect } from './dialects/comfyui/comfyui-dialect.ts'
import { openaiDialect } from './dialects/openai/openai-dialect.ts'
import { docsRoutes } from './docs/docs-routes.ts'
import { answerSeq } from './events/answer-seq.ts'
import { eventRoute } from './events/event-route.ts'
import { eventSocket } from './events/event-socket.ts'
import { assetArchiveRoutes } from './routes/asset-archive.ts'
import { assetFileRoutes } from './routes/asset-files.ts'
import { assetListRoutes } from './routes/asset-lists.ts'
import { assetRoutes } from './routes/assets.ts'
import { chatTurnRoutes } from './routes/chat-turns.ts'
import { choiceRoutes } from './routes/choices.ts'
import { collectionRoutes } from './routes/collections.ts'
import { configRoutes } from './routes/config.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { doctorRoutes } from './routes/doctor.ts'
import { healthRoutes } from './routes/health.ts'
import { jobRoutes } from './routes/jobs.ts'
import { languageModelRoutes } from './routes/language-models.ts'
import { loadedModelRoutes } from './routes/loaded-models.ts'
import { logRoutes } from './routes/logs.ts'
import { modelDiskRoutes } from './routes/model-disk.ts'
import { modelSourceRoutes } from './routes/model-sources.ts'
import { modelRoutes } from './routes/models.ts'
import { nodeRoutes } from './routes/nodes.ts'
import { pictureSettingsRoutes } from './routes/picture-settings.ts'
import { projectNoteRoutes } from './routes/project-notes.ts'
import { projectRoutes } from './routes/projects.ts'
import { promptRoutes } from './routes/prompts.ts'
import { queueRoutes } from './routes/queue.ts'
import { transferRoutes } from './routes/transfers.ts'
import { trashRoutes } from './routes/trash.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { securityHeaders } from './security/headers.ts'
import { limitJsonDepth } from './security/json-depth.ts'
import { type Studio, studioRoutes } from './studio/studio-routes.ts'

const prefix = '/api/v1'
/** These read their bodies as a stream and have a limit of their own. */
const uploads = new Set(['assets', 'settings/read'].map((path) => `${prefix}/${path}`))
/** JSON bodies: a form program with many parts is some 100 kB. Uploads have a limit of their own. */
const largestJsonBytes = 16_000_000

/** One a noun. Of two paths that fit, the one that comes first answers: fixed words before an id. */
const nouns = [
  jobRoutes,
  queueRoutes,
  nodeRoutes,
  assetArchiveRoutes,
  assetFileRoutes,
  assetListRoutes,
  pictureSettingsRoutes,
  assetRoutes,
  collectionRoutes,
  conversationRoutes,
  chatTurnRoutes,
  projectNoteRoutes,
  languageModelRoutes,
  projectRoutes,
  trashRoutes,
  choiceRoutes,
  loadedModelRoutes,
  modelSourceRoutes,
  modelDiskRoutes,
  transferRoutes,
  modelRoutes,
  configRoutes,
  logRoutes,
  doctorRoutes,
  promptRoutes,
  webhookRoutes,
]

/** Every route of the server. What stands before `demandLogin` needs no token. */
export function buildApp(context: ApiContext, studio: Studio): OpenAPIHono {
  const { access, workspace } = context
  const app = new OpenAPIHono()
  app.onError((error, c) => answerThrown(c, error, workspace.log))
  app.notFound((c) => {
    const message = `There is no ${c.req.method} ${c.req.path}.`
    return answerError(c, 404, { code: 'not-found', message, hint: 'Every route: /docs' })
  })
  app.use(compressText())
  app.use(securityHeaders())
  app.use(access.guard())

  const limit = bodyLimit({ maxSize: largestJsonBytes, onError: (c) => tooLarge(c, largestJsonBytes) })
  const isUpload = (c: Context) =>
    uploads.has(c.req.path) && /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')
  app.use(`${prefix}/*`, (c, next) => (isUpload(c) ? next() : limit(c, next)))
  app.route(prefix, healthRoutes(context))
  app.use(`${prefix}/*`, access.demandLogin(), limitJsonDepth(), answerSeq(context.events))
  app.openAPIRegistry.registerPath({ ...eventRoute, path: prefix + eventRoute.path })
  app.get(
    prefix + eventRoute.path,
    upgradeWebSocket((c) => eventSocket(c, context)),
  )
  for (const routes of nouns) app.route(prefix, routes(context))
  app.route('/', docsRoutes(context, app))

  for (const dialect of [a1111Dialect, openaiDialect, comfyuiDialect]) app.route('/', dialect(context))
  app.route('/', studioRoutes(context, studio))
  return app
}

function tooLarge(c: Parameters<typeof answerError>[0], bytes: number): Response {
  return answerError(c, 413, { code: 'bad-input', message: `The request is larger than ${bytes / 1_000_000} MB.` })
}
