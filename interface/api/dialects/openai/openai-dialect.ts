import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ApiContext } from '../../context.ts'
import { limitJsonDepth } from '../../security/json-depth.ts'
import { rewordRefusal } from '../reword-refusal.ts'
import { answerThrown, type OpenaiError } from './answer-error.ts'
import { chatRoutes } from './chat-routes.ts'
import { embeddingRoutes } from './embedding-routes.ts'
import { imageRoutes } from './image-routes.ts'
import { modelRoutes } from './model-routes.ts'
import { SignedFiles } from './signed-files.ts'

/** A picture and its mask; OpenAI's own limit is 50 MB a picture. */
const largestBodyBytes = 64_000_000

/** OpenAI's HTTP API at its own paths, `/v1/*`. Every picture is a job of `image.generate`. */
export function openaiDialect(context: ApiContext): Hono {
  const { access, workspace } = context
  const files = new SignedFiles()
  const app = new Hono()
  app.onError((error, c) => answerThrown(c, error, workspace.log))
  app.route('/', files.routes(context))
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: largestBodyBytes,
      onError: (c) => c.json({ error: invalid('The request is larger than 64 MB.', 'request_too_large') }, 413),
    }),
  )
  app.use(
    '/v1/*',
    rewordRefusal(({ message, hint = '' }, status) => ({
      error: invalid(`${message} ${hint}`.trim(), status === 401 ? 'invalid_api_key' : 'rate_limit_exceeded'),
    })),
  )
  app.use('/v1/*', access.demandLogin({ basic: true }), limitJsonDepth())
  app.route('/v1', modelRoutes(context))
  app.route('/v1', imageRoutes(context, files))
  app.route('/v1', chatRoutes(context))
  app.route('/v1', embeddingRoutes(context))
  app.all('/v1/*', (c) => {
    const error = invalid(`Unknown request URL: ${c.req.method} ${c.req.path}.`, 'unknown_url')
    return c.json({ error }, 404)
  })
  return app
}

function invalid(message: string, code: string): OpenaiError {
  return { message, type: 'invalid_request_error', param: null, code }
}
