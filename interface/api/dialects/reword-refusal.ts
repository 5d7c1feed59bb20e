import type { MiddlewareHandler } from 'hono'
import type { ErrorAnswer } from '../schemas/error.ts'

/** Gives the refusals of the login, which stand in the form of the workspace's own API, the form of another one. */
export function rewordRefusal(
  reword: (error: ErrorAnswer['error'], status: number) => Record<string, unknown>,
): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { status, headers } = c.res
    if (status !== 401 && status !== 429) return
    const { error } = (await c.res.json()) as ErrorAnswer
    c.res = new Response(JSON.stringify(reword(error, status)), { status, headers })
  }
}
