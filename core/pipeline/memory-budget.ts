import { WorkspaceError } from '../../base/error.ts'
import type { Lease, MemoryBudget, MemoryPart } from '../../base/model.ts'
import { leaveOrder } from './leave-order.ts'

/** A part that came or went, for events and logs. */
export interface MemoryChange {
  readonly type: 'model-load' | 'model-unload'
  readonly title: string
  readonly bytes: number
  /** Of all parts that are loaded or on their way in, after the change. */
  readonly usedBytes: number
  readonly limitBytes: number
}

/** What is loaded now, least recently used first. */
export interface LoadedMemory {
  readonly items: readonly LoadedItem[]
  readonly usedBytes: number
  readonly limitBytes: number
}

export interface LoadedItem {
  readonly title: string
  readonly bytes: number
  /** A job computes with it: it cannot be unloaded. */
  readonly inUse: boolean
  readonly lastUsedAt: string
  readonly loadMs?: number
}

/** What other processes hold of the same memory: language models. */
export interface OutsideMemory {
  items(): readonly LoadedItem[]
  /** Lets go of what has one of these titles, where nobody uses it; done when the memory is free. */
  unload(titles: readonly string[]): Promise<void>
}

const nothingOutside: OutsideMemory = { items: () => [], unload: async () => {} }

interface Entry {
  readonly title: string
  readonly bytes: number
  readonly value: Promise<AsyncDisposable>
  leases: number
  lastUsedAt: string
  loadMs: number
}

/** The one memory budget of an engine: parts of all models and kinds, least recently used first out. */
export class SharedBudget implements MemoryBudget, AsyncDisposable {
  readonly limitBytes: number
  readonly #onChange: (change: MemoryChange) => void
  readonly #outside: OutsideMemory
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>()

  constructor({
    limitBytes,
    onChange = () => {},
    outside = nothingOutside,
  }: {
    limitBytes: number
    onChange?: (change: MemoryChange) => void
    outside?: OutsideMemory
  }) {
    this.limitBytes = limitBytes
    this.#outside = outside
    this.#onChange = onChange
  }

  /** What is loaded now, least recently used first. */
  list(): { readonly key: string; readonly title: string; readonly bytes: number; readonly inUse: boolean }[] {
    return [...this.#entries].map(([key, { title, bytes, leases }]) => ({ key, title, bytes, inUse: leases > 0 }))
  }

  async use<T extends AsyncDisposable>(part: MemoryPart<T>): Promise<Lease<T>> {
    const known = this.#entries.get(part.key)
    if (known !== undefined) {
      this.#entries.delete(part.key)
      this.#entries.set(part.key, known)
      known.leases++
      known.lastUsedAt = new Date().toISOString()
      return lease(known, (await known.value) as T)
    }
    // Its room is taken before anything is awaited, so that two who come at once do not both count on it.
    const room = this.#makeRoom(part)
    const value = room.then(async () => {
      const started = performance.now()
      const loaded = await part.load()
      entry.loadMs = performance.now() - started
      return loaded
    })
    const lastUsedAt = new Date().toISOString()
    const entry: Entry = { title: part.title, bytes: part.bytes, value, leases: 1, lastUsedAt, loadMs: 0 }
    this.#entries.set(part.key, entry)
    try {
      const loaded = (await value) as T
      this.#report('model-load', entry)
      return lease(entry, loaded)
    } catch (error) {
      this.#entries.delete(part.key)
      throw error
    }
  }

  /** As another process may be told it. */
  memory(): LoadedMemory {
    const items = [...this.#entries.values()].map(({ title, bytes, leases, lastUsedAt, loadMs }) => {
      return { title, bytes, inUse: leases > 0, lastUsedAt, loadMs }
    })
    return { items, usedBytes: sum(items), limitBytes: this.limitBytes }
  }

  /** Unloads everything that nobody uses right now, or only what has this title. */
  async clear(title?: string): Promise<void> {
    for (const [key, entry] of this.#entries) {
      if (entry.leases === 0 && (title === undefined || entry.title === title)) await this.#unload(key, entry)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const [key, entry] of this.#entries) await this.#unload(key, entry)
  }

  async #makeRoom({ title, bytes, advice }: Omit<MemoryPart<unknown>, 'key' | 'load'>): Promise<void> {
    // Before the part itself is counted.
    const outside = this.#outside.items()
    const held = [...this.#entries].map(([key, entry]) => ({ ...entry, key, entry, inUse: entry.leases > 0 }))
    const inUse = sum([...held, ...outside].filter((each) => each.inUse))
    let free = this.limitBytes - this.#used()
    const leaving: Promise<void>[] = []
    const titles: string[] = []
    for (const each of leaveOrder<LoadedItem & { key?: string; entry?: Entry }>(
      [...held, ...outside].filter((one) => !one.inUse),
    )) {
      if (free >= bytes) break
      free += each.bytes
      if (each.key !== undefined && each.entry !== undefined) leaving.push(this.#unload(each.key, each.entry))
      else titles.push(each.title)
    }
    if (titles.length > 0) leaving.push(this.#outside.unload(titles))
    await Promise.all(leaving)
    if (free >= bytes) return
    const enough = Math.ceil(((inUse + bytes) / 2 ** 30) * 10) / 10
    throw new WorkspaceError(
      'out-of-memory',
      `The ${title} needs ${inUnits(bytes)}; of the budget of ${inUnits(this.limitBytes)}, ${inUnits(inUse)} is in use.`,
      {
        hint: `${advice === undefined ? 'Take' : `${advice} Or take`} a smaller model, or raise the budget: ai-workspace config set models.memoryGb ${enough}`,
      },
    )
  }

  async #unload(key: string, entry: Entry): Promise<void> {
    this.#entries.delete(key)
    await (await entry.value)[Symbol.asyncDispose]()
    this.#report('model-unload', entry)
  }

  #used(): number {
    return sum([...this.#entries.values(), ...this.#outside.items()])
  }

  #report(type: MemoryChange['type'], { title, bytes }: Entry): void {
    this.#onChange({ type, title, bytes, usedBytes: this.#used(), limitBytes: this.limitBytes })
  }
}

function sum(items: readonly { readonly bytes: number }[]): number {
  return items.reduce((total, { bytes }) => total + bytes, 0)
}

function lease<T>(entry: Entry, value: T): Lease<T> {
  let held = true
  return {
    value,
    [Symbol.dispose]() {
      if (held) {
        entry.leases--
        entry.lastUsedAt = new Date().toISOString()
      }
      held = false
    },
  }
}

function inUnits(bytes: number): string {
  return bytes < 2 ** 29 ? `${Math.round(bytes / 2 ** 20)} MB` : `${(bytes / 2 ** 30).toFixed(1)} GB`
}
