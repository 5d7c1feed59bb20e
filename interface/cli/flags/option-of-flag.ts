import { Option } from 'commander'
import type { Flag } from './flag.ts'
import { describeRange, readFlag } from './read-flags.ts'

/** A flag as the parser takes it and the help shows it. */
export function optionOf(flag: Flag): Option {
  const negative = flag.kind === 'boolean' && flag.default === true
  const short = flag.short === undefined ? '' : `-${flag.short}, `
  const value = flag.kind === 'boolean' ? '' : ` <${placeholder(flag)}>`
  const option = new Option(`${short}--${negative ? 'no-' : ''}${flag.name}${value}`, describeFlag(flag))
  if (flag.kind !== 'boolean') {
    option.argParser((word: string, before: unknown) => {
      const read = readFlag(flag, word)
      return flag.repeated === true ? [...(Array.isArray(before) ? before : []), read] : read
    })
  }
  return option
}

function placeholder(flag: Flag): string {
  if (flag.choices !== undefined && flag.choices.join('|').length <= 24) return flag.choices.join('|')
  if (flag.choices !== undefined) return 'choice'
  switch (flag.kind) {
    case 'text':
    case 'any':
      return 'text'
    case 'number':
    case 'integer':
      return 'number'
    case 'asset':
      return 'asset|file'
    case 'json':
      return 'json|file'
    case 'boolean':
      return ''
    default:
      return flag.kind satisfies never
  }
}

/** The description with bounds, choices and default in one bracket: what commander shows of them needs its own defaults. */
function describeFlag(flag: Flag): string {
  const negative = flag.kind === 'boolean' && flag.default === true
  const text = flag.description
  const notes = [
    negative ? 'on by default; this turns it off' : '',
    flag.required === true ? 'needed' : '',
    flag.repeated === true ? 'may be given more than once' : '',
    flag.choices !== undefined && placeholder(flag) === 'choice' ? flag.choices.join(', ') : '',
    flag.kind === 'boolean' || flag.randomSeed === true ? '' : describeRange(flag),
    flag.default === undefined || flag.kind === 'boolean' || flag.default === '' ? '' : `default ${shown(flag)}`,
  ].filter((note) => note !== '')
  return notes.length === 0 ? text : `${text.trimEnd()} (${notes.join('; ')})`.trim()
}

function shown({ default: value, choices }: Flag): string {
  if (Array.isArray(value)) return value.length === choices?.length ? 'all' : value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
