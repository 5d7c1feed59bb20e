import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'
import type { Node } from '../../base/node.ts'

/** The parsed input of a node; a wrong one becomes a sentence that names each field, what it got and what it takes. */
export function explainInput(node: Node, input: unknown): unknown {
  return explainSchema(node.id, node.input, input, `See what it takes: ai-workspace nodes ${node.id}`)
}

/** The same for any schema with a name. */
export function explainSchema(name: string, schema: z.ZodType, input: unknown, hint?: string): unknown {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return parsed.data
  const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  const problems = parsed.error.issues.flatMap((issue) => explain(issue, fields))
  throw new WorkspaceError('bad-input', `${name}: ${problems.join('; ')}.`, hint === undefined ? {} : { hint })
}

function explain(issue: z.core.$ZodIssue, fields: readonly string[]): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const [close] = nearest(key, fields, { most: 1 })
      return `there is no field "${key}"${close === undefined ? '' : ` (did you mean "${close}"?)`}`
    })
  }
  const path = issue.path.join('.')
  const given = issue.input === undefined ? '' : ` (got ${shorten(JSON.stringify(issue.input))})`
  const message = issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '')
  if (issue.code === 'invalid_type' && issue.input === undefined) return [`"${path}" is missing`]
  return [`${path === '' ? '' : `"${path}": `}${message}${given}`]
}

function shorten(text: string | undefined): string {
  if (text === undefined) return 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
