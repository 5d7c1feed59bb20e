import type { Database } from './database.ts'

/** Answers kept at once; a gallery that is scrolled asks for one total over and over. */
const mostKept = 200

/** Answers from the database, kept for as long as nobody changes anything in it: never out of date. */
export class FreshCache {
  readonly #database: Database
  readonly #answers = new Map<string, unknown>()
  #state = ''

  constructor(database: Database) {
    this.#database = database
  }

  get<T>(key: string, ask: () => T): T {
    const state = this.#database.state()
    if (state !== this.#state || this.#answers.size >= mostKept) {
      this.#answers.clear()
      this.#state = state
    }
    if (!this.#answers.has(key)) this.#answers.set(key, ask())
    return this.#answers.get(key) as T
  }
}
