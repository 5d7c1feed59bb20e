import type { JsonSchema } from '../../../base/chat.ts'
import { integerRange } from './integer-range.ts'

/** Rules of a grammar in GBNF (llama.cpp, grammars/README.md), by name; `root` is where it begins. */
export type Grammar = Map<string, string>

const anything = `(any-object | any-array | string | number | boolean | "null")`

/** What every JSON grammar may refer to. A blank after ':' and ',' is how models learned to write JSON. */
const common: readonly (readonly [string, string])[] = [
  ['blank', '" "?'],
  ['escape', '"\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})'],
  ['char', '[ !#-\\[\\]-~\\u0080-\\uD7FF\\uE000-\\U0010FFFF] | escape'],
  // One unit of UTF-16: what a length counts here. Beyond them (😀) there are escapes, two units as two.
  ['unit', '[ !#-\\[\\]-~\\u0080-\\uD7FF\\uE000-\\uFFFF] | escape'],
  ['string', '"\\"" char* "\\""'],
  ['number', '"-"? ("0" | [1-9] [0-9]{0,14}) ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?'],
  ['boolean', '"true" | "false"'],
  ['any', anything],
  ['any-object', '"{" ("}" | string ":" blank any ("," blank string ":" blank any)* "}")'],
  ['any-array', '"[" ("]" | any ("," blank any)* "]")'],
]

/** An empty grammar with the rules that those of a schema use. */
export function newGrammar(): Grammar {
  return new Map(common)
}

export function writeGrammar(grammar: Grammar): string {
  return [...grammar].map(([name, rule]) => `${name} ::= ${rule}`).join('\n')
}

/** Text as a grammar has it. */
export function literal(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')
  return `"${escaped}"`
}

/**
 * Adds the rules of a JSON schema and returns the expression that stands for it: the JSON that the schema allows, but that
 * patterns, most formats and the limits of fractions stay for whoever takes the value to check. Properties come in the schema's order.
 */
export function addSchema(grammar: Grammar, schema: JsonSchema, name: string): string {
  const refs = new Map<string, string>()
  const root = schema

  function visit(value: unknown, at: string): string {
    if (value === true || typeof value !== 'object' || value === null) return 'any'
    const node = value as JsonSchema
    const { $ref, const: constant, enum: choices, anyOf, oneOf, allOf, type } = node as Record<string, unknown>
    if (typeof $ref === 'string') return reference($ref)
    if (constant !== undefined) return literal(JSON.stringify(constant))
    if (Array.isArray(choices)) return alternatives(choices.map((choice) => literal(JSON.stringify(choice))))
    const options = Array.isArray(anyOf) ? anyOf : oneOf
    if (Array.isArray(options)) return alternatives(options.map((option, i) => visit(option, `${at}-${i}`)))
    if (Array.isArray(allOf)) return visit(merged(node, allOf), at)
    if (Array.isArray(type)) return alternatives(type.map((one, i) => visit({ ...node, type: one }, `${at}-${i}`)))
    switch (type ?? (node['properties'] === undefined ? undefined : 'object')) {
      case 'object':
        return object(node, at)
      case 'array':
        return array(node, at)
      case 'string':
        return string(node)
      case 'integer':
        return integerRange(lowest(node), highest(node))
      case 'number':
        return number(node)
      case 'boolean':
        return 'boolean'
      case 'null':
        return '"null"'
      default:
        return 'any'
    }
  }

  /** A rule of its own, since it may refer to itself. */
  function reference(path: string): string {
    const known = refs.get(path)
    if (known !== undefined) return known
    const rule = `${name}-ref${refs.size}`
    refs.set(path, rule)
    const keys = path.replace(/^#\/?/, '').split('/').filter(Boolean)
    let target: unknown = root
    for (const key of keys) {
      target = (target as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')]
    }
    grammar.set(rule, '""')
    grammar.set(rule, visit(target, rule))
    return rule
  }

  function object(node: JsonSchema, at: string): string {
    const properties = Object.entries((node['properties'] ?? {}) as Record<string, unknown>)
    const required = new Set(Array.isArray(node['required']) ? node['required'] : [])
    const more = node['additionalProperties']
    if (properties.length === 0 && more === undefined) return 'any-object'
    const open = more === undefined || more === false ? undefined : visit(more, `${at}-more`)
    const extra = open === undefined ? undefined : `string ":" blank ${open}`
    // From the last property to the first: what may follow when something stands before it, and when nothing does.
    let rest = extra === undefined ? '' : `("," blank ${extra})*`
    let first = extra === undefined ? '' : `(${extra} ("," blank ${extra})*)?`
    for (const [i, [key, property]] of [...properties.entries()].reverse()) {
      const pair = `${at}-${i}`
      grammar.set(pair, `${literal(JSON.stringify(key))} ":" blank ${visit(property, `${pair}v`)}`)
      const next = named(`${pair}-rest`, rest)
      if (required.has(key)) {
        first = `${pair} ${next}`
        rest = `"," blank ${pair} ${next}`
      } else {
        first = first === '' ? `(${pair} ${next})?` : `(${pair} ${next} | ${named(`${pair}-first`, first)})`
        rest = `("," blank ${pair})? ${next}`
      }
    }
    return named(at, `"{" ${first} "}"`)
  }

  /** As a rule, so that the whole stays as long as the schema. */
  function named(rule: string, expression: string): string {
    if (expression === '') return ''
    grammar.set(rule, expression)
    return rule
  }

  function array(node: JsonSchema, at: string): string {
    const fixed = Array.isArray(node['prefixItems']) ? node['prefixItems'] : []
    if (fixed.length > 0) {
      const items = fixed.map((item, i) => visit(item, `${at}-${i}`))
      return named(at, `"[" ${items.join(' "," blank ')} "]"`)
    }
    const item = named(`${at}-item`, visit(node['items'] ?? true, `${at}-i`))
    const least = whole(node['minItems']) ?? 0
    const most = whole(node['maxItems'])
    if (most === 0) return '"[]"'
    const further = `("," blank ${item}){${Math.max(least - 1, 0)},${most === undefined ? '' : most - 1}}`
    const list = `${item}${most === 1 ? '' : ` ${further}`}`
    return named(at, `"[" ${least > 0 ? list : `(${list})?`} "]"`)
  }

  return visit(schema, name)
}

function string(node: JsonSchema): string {
  const most = whole(node['maxLength'])
  const least = whole(node['minLength']) ?? 0
  switch (node['format']) {
    case 'date':
      return `"\\"" ${date} "\\""`
    case 'date-time':
      return `"\\"" ${date} "T" ${time} "Z" "\\""`
    case 'uuid':
      return `"\\"" ${[8, 4, 4, 4, 12].map((count) => `[0-9a-f]{${count}}`).join(' "-" ')} "\\""`
    default:
      break
  }
  // Longer repetitions than this llama.cpp refuses; a limit so far off is checked afterwards.
  const end = most === undefined || most > 1000 ? '' : String(most)
  if (end === '' && least === 0) return 'string'
  return `"\\"" unit{${Math.min(least, 1000)},${end}} "\\""`
}

const date = '[12] [0-9]{3} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [12] [0-9] | "3" [01])'
const time = '([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9]'

function number(node: JsonSchema): string {
  const [low, high] = [lowest(node), highest(node)]
  const fraction = '("." [0-9]{1,6})?'
  if (low === undefined || low < 0) return 'number'
  if (high === undefined) return `("0" | [1-9] [0-9]{0,14}) ${fraction}`
  // Any fraction of the whole numbers below the limit, and the limit itself.
  const [first, top] = [Math.floor(low), Math.ceil(high)]
  const parts = [
    ...(first <= top - 1 ? [`${integerRange(first, top - 1)} ${fraction}`] : []),
    ...(Number.isInteger(high) ? [`${literal(String(high))} ".0"?`] : []),
  ]
  return `(${parts.join(' | ')})`
}

function lowest(node: JsonSchema): number | undefined {
  const { minimum, exclusiveMinimum } = node as Record<string, unknown>
  if (typeof minimum === 'number') return minimum
  if (typeof exclusiveMinimum !== 'number') return undefined
  return node['type'] === 'integer' ? Math.floor(exclusiveMinimum) + 1 : exclusiveMinimum
}

function highest(node: JsonSchema): number | undefined {
  const { maximum, exclusiveMaximum } = node as Record<string, unknown>
  if (typeof maximum === 'number') return maximum
  if (typeof exclusiveMaximum !== 'number') return undefined
  return node['type'] === 'integer' ? Math.ceil(exclusiveMaximum) - 1 : exclusiveMaximum
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function alternatives(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(' | ')})`
}

/** The objects of an `allOf` in one. */
function merged(node: JsonSchema, parts: readonly unknown[]): JsonSchema {
  const { allOf: _, ...own } = node
  let all: Record<string, unknown> = own
  for (const part of parts as Record<string, unknown>[]) {
    all = {
      ...all,
      ...part,
      properties: { ...(all['properties'] as object), ...(part['properties'] as object) },
      required: [...((all['required'] as string[]) ?? []), ...((part['required'] as string[]) ?? [])],
    }
  }
  return all
}
