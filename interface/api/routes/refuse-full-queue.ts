import type { Context } from 'hono'
import { answerError } from '../answer-error.ts'
import type { ApiContext } from '../context.ts'

/** Seconds after which a place is likely free: jobs take seconds to minutes. */
const retryAfterSeconds = 10

/** The answer to a submission while the queue is full (setting `server.queueLimit`); undefined while it is not. */
export function refuseFullQueue({ workspace }: ApiContext, c: Context): undefined {
  const { queueLimit } = workspace.config.server
  if (workspace.queue.countQueued() < queueLimit) return undefined
  c.header('Retry-After', String(retryAfterSeconds))
  const message = `The queue is full: ${queueLimit} jobs wait.`
  const hint = 'Try again later, cancel waiting jobs, or raise the setting server.queueLimit.'
  return answerError(c, 503, { code: 'bad-input', message, hint })
}
