import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { toErrorRecord } from '../../../../base/error.ts'
import type { Log } from '../../../../core/logs/log.ts'
import { statusOf } from '../../answer-error.ts'
import type { QueueFull } from '../submit-jobs.ts'

/** An error as OpenAI's clients read it. */
export interface OpenaiError {
  readonly message: string
  readonly type: 'invalid_request_error' | 'server_error' | 'rate_limit_error'
  readonly param: string | null
  readonly code: string | null
}

/** Where in a request the fault lies, and OpenAI's own word for it. */
export interface Fault {
  readonly param?: string
  readonly code?: string
}

/** Ends a request with an error of the client. */
export function refuse(message: string, fault: Fault = {}, status: ContentfulStatusCode = 400): never {
  throw new HTTPException(status, { message, cause: fault })
}

/** What rises out of a route as its status and words. A stack goes into the log, never out. */
export function readThrown(thrown: unknown, log: Log): { status: ContentfulStatusCode; error: OpenaiError } {
  if (thrown instanceof HTTPException) {
    const { param = null, code = null } = (thrown.cause ?? {}) as Fault
    return { status: thrown.status, error: { message: thrown.message, type: typeOf(thrown.status), param, code } }
  }
  if (thrown instanceof z.ZodError) return { status: 400, error: readIssues(thrown) }
  const { code, message, hint } = toErrorRecord(thrown)
  if (code === 'internal') {
    log.error('request-failed', { api: 'openai', message, stack: (thrown as Error).stack })
    const words = 'The server met a defect of its own; it is in its log.'
    return { status: 500, error: { message: words, type: 'server_error', param: null, code: null } }
  }
  // A file that came with the request is the client's fault, whichever part of the server finds it.
  const status = code === 'corrupt-file' ? 400 : code === 'no-model' ? 404 : statusOf[code]
  const words = hint === undefined ? message : `${message} ${hint}`
  return {
    status,
    error: { message: words, type: typeOf(status), param: null, code: code === 'no-model' ? 'model_not_found' : code },
  }
}

export function answerThrown(c: Context, thrown: unknown, log: Log): Response {
  const { status, error } = readThrown(thrown, log)
  // Clients try 5xx again: a picture that does not fit into memory would be drawn three times for nothing.
  if (status >= 500) c.header('x-should-retry', 'false')
  return c.json({ error }, status)
}

export function answerQueueFull(c: Context, { message, retryAfterSeconds }: QueueFull): Response {
  c.header('Retry-After', String(retryAfterSeconds))
  const error: OpenaiError = { message, type: 'rate_limit_error', param: null, code: 'queue_full' }
  return c.json({ error }, 503)
}

function readIssues({ issues }: z.ZodError): OpenaiError {
  const [issue] = issues
  const param = issue?.path.join('.') ?? ''
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    const message = `Unknown parameter: '${key}'.`
    return { message, type: 'invalid_request_error', param: key, code: 'unknown_parameter' }
  }
  const missing = issue?.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return {
    message: missing ? `Missing required parameter: '${param}'.` : `Invalid value for '${param}': ${issue?.message}.`,
    type: 'invalid_request_error',
    param: param === '' ? null : param,
    code: missing ? 'missing_required_parameter' : 'invalid_value',
  }
}

function typeOf(status: number): OpenaiError['type'] {
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}
