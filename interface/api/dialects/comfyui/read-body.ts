import type { Context } from 'hono'
import { z } from 'zod'
import { WorkspaceError } from '../../../../base/error.ts'
import { parseExactJson } from '../../../../core/imaging/comfyui/exact-json.ts'

/**
 * The JSON of a request by a schema, whatever its Content-Type says: clients of ComfyUI send it as plain text. No body is the
 * same as an empty object.
 */
export async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const text = await c.req.text()
  let value: unknown
  try {
    value = text.trim() === '' ? {} : parseExactJson(text)
  } catch (cause) {
    throw new WorkspaceError('bad-input', `The request is not JSON: ${(cause as Error).message}`, { cause })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new WorkspaceError('bad-input', z.prettifyError(parsed.error), { cause: parsed.error })
}
