import { OpenAPIHono } from '@hono/zod-openapi'
import type { z } from 'zod'
import { answerInvalid } from '../answer-error.ts'
import { errorSchema } from '../schemas/error.ts'

/** An app for one noun's routes: what does not fit a schema is answered in the API's form. */
export function routeApp(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (result, c) => (result.success ? undefined : answerInvalid(c, result.error)),
  })
}

/** An answer of JSON, for a route's description. */
export function jsonAnswer<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** A body of JSON, for a route's description. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** The answer of every route that fails. */
export const failure = { default: jsonAnswer(errorSchema, 'What went wrong, and what to do.') }
