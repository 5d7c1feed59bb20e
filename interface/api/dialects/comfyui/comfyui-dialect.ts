import { upgradeWebSocket } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { toErrorRecord } from '../../../../base/error.ts'
import { answerThrown } from '../../answer-error.ts'
import type { ApiContext } from '../../context.ts'
import { limitJsonDepth } from '../../security/json-depth.ts'
import { answerSentence } from './answers.ts'
import { ComfySockets } from './comfy-sockets.ts'
import { fileRoutes } from './file-routes.ts'
import { infoRoutes } from './info-routes.ts'
import { jobRoutes } from './job-routes.ts'
import { queueRoutes } from './queue-routes.ts'
import { wantsPage } from './wants-page.ts'

/** A graph with the editor's own file beside it: large ones have some megabytes. */
const largestJsonBytes = 16_000_000

/** The paths of ComfyUI's API, at the root and below /api. */
const paths = [
  '/prompt',
  '/queue',
  '/interrupt',
  '/history',
  '/history/*',
  '/view',
  '/upload/*',
  '/object_info',
  '/object_info/*',
  '/embeddings',
  '/models',
  '/models/*',
  '/system_stats',
  '/features',
  '/extensions',
  '/free',
  '/ws',
]

/** ComfyUI's API: its clients find what they know, and their graphs run on this workspace's queue. */
export function comfyuiDialect(context: ApiContext): Hono {
  const { access, workspace } = context
  const sockets = new ComfySockets(context)
  const app = new Hono()
  app.onError((error, c) => {
    const { code, message, hint } = toErrorRecord(error)
    if (code !== 'bad-input' && code !== 'corrupt-file') return answerThrown(c, error, workspace.log)
    return answerSentence(c, 400, hint === undefined ? message : `${message} ${hint}`)
  })
  const limit = bodyLimit({
    maxSize: largestJsonBytes,
    onError: (c) => answerSentence(c, 413, `The request is larger than ${largestJsonBytes / 1_000_000} MB.`),
  })
  const login = access.demandLogin({ basic: true })
  for (const prefix of ['', '/api']) {
    for (const path of [...paths, ...(prefix === '' ? [] : ['/jobs', '/jobs/*'])]) {
      const guard = path === '/ws' ? access.demandLogin({ basic: true, query: true }) : login
      const bounded = path === '/upload/*' ? unbounded : limit
      app.use(`${prefix}${path}`, unlessPage(guard), bounded, limitJsonDepth())
    }
    app.get(
      `${prefix}/ws`,
      upgradeWebSocket((c) => sockets.open(c)),
    )
    const routes = [queueRoutes(context), fileRoutes(context), infoRoutes(context)]
    if (prefix !== '') routes.push(jobRoutes(context))
    for (const each of routes) app.route(prefix === '' ? '/' : prefix, each)
  }
  return app
}

/** Uploads are streamed and have a limit of their own. */
const unbounded: MiddlewareHandler = (_, next) => next()

function unlessPage(handler: MiddlewareHandler): MiddlewareHandler {
  return async (c, next) => (wantsPage(c) ? next() : handler(c, next))
}
