import { WorkspaceError } from './error.ts'
import { nearest } from './nearest.ts'

/** Things by id: nodes, models, materials, forms. A double id is an error when it is built, an unknown one when asked for. */
export class Registry<T extends { readonly id: string }> implements Iterable<T> {
  readonly #noun: string
  readonly #items = new Map<string, T>()

  /** `noun` names one thing in messages: 'node', 'model'. */
  constructor(noun: string, items: Iterable<T>) {
    this.#noun = noun
    for (const item of items) {
      if (this.#items.has(item.id))
        throw new WorkspaceError('internal', `There are two ${noun}s with the id "${item.id}".`)
      this.#items.set(item.id, item)
    }
  }

  has(id: string): boolean {
    return this.#items.has(id)
  }

  get(id: string): T {
    const item = this.#items.get(id)
    if (item === undefined) throw unknownId(this.#noun, id, this.#items.keys())
    return item
  }

  list(): T[] {
    return [...this.#items.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items.values()
  }
}

/** The error for an id that does not exist, offering the ones that look like it. */
export function unknownId(noun: string, id: string, known: Iterable<string>): WorkspaceError {
  const all = [...known]
  const close = nearest(id, all)
  const shown = close.length > 0 ? `Did you mean ${close.map((name) => `"${name}"`).join(' or ')}?` : undefined
  const hint = shown ?? (all.length > 0 && all.length <= 12 ? `There are: ${all.sort().join(', ')}.` : undefined)
  return new WorkspaceError('not-found', `No ${noun} "${id}".`, hint === undefined ? {} : { hint })
}
