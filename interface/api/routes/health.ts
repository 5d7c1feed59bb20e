import { createRoute, z } from '@hono/zod-openapi'
import type { ApiContext } from '../context.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const health = createRoute({
  method: 'get',
  path: '/health',
  tags: ['Server'],
  summary: 'Whether the server is there, and whether you are logged in. Needs no token.',
  responses: {
    200: jsonAnswer(
      z.object({ name: z.literal('ai-workspace'), version: z.string(), authenticated: z.boolean() }).openapi('Health'),
      'It is there.',
    ),
    ...failure,
  },
})

const login = createRoute({
  method: 'post',
  path: '/login',
  tags: ['Server'],
  summary: 'Give the browser its session for the token.',
  request: { body: jsonBody(z.strictObject({ token: z.string().min(1).max(500) })) },
  responses: { 200: jsonAnswer(z.object({ authenticated: z.literal(true) }), 'The cookie is set.'), ...failure },
})

const logout = createRoute({
  method: 'post',
  path: '/logout',
  tags: ['Server'],
  summary: "End the browser's session.",
  responses: { 200: jsonAnswer(z.object({ authenticated: z.literal(false) }), 'The cookie is gone.'), ...failure },
})

/** What can be asked without a token: is the server there, log in, log out. */
export function healthRoutes({ access, version }: ApiContext) {
  return routeApp()
    .openapi(health, (c) =>
      c.json({ name: 'ai-workspace' as const, version, authenticated: access.isAuthenticated(c) }, 200),
    )
    .openapi(login, (c) => {
      const refusal = access.login(c, c.req.valid('json').token)
      return (refusal as never) ?? c.json({ authenticated: true as const }, 200)
    })
    .openapi(logout, (c) => {
      access.logout(c)
      return c.json({ authenticated: false as const }, 200)
    })
}
