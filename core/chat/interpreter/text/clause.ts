import type { Word } from './split-words.ts'

/** What a pattern took out of a clause. */
export interface Taken {
  readonly words: string
  readonly groups: Readonly<Record<string, string | undefined>>
  /** Its words as they stand in the message. */
  readonly source: string
}

/** A part of a message that asks for one thing. Patterns take words out; what remains is content, such as a prompt. */
export class Clause {
  readonly message: string
  readonly words: readonly Word[]
  readonly #taken: boolean[]
  #text: string | undefined

  constructor(message: string, words: readonly Word[], taken: readonly boolean[] = []) {
    this.message = message
    this.words = words
    this.#taken = words.map((_, i) => taken[i] === true)
  }

  copy(): Clause {
    return new Clause(this.message, this.words, this.#taken)
  }

  /** The words that are left, a space between them and around; '·' where some were taken, '"…"' for quotations. */
  get text(): string {
    this.#text ??= ` ${this.words.map((word, i) => (this.#taken[i] ? '·' : shown(word))).join(' ')} `
    return this.#text
  }

  /** The words of another clause behind its own. */
  followedBy(other: Clause): Clause {
    const offset = this.message.length + 1
    const words = other.words.map((word) => ({ ...word, start: word.start + offset, end: word.end + offset }))
    return new Clause(`${this.message}\n${other.message}`, [...this.words, ...words])
  }

  /** The words that are left. */
  left(): Word[] {
    return this.words.filter((_, i) => !this.#taken[i])
  }

  has(pattern: RegExp): boolean {
    return pattern.test(this.text)
  }

  /** Takes the first place that fits; undefined when none does. */
  take(pattern: RegExp): Taken | undefined {
    const match = pattern.exec(this.text)
    if (match === null || match[0].trim() === '') return undefined
    const places = this.#placesOf(match.index, match.index + match[0].length).filter((i) => !this.#taken[i])
    if (places.length === 0) return undefined
    const source = this.#sourceOf(places)
    for (const i of places) this.#taken[i] = true
    this.#text = undefined
    return { words: match[0].trim(), groups: match.groups ?? {}, source }
  }

  /** Takes every place that fits. */
  takeAll(pattern: RegExp): Taken[] {
    const all: Taken[] = []
    for (let taken = this.take(pattern); taken !== undefined; taken = this.take(pattern)) all.push(taken)
    return all
  }

  /** The quotations that are left. */
  quotes(): string[] {
    return this.words.filter(({ kind }, i) => kind === 'quote' && !this.#taken[i]).map(({ text }) => text)
  }

  /** The words that are left as they stand in the message, spelled right where `corrected`. */
  rest({ from = 0 }: { from?: number } = {}): string {
    const places = this.words.map((_, i) => i).filter((i) => i >= from && !this.#taken[i])
    return this.#sourceOf(places)
  }

  #placesOf(start: number, end: number): number[] {
    const places: number[] = []
    let at = 1
    for (const [i, word] of this.words.entries()) {
      const length = this.#taken[i] ? 1 : shown(word).length
      if (
        at < end &&
        at + length > start &&
        this.text.slice(Math.max(at, start), Math.min(at + length, end)).trim() !== ''
      )
        places.push(i)
      at += length + 1
    }
    return places
  }

  #sourceOf(places: readonly number[]): string {
    let source = ''
    let last: Word | undefined
    for (const i of places) {
      const word = this.words[i]!
      if (word.start === word.end) continue
      const apart = last !== undefined && this.message.slice(last.end, word.start).trim() === ''
      if (source !== '')
        source +=
          apart && last!.end <= word.start ? this.message.slice(last!.end, word.start).replaceAll(/\s+/g, ' ') : ' '
      source += word.spelled ?? this.message.slice(word.start, word.end)
      last = word
    }
    return source
  }
}

function shown(word: Word): string {
  return word.kind === 'quote' ? '"…"' : word.text === '\n' ? ';' : word.text
}
