import { readFileSync, statSync } from 'node:fs'
import { WorkspaceError } from '../../../base/error.ts'
import { nearest } from '../../../base/nearest.ts'
import type { Flag } from './flag.ts'

/** A form or workflow file is text a person can read; more than this is the wrong file. */
const LARGEST_JSON_FILE = 32 * 1024 * 1024

/** Reads one typed word as the flag's kind; throws 'bad-input' with the flag, the value and what fits. */
export function readFlag(flag: Flag, word: string): unknown {
  if (flag.choices !== undefined) return readChoice(flag, word, flag.choices)
  switch (flag.kind) {
    case 'text':
    case 'asset':
      return word
    case 'boolean':
      return readChoice(flag, word, ['true', 'false']) === 'true'
    case 'number':
    case 'integer':
      return readNumber(flag, word)
    case 'json':
      return readJson(flag, word)
    case 'any':
      return tryJson(word)
    default:
      return flag.kind satisfies never
  }
}

/** Puts each value where its path says, into one plain object. */
export function assemble(values: readonly { readonly flag: Flag; readonly value: unknown }[]): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const { flag, value } of values) {
    let place = result
    for (const key of flag.path.slice(0, -1)) {
      const inner = place[key]
      place[key] = typeof inner === 'object' && inner !== null ? { ...inner } : {}
      place = place[key] as Record<string, unknown>
    }
    place[flag.path.at(-1) ?? flag.name] = value
  }
  return result
}

function readChoice(flag: Flag, word: string, choices: readonly string[]): string {
  const found = choices.find((choice) => choice.toLowerCase() === word.toLowerCase())
  if (found !== undefined) return found
  const close = nearest(word, choices, { most: 1 })[0]
  throw new WorkspaceError('bad-input', `--${flag.name} takes one of ${choices.join(', ')}; got "${word}".`, {
    hint: close === undefined ? `For example: --${flag.name} ${choices[0]}` : `Did you mean --${flag.name} ${close}?`,
  })
}

function readNumber(flag: Flag, word: string): number {
  const value = word.trim() === '' ? Number.NaN : Number(word)
  const whole = flag.kind === 'integer'
  const inRange =
    value >= (flag.minimum ?? Number.NEGATIVE_INFINITY) && value <= (flag.maximum ?? Number.POSITIVE_INFINITY)
  if (Number.isFinite(value) && (!whole || Number.isSafeInteger(value)) && inRange) return value
  const range = describeRange(flag)
  throw new WorkspaceError(
    'bad-input',
    `--${flag.name} takes a ${whole ? 'whole ' : ''}number${range === '' ? '' : ` ${range}`}; got "${word}".`,
    flag.default === undefined ? {} : { hint: `Leave it out for ${JSON.stringify(flag.default)}.` },
  )
}

/** 'from 64 to 4096', 'of at least 1' or nothing. */
export function describeRange({ minimum, maximum }: Pick<Flag, 'minimum' | 'maximum'>): string {
  if (minimum !== undefined && maximum !== undefined) return `from ${minimum} to ${maximum}`
  if (minimum !== undefined) return `of at least ${minimum}`
  if (maximum !== undefined) return `of at most ${maximum}`
  return ''
}

function readJson(flag: Flag, word: string): unknown {
  const inline = /^\s*[[{]/.test(word)
  const text = inline ? word : readJsonFile(flag, word)
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new WorkspaceError(
      'bad-input',
      `${inline ? `The value of --${flag.name}` : `The file ${word}`} is not valid JSON: ${reason}.`,
      { hint: 'Check quotes and commas; JSON allows no comments and no comma after the last item.' },
    )
  }
}

function readJsonFile(flag: Flag, file: string): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined) {
    throw new WorkspaceError('bad-input', `--${flag.name} takes JSON or a JSON file; there is no file "${file}".`)
  }
  if (size > LARGEST_JSON_FILE) {
    throw new WorkspaceError('bad-input', `The file ${file} is larger than ${LARGEST_JSON_FILE / 1024 / 1024} MB.`, {
      hint: `--${flag.name} takes a JSON text file.`,
    })
  }
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new WorkspaceError('bad-input', `The file ${file} cannot be read.`, { cause: error })
  }
}

function tryJson(word: string): unknown {
  try {
    return JSON.parse(word)
  } catch {
    return word
  }
}
