import { WorkspaceError } from '../../base/error.ts'
import type { Lease, MemoryBudget, MemoryPart } from '../../base/model.ts'

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
  readonly items: readonly {
    readonly title: string
    readonly bytes: number
    /** A job computes with it: it cannot be unloaded. */
    readonly inUse: boolean
    readonly lastUsedAt: string
  }[]
  readonly usedBytes: number
  readonly limitBytes: number
}

interface Entry {
  readonly title: string
  readonly bytes: number
  readonly value: Promise<AsyncDisposable>
  leases: number
  lastUsedAt: string
}

/** The one memory budget of an engine: parts of all models and kinds, least recently used first out. */
export class SharedBudget implements MemoryBudget, AsyncDisposable {
  readonly limitBytes: number
  readonly #onChange: (change: MemoryChange) => void
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>()

  constructor({ limitBytes, onChange = () => {} }: { limitBytes: number; onChange?: (change: MemoryChange) => void }) {
    this.limitBytes = limitBytes
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
    const value = room.then(() => part.load())
    const lastUsedAt = new Date().toISOString()
    const entry: Entry = { title: part.title, bytes: part.bytes, value, leases: 1, lastUsedAt }
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
    const items = [...this.#entries.values()].map(({ title, bytes, leases, lastUsedAt }) => {
      return { title, bytes, inUse: leases > 0, lastUsedAt }
    })
    return { items, usedBytes: this.#used(), limitBytes: this.limitBytes }
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
    const inUse = [...this.#entries.values()].reduce((sum, entry) => sum + (entry.leases > 0 ? entry.bytes : 0), 0)
    let free = this.limitBytes - this.#used()
    const leaving: Promise<void>[] = []
    for (const [key, entry] of this.#entries) {
      if (free >= bytes) break
      if (entry.leases > 0) continue
      free += entry.bytes
      leaving.push(this.#unload(key, entry))
    }
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
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  }

  #report(type: MemoryChange['type'], { title, bytes }: Entry): void {
    this.#onChange({ type, title, bytes, usedBytes: this.#used(), limitBytes: this.limitBytes })
  }
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
