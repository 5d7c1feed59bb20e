import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { type ErrorCode, toErrorRecord } from '../../base/error.ts'
import type { Log } from '../../core/logs/log.ts'
import type { ErrorAnswer } from './schemas/error.ts'

/** The HTTP status of each code where nothing closer is known. */
export const statusOf: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  'bad-input': 400,
  'not-found': 404,
  'no-model': 422,
  'out-of-memory': 507,
  'storage-failed': 507,
  'corrupt-file': 422,
  'engine-crashed': 500,
  'quality-failed': 422,
  'config-invalid': 500,
  'outside-program': 502,
  network: 502,
  'access-denied': 403,
  'context-full': 413,
  cancelled: 409,
  internal: 500,
}

/**
 * Answers with an error in the API's form. Typed `never` since every route may fail this way ("default" in its description),
 * which the types of answers by status cannot say.
 */
export function answerError(c: Context, status: ContentfulStatusCode, error: ErrorAnswer['error']): never {
  return c.json({ error } satisfies ErrorAnswer, status) as never
}

/** The one place where an error that rises out of a route becomes an answer. A stack goes into the log, never out. */
export function answerThrown(c: Context, thrown: unknown, log: Log): Response {
  if (thrown instanceof HTTPException) {
    const code = thrown.status === 404 ? 'not-found' : 'bad-input'
    if (thrown.status === 415) {
      const hint = 'Send the header "Content-Type: application/json".'
      return answerError(c, 415, { code, message: 'The body is not said to be JSON.', hint })
    }
    return answerError(c, thrown.status, { code, message: thrown.message || 'The request is malformed.' })
  }
  // What recursion over a request ends in, where nothing else has refused its depth.
  if (thrown instanceof RangeError && /call stack/i.test(thrown.message)) {
    return answerError(c, 400, { code: 'bad-input', message: 'The request is nested too deeply.' })
  }
  const { code, message, hint } = toErrorRecord(thrown)
  if (code === 'internal') {
    log.error('request-failed', { path: c.req.path, message, stack: (thrown as Error).stack })
    const report = "The defect is in the log: ai-workspace logs, or the studio's page Logs."
    return answerError(c, 500, { code, message: 'The server met a defect of its own.', hint: report })
  }
  return answerError(c, statusOf[code], { code, message, ...(hint === undefined ? {} : { hint }) })
}

/** What zod found in a request, one issue a field. */
export function answerInvalid(c: Context, error: z.core.$ZodError): Response {
  const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const [first] = issues
  const where = first === undefined || first.path === '' ? '' : `"${first.path}": `
  return answerError(c, 400, {
    code: 'bad-input',
    message: `${where}${first?.message ?? 'The request is malformed.'}`,
    issues,
  })
}
