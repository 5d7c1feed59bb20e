import type { ToolCall, ToolSpec } from '../../../base/chat.ts'
import type { ChatWorld } from '../world.ts'
import type { Expectation } from './request-set.ts'

/** What a turn came to. */
export interface Got {
  readonly calls: readonly ToolCall[]
  readonly text: string
}

/** What is compared with. */
export interface Reference {
  readonly tools: ReadonlyMap<string, ToolSpec>
  readonly world: ChatWorld
}

/** Why a turn is not as expected, one sentence each; empty when it is. */
export function differences(expected: Expectation, got: Got, reference: Reference): string[] {
  const problems: string[] = []
  const { calls, asks, offers, refuses, says } = expected
  // Where nothing is to be called, a look-up that answers a question changes nothing.
  if (calls?.length === 0 && isReading(got.calls)) return problems
  if (calls !== undefined)
    problems.push(...callDifferences(calls, onePerAsset(calls, got.calls), expected.anyOrder === true, reference))
  else if (got.calls.length > 0 && (asks ?? offers ?? refuses ?? says) !== undefined && !isReading(got.calls))
    problems.push(`called ${got.calls.map(({ name }) => name).join(', ')}, expected words only`)
  if (asks !== undefined && asks !== false && !got.text.includes('?')) problems.push('asked nothing back')
  if (offers !== undefined && offers !== false && !got.text.includes('?')) problems.push('offered nothing')
  if (
    refuses !== undefined &&
    refuses !== false &&
    !/(?<!\w)(?:can't|cannot|can not|could not|couldn't|unable|not able|don't|do not|did not|didn't|won't|no|not|only|sorry)(?!\w)/i.test(
      got.text,
    )
  )
    problems.push('did not refuse')
  for (const wanted of [asks, offers, refuses, says].flat())
    if (typeof wanted === 'string' && !plain(got.text).includes(plain(wanted))) problems.push(`did not say "${wanted}"`)
  if (says === true && got.text === '') problems.push('said nothing')
  return problems
}

/** Looking something up to answer is no deed. */
function isReading(calls: readonly ToolCall[]): boolean {
  return calls.every(({ name }) =>
    /^(?:help|assets_find|asset_show|project_status|project_list|models_list|settings_show|jobs_list|history|files_list|image_settings)$/.test(
      name,
    ),
  )
}

/** A tool that takes one asset is called once for each: where a single call is expected and no asset named, they count as one. */
function onePerAsset(expected: ExpectedCalls, got: readonly ToolCall[]): readonly ToolCall[] {
  const [only, ...others] = expected
  if (only === undefined || others.length > 0 || 'asset' in only.arguments) return got
  const same = (call: ToolCall) =>
    JSON.stringify([call.name, { ...(call.arguments as Record<string, unknown>), asset: '' }])
  const alike = got.every((call) => /^asset_(?:tag|rate)$/.test(call.name) && same(call) === same(got[0]!))
  return alike ? got.slice(0, 1) : got
}

type ExpectedCalls = NonNullable<Expectation['calls']>

function callDifferences(
  expected: ExpectedCalls,
  got: readonly ToolCall[],
  anyOrder: boolean,
  reference: Reference,
): string[] {
  if (expected.length !== got.length) return [`made ${got.length} calls, expected ${expected.length}`]
  const left = [...got]
  return expected.flatMap((call, i) => {
    if (!anyOrder) return callDifference(call, got[i]!, reference)
    const at = left.findIndex((other) => callDifference(call, other, reference).length === 0)
    if (at < 0) return [`no call like ${JSON.stringify(call)}`]
    left.splice(at, 1)
    return []
  })
}

function callDifference(
  { tools, arguments: wanted }: ExpectedCalls[number],
  got: ToolCall,
  reference: Reference,
): string[] {
  if (tools.length > 0 && !tools.map(toolName).includes(got.name))
    return [`called ${got.name}, expected ${tools.join(' or ')}`]
  const fields = (reference.tools.get(got.name)?.parameters['properties'] ?? {}) as Record<
    string,
    { default?: unknown }
  >
  const given = got.arguments as Record<string, unknown>
  return Object.entries(wanted).flatMap(([key, value]) => {
    if (key === 'aspect') return aspectIs(value, given) ? [] : [`${key} is not ${String(value)}`]
    // A field that the tool does not have cannot be filled.
    if (!Object.hasOwn(fields, key) && reference.tools.has(got.name)) return []
    const actual = given[key] ?? fields[key]?.default
    if (matches(value, actual, key, given, reference)) return []
    return [`${got.name}.${key} is ${JSON.stringify(given[key])}, expected ${JSON.stringify(value)}`]
  })
}

/** 'image.generate' is 'image_generate'. */
function toolName(name: string): string {
  return name.replaceAll(/[^\w]/g, '_')
}

function matches(
  wanted: unknown,
  actual: unknown,
  key: string,
  given: Readonly<Record<string, unknown>>,
  reference: Reference,
): boolean {
  if (wanted === '*') return actual !== undefined
  if (wanted === null) return given[key] === undefined || given[key] === null || given[key] === ''
  if (Array.isArray(wanted)) {
    const list = Array.isArray(actual) ? actual : actual === undefined ? [] : [actual]
    return wanted.every((entry) => list.some((other) => matches(entry, other, key, given, reference)))
  }
  if (typeof wanted === 'object') {
    const { not, oneOf } = wanted as { not?: unknown; oneOf?: readonly unknown[] }
    if (not !== undefined) return !matches(not, actual, key, given, reference)
    if (oneOf !== undefined) return oneOf.some((entry) => matches(entry, actual, key, given, reference))
    const inner = (actual ?? {}) as Record<string, unknown>
    return Object.entries(wanted as Record<string, unknown>).every(([name, value]) =>
      matches(value, inner[name], name, inner, reference),
    )
  }
  if (typeof wanted === 'number') return Math.abs(Number(actual) - wanted) < 1e-6
  if (typeof wanted === 'boolean')
    return actual === wanted || (wanted && actual === 'xy') || (!wanted && (actual === undefined || actual === 'none'))
  if (Array.isArray(actual)) return actual.some((entry) => matches(wanted, entry, key, given, reference))
  if (typeof actual !== 'string') return String(actual) === String(wanted)
  if (/prompt|^text$|^name$|^title$/i.test(key))
    return saysAll(wanted as string, `${actual} ${key === 'prompt' ? String(given['negativePrompt'] ?? '') : ''}`)
  return plain(actual) === plain(wanted as string) || sameAsset(wanted as string, actual, reference)
}

/** An asset may be given by id or name. */
function sameAsset(wanted: string, actual: string, { world }: Reference): boolean {
  const names = world.assets.filter(({ id }) => id === actual).map(({ name }) => plain(name))
  return names.includes(plain(wanted))
}

/** Words that a prompt may have or not. */
const filler = new Set(
  'a an the of for with and in on at to from by as is it that this some image images picture pictures texture textures material materials photo mesh model 3d make it s'.split(
    ' ',
  ),
)

/** Whether a text has all words of another that matter, in any order. */
function saysAll(wanted: string, actual: string): boolean {
  const stems = (text: string) =>
    plain(text)
      .split(' ')
      .filter((word) => !filler.has(word))
      .map((word) => word.replace(/(?:es|s)$/, ''))
  const has = new Set(stems(actual))
  return stems(wanted).every((word) => has.has(word))
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("'", '')
    .replaceAll(/[^\p{L}\p{N}.?]+/gu, ' ')
    .replaceAll(/[.?](?= |$)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function aspectIs(wanted: unknown, { width, height }: Readonly<Record<string, unknown>>): boolean {
  const [a, b] = String(wanted).split(':').map(Number)
  if (a === undefined || b === undefined || typeof width !== 'number' || typeof height !== 'number') return false
  // Sides are whole multiples of 64: 5 % off is the nearest there is.
  return Math.abs(width / height / (a / b) - 1) < 0.05
}
