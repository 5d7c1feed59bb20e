import type { LlamaModel, Token } from 'node-llama-cpp'

/** Most bytes that one character of UTF-8 has, and so the most tokens to wait for. */
const MOST_BYTES = 4
/** What stands before a token decides whether it begins with a blank. */
const LOOK_BACK = 4

/** Text of tokens that come one by one; a character whose bytes are several tokens is told when it is whole. */
export class TokenText {
  readonly #model: LlamaModel
  readonly #before: Token[]
  #pending: Token[] = []

  constructor(model: LlamaModel, before: readonly Token[]) {
    this.#model = model
    this.#before = before.slice(-LOOK_BACK)
  }

  push(token: Token): string {
    this.#pending.push(token)
    const text = this.#model.detokenize(this.#pending, true, this.#before)
    if (text.endsWith('\ufffd') && this.#pending.length < MOST_BYTES) return ''
    return this.#take(text)
  }

  /** What is left when no more comes. */
  finish(): string {
    return this.#pending.length === 0 ? '' : this.#take(this.#model.detokenize(this.#pending, true, this.#before))
  }

  #take(text: string): string {
    this.#before.push(...this.#pending)
    this.#before.splice(0, this.#before.length - LOOK_BACK)
    this.#pending = []
    return text
  }
}
