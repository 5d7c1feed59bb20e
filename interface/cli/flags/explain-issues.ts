import type { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import type { Flag } from './flag.ts'
import { describeRange } from './read-flags.ts'

/** Checks a node's input as the user gave it and names the flag, the value and what fits in one sentence. */
export function checkInput(schema: z.ZodType, input: Record<string, unknown>, flags: readonly Flag[]): void {
  const result = schema.safeParse(input)
  if (result.success) return
  const [issue] = result.error.issues
  if (issue === undefined) return
  throw explainIssue(issue, input, flags)
}

function explainIssue(issue: z.core.$ZodIssue, input: Record<string, unknown>, flags: readonly Flag[]): WorkspaceError {
  const path = issue.path.map(String)
  const flag = flagAt(flags, path)
  if (flag === undefined) return new WorkspaceError('bad-input', `${sentence(issue.message)}`)
  const given = valueAt(input, flag.path)
  const inside = path.slice(flag.path.length)
  if (given === undefined) {
    return new WorkspaceError('bad-input', `--${flag.name} is needed.`, {
      hint: flag.description === '' ? `Add --${flag.name}.` : `${sentence(flag.description)}`,
    })
  }
  // Deep inside a JSON value (a form program): say where, in the schema's own words.
  if (inside.length > 0) {
    return new WorkspaceError('bad-input', `--${flag.name}, at ${inside.join('.')}: ${sentence(issue.message)}`)
  }
  const fits = describeFit(flag)
  const shown = JSON.stringify(given)
  const short = shown.length > 60 ? `${shown.slice(0, 57)}…` : shown
  const bounded = issue.code === 'too_small' || issue.code === 'too_big' || issue.code === 'invalid_type'
  return bounded && fits !== ''
    ? new WorkspaceError('bad-input', `--${flag.name} takes ${fits}; got ${short}.`, defaultHint(flag))
    : new WorkspaceError(
        'bad-input',
        `--${flag.name} ${short} does not fit: ${sentence(issue.message)}`,
        defaultHint(flag),
      )
}

function defaultHint(flag: Flag): { hint?: string } {
  return flag.default === undefined ? {} : { hint: `Leave it out for ${JSON.stringify(flag.default)}.` }
}

function describeFit(flag: Flag): string {
  if (flag.choices !== undefined) return `one of ${flag.choices.join(', ')}`
  if (flag.kind !== 'number' && flag.kind !== 'integer') return ''
  return `a ${flag.kind === 'integer' ? 'whole ' : ''}number ${describeRange(flag)}`.trim()
}

/** The flag of exactly this path, else the one that holds it: a value inside JSON belongs to the flag that took the JSON. */
function flagAt(flags: readonly Flag[], path: readonly string[]): Flag | undefined {
  const distance = (flag: Flag) => (flag.path.length === path.length ? 0 : flag.path.length)
  return flags
    .filter((flag) => flag.path.every((key, index) => path[index] === key))
    .sort((a, b) => distance(a) - distance(b))[0]
}

function valueAt(input: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    input,
  )
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
