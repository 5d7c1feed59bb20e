import { z } from '@hono/zod-openapi'
import { errorCodes } from '../../../base/error.ts'

/** Every error of the API: what happened, a documented code, and what to do next. */
export const errorSchema = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(errorCodes) as [keyof typeof errorCodes, ...(keyof typeof errorCodes)[]]),
      message: z.string(),
      hint: z.string().optional(),
      /** Where in the request the fault lies, one entry a field. */
      issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  })
  .openapi('Error')

export type ErrorAnswer = z.infer<typeof errorSchema>
