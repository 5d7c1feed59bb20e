import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { toErrorRecord } from '../../../../base/error.ts'
import type { Log } from '../../../../core/logs/log.ts'
import { statusOf } from '../../answer-error.ts'
import { withoutNulls } from '../lenient-fields.ts'
import type { QueueFull } from '../submit-jobs.ts'

/** An error in the form of `api_middleware` (modules/api/api.py): clients show `detail`, some of them `errors`. */
export function answerDetail(c: Context, status: ContentfulStatusCode, detail: string, error = 'HTTPException') {
  return c.json({ error, detail, body: '', errors: error === 'HTTPException' ? '' : detail }, status)
}

/** What rises out of a route, in that form. A stack goes into the log, never out. */
export function answerThrown(c: Context, thrown: unknown, log: Log): Response {
  if (thrown instanceof HTTPException) return answerDetail(c, thrown.status, thrown.message)
  if (thrown instanceof z.ZodError) return answerIssues(c, thrown)
  const { code, message, hint } = toErrorRecord(thrown)
  if (code === 'internal') {
    log.error('request-failed', { path: c.req.path, message, stack: (thrown as Error).stack })
    return answerDetail(c, 500, 'The server met a defect of its own; it is in its log.', 'RuntimeError')
  }
  const detail = hint === undefined ? message : `${message} ${hint}`
  // What does not fit is 422 there, whichever part of the server finds it.
  const status = code === 'bad-input' || code === 'corrupt-file' ? 422 : statusOf[code]
  return answerDetail(c, status, detail, code === 'out-of-memory' ? 'OutOfMemoryError' : 'HTTPException')
}

/** What FastAPI says of a body that does not fit: one entry a field. */
function answerIssues(c: Context, { issues }: z.ZodError): Response {
  const detail = issues.map(({ path, message, code }) => ({ loc: ['body', ...path], msg: message, type: code }))
  return c.json({ detail }, 422)
}

export function answerQueueFull(c: Context, { message, retryAfterSeconds }: QueueFull): Response {
  c.header('Retry-After', String(retryAfterSeconds))
  return answerDetail(c, 503, message)
}

/** A body of JSON that fits; throws what `answerThrown` answers. */
export async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const body = await c.req.json().catch(() => {
    throw new HTTPException(422, { message: 'The body is not JSON.' })
  })
  return schema.parse(withoutNulls(body))
}
