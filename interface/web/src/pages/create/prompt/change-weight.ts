/** A text with what is selected in it. */
export interface Selected {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Weights past these make pictures burn or words vanish. */
const least = 0
const most = 3

/**
 * The weight of what is selected changed by `step`: `fox` becomes `(fox:1.1)`, `(fox:1.1)` becomes `(fox:1.2)` or, at 1, `fox`.
 * Without a selection it is the word at the caret; in a LoRA tag it is the tag's weight.
 */
export function changeWeight({ text, start, end }: Selected, step: number): Selected {
  const tag = enclosing(text, start, end, /<(lora|lyco):([^:<>]+):([+-]?[\d.]+)([^<>]*)>/g)
  if (tag !== undefined) {
    const [whole, kind, name, weight, rest] = tag.match
    return put(text, tag.start, whole!.length, `<${kind}:${name}:${format(Number(weight) + step)}${rest}>`)
  }
  const group = enclosing(text, start, end, /\(([^()]*):([+-]?[\d.]+)\)/g)
  if (group !== undefined) {
    const [whole, words, weight] = group.match
    const next = bounded(Number(weight) + step)
    return put(text, group.start, whole!.length, next === 1 ? words! : `(${words}:${format(next)})`, next !== 1)
  }
  const [from, to] = start === end ? wordAt(text, start) : trimmed(text, start, end)
  if (from === to) return { text, start, end }
  return put(text, from, to - from, `(${text.slice(from, to)}:${format(bounded(1 + step))})`, true)
}

/** The match of `pattern` that the selection lies in. */
function enclosing(text: string, start: number, end: number, pattern: RegExp) {
  for (const match of text.matchAll(pattern)) {
    if (match.index <= start && match.index + match[0].length >= end) return { match, start: match.index }
  }
  return undefined
}

function put(text: string, at: number, length: number, next: string, inside = false): Selected {
  const words = inside ? next.lastIndexOf(':') : next.length
  return {
    text: text.slice(0, at) + next + text.slice(at + length),
    start: inside ? at + 1 : at,
    end: at + words,
  }
}

function wordAt(text: string, place: number): [number, number] {
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}'-]/u.test(character)
  let [from, to] = [place, place]
  while (from > 0 && isWord(text[from - 1])) from--
  while (isWord(text[to])) to++
  return [from, to]
}

/** Without the spaces and commas at either end: a double click takes them along. */
function trimmed(text: string, start: number, end: number): [number, number] {
  const selected = text.slice(start, end)
  const before = selected.length - selected.replace(/^[\s,]+/, '').length
  const after = selected.length - selected.replace(/[\s,]+$/, '').length
  return before === selected.length ? [start, start] : [start + before, end - after]
}

function bounded(weight: number): number {
  return Math.min(most, Math.max(least, Number(weight.toFixed(2))))
}

function format(weight: number): string {
  return String(Number(weight.toFixed(2)))
}
