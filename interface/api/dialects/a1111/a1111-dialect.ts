import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { ApiContext } from '../../context.ts'
import { limitJsonDepth } from '../../security/json-depth.ts'
import { rewordRefusal } from '../reword-refusal.ts'
import { answerDetail, answerThrown, readBody } from './answer-error.ts'
import { controlNetRoutes } from './control-routes.ts'
import { extrasRoutes } from './extras-routes.ts'
import { generationRoutes } from './generation-routes.ts'
import { inventoryRoutes } from './inventory-routes.ts'
import { Options } from './options.ts'
import { progressRoutes, taskRoutes } from './progress-routes.ts'
import { Runs } from './runs.ts'

/** Some pictures in base64; the largest that a client sends is a batch of start pictures. */
const largestBodyBytes = 64_000_000
const paths = ['/sdapi/*', '/internal/*', '/controlnet/*'] as const

/**
 * The HTTP API of AUTOMATIC1111's web interface and Forge: `/sdapi/v1/*`, the tasks below `/internal`, and what ControlNet tells
 * of itself. Every picture is a job of `image.generate`.
 */
export function a1111Dialect(context: ApiContext): Hono {
  const { access, workspace } = context
  const parts = { runs: new Runs(context), options: new Options(context) }
  const app = new Hono()
  app.onError((error, c) => answerThrown(c, error, workspace.log))
  for (const path of paths) {
    app.use(
      path,
      bodyLimit({
        maxSize: largestBodyBytes,
        onError: (c) => answerDetail(c, 413, 'The request is larger than 64 MB.'),
      }),
    )
    app.use(
      path,
      rewordRefusal(({ message, hint = '' }) => ({ detail: `${message} ${hint}`.trim() })),
    )
    app.use(path, access.demandLogin({ basic: true }), limitJsonDepth())
  }
  for (const routes of [generationRoutes, progressRoutes, extrasRoutes]) app.route('/sdapi/v1', routes(context, parts))
  app.route('/sdapi/v1', inventoryRoutes(context))
  app.get('/sdapi/v1/options', async (c) => c.json(await parts.options.all()))
  app.post('/sdapi/v1/options', async (c) => {
    await parts.options.change(await readBody(c, z.record(z.string(), z.unknown())))
    return c.json(null)
  })
  app.route('/internal', taskRoutes(context, parts))
  app.route('/controlnet', controlNetRoutes(context))
  // FastAPI's own words, which clients compare with.
  for (const path of paths) app.all(path, (c) => c.json({ detail: 'Not Found' }, 404))
  return app
}
