import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'
import type { Node } from '../../base/node.ts'

/** The parsed input of a node; a wrong one becomes a sentence that names each field, what it got and what it takes. */
export function explainInput(node: Node, input: unknown): unknown {
  const parsed = node.input.safeParse(input, { reportInput: true })
  if (parsed.success) return parsed.data
  const fields = node.input instanceof z.ZodObject ? Object.keys(node.input.shape) : []
  const problems = parsed.error.issues.flatMap((issue) => explain(issue, fields))
  throw new WorkspaceError('bad-input', `${node.id}: ${problems.join('; ')}.`, {
    hint: `See what it takes: ai-workspace nodes ${node.id}`,
  })
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
