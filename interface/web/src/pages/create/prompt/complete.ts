/** Something that can be written for the user. */
export interface Suggestion {
  /** What is shown and compared with what is typed. */
  readonly label: string
  /** What stands in the prompt after it was chosen. */
  readonly insert: string
  /** 'LoRA', 'material' … */
  readonly kind: string
  readonly colour?: string
  /** Stands behind others by as much as so many more letters would. */
  readonly rare?: number
}

export interface Completion {
  /** What is replaced when one is chosen. */
  readonly start: number
  readonly end: number
  readonly items: readonly Suggestion[]
}

/** More than these nobody reads. */
const most = 8
/** One letter matches too much to be of help. */
const leastLetters = 2

/**
 * What may be meant by the words before the caret: phrases of up to three words are tried first, so that "dark re" finds "dark
 * red". After `<` only what is written as a tag is offered.
 */
export function complete(text: string, caret: number, suggestions: readonly Suggestion[]): Completion | undefined {
  const before = text.slice(0, caret)
  // In the middle of a word nobody wants the rest of another one.
  if (/^[\p{L}\p{N}]/u.test(text.slice(caret))) return undefined
  const tag = /<(?:l(?:o(?:r(?:a:?)?)?)?)?([^<>:]*)$/i.exec(before)
  if (tag !== null) {
    const items = best(
      tag[1]!,
      suggestions.filter(({ insert }) => insert.startsWith('<')),
    )
    return items.length === 0 ? undefined : { start: tag.index, end: caret, items }
  }
  const phrase = /(?:[\p{L}\p{N}'_.-]+ ){0,2}[\p{L}\p{N}'_.-]+$/u.exec(before)
  if (phrase === null) return undefined
  const words = phrase[0].split(' ')
  for (let from = 0; from < words.length; from++) {
    const typed = words.slice(from).join(' ')
    if (typed.length < leastLetters) continue
    const items = best(typed, suggestions)
    // What is whole already needs no completing, and Enter must stay a new line there.
    if (items.some(({ label }) => label.toLowerCase() === typed.toLowerCase())) return undefined
    if (items.length > 0) return { start: caret - typed.length, end: caret, items }
  }
  return undefined
}

/** The text after a suggestion was taken, and where the caret stands. */
export function take(
  text: string,
  { start, end }: Completion,
  { insert }: Suggestion,
): { text: string; caret: number } {
  return { text: text.slice(0, start) + insert + text.slice(end), caret: start + insert.length }
}

/** Those that begin with what is typed before those that hold a word that does; short and usual ones first. */
function best(typed: string, suggestions: readonly Suggestion[]): Suggestion[] {
  const wanted = typed.toLowerCase()
  const rank = (label: string) =>
    label.startsWith(wanted) ? 0 : new RegExp(`[ _-]${escapePattern(wanted)}`).test(label) ? 1 : 2
  return suggestions
    .map((suggestion) => ({ suggestion, rank: rank(suggestion.label.toLowerCase()) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank || costOf(a.suggestion) - costOf(b.suggestion))
    .slice(0, most)
    .map(({ suggestion }) => suggestion)
}

function costOf({ label, rare = 0 }: Suggestion): number {
  return label.length + rare
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
