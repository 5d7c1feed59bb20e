import type { Context } from 'hono'
import type { z } from 'zod'
import { refuse } from './answer-error.ts'

/** Under the names of their fields. */
export type SentFiles = ReadonlyMap<string, readonly { readonly name: string; readonly bytes: Uint8Array }[]>

/** A form with pictures: the files under their names (`image[]` is `image`), and the other fields as the schema takes them. */
export async function readForm<T extends z.ZodType>(
  c: Context,
  schema: T,
  files: readonly string[],
): Promise<{ readonly fields: z.output<T>; readonly files: SentFiles }> {
  const form = await c.req.formData().catch(() => refuse('The body is not multipart/form-data.'))
  const fields: Record<string, string> = {}
  const found = new Map<string, { name: string; bytes: Uint8Array }[]>()
  for (const [key, value] of form.entries()) {
    const name = key.replace(/\[\d*\]$/, '')
    if (typeof value === 'string') {
      fields[name] = value
      continue
    }
    if (!files.includes(name)) refuse(`Unknown parameter: '${name}'.`, { param: name, code: 'unknown_parameter' })
    found.set(name, [
      ...(found.get(name) ?? []),
      { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) },
    ])
  }
  return { fields: schema.parse(fields), files: found }
}
