import { nearest } from '../../../base/nearest.ts'
import type { Random } from '../../procedural/random.ts'
import { longestPrompt } from './check-prompt.ts'
import { type PromptProblem, promptError } from './prompt-problem.ts'
import { joinTraced, placeText, sliceTraced, type TracedText, traceText } from './traced-text.ts'

/** Lists of lines by name: what `__name__` chooses from. Names may hold `/`; `*` in a prompt stands for any part of one. */
export type Wildcards = ReadonlyMap<string, readonly string[]>

/** Deeper than any hand-written nesting; a list that names itself ends here. */
const deepestExpansion = 50

// A name begins and ends with no underscore: a drawn line of them is text.
const namePattern = String.raw`__([\p{L}\p{N}\-./*](?:[\p{L}\p{N}_\-./* ]*?[\p{L}\p{N}\-./*])??)__`
const tokenPattern = new RegExp(String.raw`\\.|[{}|]|${namePattern}`, 'gsu')
const onlyNamePattern = new RegExp(String.raw`^\s*${namePattern}\s*$`, 'u')
const countPattern = /^\s*(?:(\d*)(-)(\d*)|(\d+))\$\$(?:([^${}|]*)\$\$)?/
const weightPattern = /^\s*(\d+\.?\d*|\.\d+)::/

/**
 * Chooses for `{a|b|c}`, `{0.5::a|2::b}` (weights), `{2$$a|b|c}`, `{1-2$$ and $$a|b|c}` (several, and what joins them; by
 * default `, `) and `__name__` (a line of a list), nested as deep as they are. The syntax is that of the Dynamic Prompts
 * extension; braces without `|` or `$$` are text. The same `random` gives the same words. Throws `bad-input` with the place.
 */
export function expandWildcards(
  prompt: string,
  { wildcards = new Map(), random }: { wildcards?: Wildcards; random: Random },
): TracedText {
  let produced = 0
  const fail = (problem: Omit<PromptProblem, 'end'>): never => {
    throw promptError({ ...problem, end: problem.start + 1 })
  }

  const expand = (source: TracedText, depth: number): TracedText => {
    const { text, origin } = source
    const place = (at: number) => origin[at] ?? 0
    if (depth > deepestExpansion) {
      fail({ start: place(0), message: 'Choices are nested too deep here: a list of words may name itself' })
    }
    const choices = findChoices(text)
    const pieces: TracedText[] = []
    let done = 0
    const copy = (to: number) => {
      produced += to - done
      if (produced > longestPrompt) {
        fail({ start: place(done), message: `With its choices the prompt grows past ${longestPrompt} characters` })
      }
      pieces.push(sliceTraced(source, done, to))
    }
    for (const { start, end, name, separators } of choices) {
      if (start < done) continue
      copy(start)
      done = end
      if (name === undefined) pieces.push(chooseOf(source, { start, end, separators }, depth))
      else {
        const lines = linesOf(name, wildcards, (message, hint) => fail({ start: place(start), message, hint }))
        pieces.push(expand(placeText(pick(lines, random), place(start)), depth + 1))
      }
    }
    copy(text.length)
    return joinTraced(pieces)
  }

  const chooseOf = (source: TracedText, { start, end, separators }: Braces, depth: number): TracedText => {
    const place = source.origin[start] ?? 0
    const inner = sliceTraced(source, start + 1, end - 1)
    const count = countPattern.exec(inner.text)
    const cuts = [start, ...separators, end - 1]
    let options = cuts.slice(1).map((cut, i) => sliceTraced(source, cuts[i]! + 1, cut))
    if (count === null) return expand(stripWeight(pickOption(options, random)), depth + 1)

    options[0] = sliceTraced(options[0]!, count[0].length)
    const list = onlyNamePattern.exec(options[0].text)
    if (options.length === 1 && list !== null) {
      const lines = linesOf(list[1]!, wildcards, (message, hint) => fail({ start: place, message, hint }))
      options = lines.map((line) => placeText(line, place))
    }
    const [, low, range, high, exactly] = count
    const least = range === undefined ? Number(exactly) : Number(low === '' ? 0 : low)
    const most = range === undefined ? Number(exactly) : high === '' ? options.length : Number(high)
    if (least > most || most > options.length) {
      fail({ start: place, message: `"${count[0].trim()}" asks for ${most} of ${options.length} choices` })
    }
    const joined: TracedText[] = []
    for (let wanted = random.integer(least, most); wanted > 0; wanted--) {
      const option = pickOption(options, random)
      options = options.filter((other) => other !== option)
      if (joined.length > 0) joined.push(placeText(count[5] ?? ', ', place))
      joined.push(trimTraced(expand(stripWeight(option), depth + 1)))
    }
    return joinTraced(joined)
  }

  return expand(traceText(prompt), 0)
}

/** The lines of a file of words: one choice each, `#` begins a comment. */
export function parseWildcardFile(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

interface Braces {
  readonly start: number
  readonly end: number
  /** Where its `|` stand. */
  readonly separators: readonly number[]
}
interface Choice extends Braces {
  /** The list of a `__name__`; undefined for braces. */
  readonly name?: string
}

/** Every `{…}` that chooses and every `__name__`, outer ones before inner ones. */
export function findChoices(text: string): Choice[] {
  const found: Choice[] = []
  const open: { start: number; separators: number[] }[] = []
  for (const match of text.matchAll(tokenPattern)) {
    const [token, name] = match
    if (token === '{') open.push({ start: match.index, separators: [] })
    else if (token === '|') open.at(-1)?.separators.push(match.index)
    else if (token === '}') {
      const braces = open.pop()
      if (braces === undefined) continue
      const inner = text.slice(braces.start + 1, match.index)
      if (braces.separators.length > 0 || countPattern.test(inner)) found.push({ ...braces, end: match.index + 1 })
    } else if (name !== undefined) {
      found.push({ start: match.index, end: match.index + token.length, separators: [], name })
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** The lines of the lists that `name` names. `unknown` throws. */
export function linesOf(
  name: string,
  wildcards: Wildcards,
  unknown: (message: string, hint: string) => never,
): readonly string[] {
  const pattern = new RegExp(`^${name.replace(/[.\-/]/g, '\\$&').replace(/\*+/g, '.*')}$`)
  const lines = name.includes('*')
    ? [...wildcards].flatMap(([other, list]) => (pattern.test(other) ? list : []))
    : (wildcards.get(name) ?? [])
  if (lines.length > 0) return lines
  const like = nearest(name, wildcards.keys())
  return unknown(
    wildcards.has(name) ? `The list of words "${name}" is empty` : `There is no list of words "${name}"`,
    like.length > 0
      ? `Did you mean ${like.map((word) => `__${word}__`).join(', ')}?`
      : 'Put a file of that name there, one choice a line.',
  )
}

function pick(lines: readonly string[], random: Random): string {
  return stripWeight(
    pickOption(
      lines.map((line) => placeText(line, 0)),
      random,
    ),
  ).text
}

function pickOption(options: readonly TracedText[], random: Random): TracedText {
  const weights = options.map(({ text }) => Number(weightPattern.exec(text)?.[1] ?? 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = random() * total
  for (const [i, option] of options.entries()) {
    left -= weights[i]!
    if (left < 0) return option
  }
  return options.at(-1)!
}

function stripWeight(option: TracedText): TracedText {
  return sliceTraced(option, weightPattern.exec(option.text)?.[0].length ?? 0)
}

function trimTraced(option: TracedText): TracedText {
  const start = option.text.length - option.text.trimStart().length
  return sliceTraced(option, start, Math.max(start, option.text.trimEnd().length))
}
