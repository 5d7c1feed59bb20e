import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'

const expectedCall = z.preprocess(
  (value) => (typeof value === 'string' ? { tool: value } : value),
  z
    .looseObject({
      tool: z.union([z.string(), z.array(z.string())]).optional(),
      name: z.union([z.string(), z.array(z.string())]).optional(),
      arguments: z.record(z.string(), z.unknown()).optional(),
      args: z.record(z.string(), z.unknown()).optional(),
    })
    .transform(({ tool, name, arguments: given, args }) => ({
      tools: [tool ?? name ?? []].flat(),
      arguments: given ?? args ?? {},
    })),
)

const words = z.union([z.boolean(), z.string(), z.array(z.string())])

const expectation = z.preprocess(
  expandExpectation,
  z.looseObject({
    calls: z
      .preprocess(
        (value) =>
          typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value))
            ? [value]
            : value,
        z.array(expectedCall),
      )
      .optional(),
    asks: words.optional(),
    offers: words.optional(),
    refuses: words.optional(),
    says: words.optional(),
    /** Calls may come in any order. */
    anyOrder: z.boolean().optional(),
    /** Further ways that are as right. */
    or: z.array(z.unknown()).optional(),
  }),
)
/** 'refuses' → { refuses: true }; a list of calls, or one call, stands for itself. */
function expandExpectation(value: unknown): unknown {
  if (typeof value === 'string') return { [value]: true }
  if (Array.isArray(value)) return { calls: value }
  if (typeof value !== 'object' || value === null || 'calls' in value) return value
  if ('call' in value) return { ...value, calls: [value.call] }
  return 'tool' in value ? { calls: [value] } : value
}

export type Expectation = z.output<typeof expectation>

const turn = z.looseObject({
  user: z.string(),
  expect: expectation.optional(),
  /** What the tools answer, call by call; what is missing is made up. */
  results: z.array(z.record(z.string(), z.unknown())).optional(),
})

const request = z.preprocess(
  (value) => {
    if (typeof value !== 'object' || value === null || 'turns' in value) return value
    const { id, world, ...one } = value as Record<string, unknown>
    return { id, world, turns: [one] }
  },
  z.looseObject({
    id: z.union([z.string(), z.number()]).optional(),
    turns: z.array(turn).min(1),
    world: z.record(z.string(), z.unknown()).optional(),
  }),
)
export type RequestLine = z.output<typeof request>

/** One alternative of an expectation, checked like the first. */
export function parseExpectation(value: unknown): Expectation {
  return expectation.parse(value)
}

/** A set of requests from the text of a .jsonl file; empty lines and lines that begin with // are passed over. */
export function parseRequestSet(text: string): RequestLine[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '' || line.trim().startsWith('//')) return []
    try {
      return [request.parse(JSON.parse(line))]
    } catch (cause) {
      const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)
      throw new WorkspaceError('bad-input', `Line ${i + 1} is no request: ${why}`, {
        hint: 'The form of a line: docs/chat-requests.md',
        cause,
      })
    }
  })
}
