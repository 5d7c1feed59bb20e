import type { ChatDelta } from '../../../base/chat.ts'

type Spoken = Extract<ChatDelta, { type: 'text' | 'reasoning' }>

/** Why a model's text ends here: a stop text, or the beginning of a call at `at` (in characters of all that came). */
export type ScanEnd = { readonly type: 'stop' } | { readonly type: 'call'; readonly at: number }

const THINK = '<think>'
const THOUGHT = '</think>'

/**
 * Reads a model's text as it comes: tells what it says from what it thinks (`<think>`, as Qwen and DeepSeek write it), and
 * finds stop texts and the beginnings of calls, also where pieces cut through them.
 */
export class ReplyScanner {
  readonly #stops: readonly string[]
  readonly #triggers: readonly { readonly text: string; readonly first: boolean }[]
  #thinking: boolean
  /** Nothing but blanks has been said yet. */
  #atStart = true
  /** It may be the beginning of a mark. */
  #held = ''
  /** Characters that are behind `held`. */
  #passed = 0
  text = ''
  reasoning = ''

  constructor({
    stops = [],
    triggers = [],
    thinking = false,
  }: {
    stops?: readonly string[]
    triggers?: readonly { readonly text: string; readonly first: boolean }[]
    thinking?: boolean
  } = {}) {
    this.#stops = stops.filter((stop) => stop !== '')
    this.#triggers = triggers
    this.#thinking = thinking
  }

  push(piece: string): { readonly said: readonly Spoken[]; readonly end?: ScanEnd } {
    this.#held += piece
    const said: Spoken[] = []
    for (;;) {
      const found = this.#next()
      if (found === undefined) break
      const { at, mark, end } = found
      this.#say(this.#held.slice(0, at), said)
      if (end?.type === 'call') return { said, end: { type: 'call', at: this.#passed } }
      this.#drop(mark.length)
      if (end !== undefined) return { said, end }
      this.#thinking = mark === THINK
    }
    const keep = this.#keeps()
    this.#say(this.#held.slice(0, this.#held.length - keep), said)
    return { said }
  }

  /** What was held back, when nothing more comes. */
  finish(): readonly Spoken[] {
    const said: Spoken[] = []
    this.#say(this.#held, said)
    return said
  }

  #marks(): { readonly text: string; readonly first: boolean; readonly end?: 'stop' | 'call' }[] {
    if (this.#thinking) return [{ text: THOUGHT, first: false }]
    return [
      ...(this.reasoning === '' ? [{ text: THINK, first: true }] : []),
      ...this.#triggers.map((trigger) => ({ ...trigger, end: 'call' as const })),
      ...this.#stops.map((text) => ({ text, first: false, end: 'stop' as const })),
    ]
  }

  #next(): { at: number; mark: string; end?: ScanEnd } | undefined {
    let best: { at: number; mark: string; end?: ScanEnd } | undefined
    for (const { text, first, end } of this.#marks()) {
      const at = this.#held.indexOf(text)
      if (at < 0 || (best !== undefined && best.at <= at)) continue
      if (first && !(this.#atStart && this.#held.slice(0, at).trim() === '')) continue
      best = { at, mark: text, ...(end && { end: end === 'stop' ? { type: 'stop' } : { type: 'call', at: 0 } }) }
    }
    return best
  }

  /** How many of the last characters could be the beginning of a mark. */
  #keeps(): number {
    let most = 0
    for (const { text, first } of this.#marks()) {
      if (first && !this.#atStart) continue
      for (let length = Math.min(text.length - 1, this.#held.length); length > most; length--) {
        if (this.#held.endsWith(text.slice(0, length))) most = length
      }
    }
    return most
  }

  #say(part: string, said: Spoken[]): void {
    this.#drop(part.length)
    if (part === '') return
    if (this.#thinking) {
      this.reasoning += part
      said.push({ type: 'reasoning', text: part })
      return
    }
    // Templates leave a line break before what is said.
    const text = this.#atStart ? part.trimStart() : part
    if (text === '') return
    this.#atStart = false
    this.text += text
    said.push({ type: 'text', text })
  }

  #drop(length: number): void {
    this.#passed += length
    this.#held = this.#held.slice(length)
  }
}
