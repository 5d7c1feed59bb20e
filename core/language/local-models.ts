import type { ChatDelta } from '../../base/chat.ts'
import type { Config } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Log } from '../logs/log.ts'
import { leaveOrder } from '../pipeline/leave-order.ts'
import type { LoadedItem, LoadedMemory, MemoryChange } from '../pipeline/memory-budget.ts'

/** A process that holds a model. */
interface Hosted extends AsyncDisposable {
  readonly pid: number
  /** It ended, by itself or because it had to. */
  readonly gone: Promise<void>
}

/** A model that a process of its own can hold. */
export interface LocalModel<H extends Hosted = Hosted> {
  /** Says all that the process depends on. */
  readonly key: string
  readonly title: string
  /** What it will take, in bytes. */
  measure(): Promise<number>
  start(options: { signal: AbortSignal; onDelta: (delta: ChatDelta) => void }): Promise<H>
}

/** The engine process, which shares the memory. */
export interface Neighbour {
  /** What it said last; it may compute for a second before it answers a question. */
  known(): LoadedMemory
  /** What we hold has changed. */
  tell(): void
  memory(): Promise<LoadedMemory>
  unload(title: string): Promise<unknown>
}

interface Entry {
  readonly title: string
  readonly bytes: number
  host: Hosted | undefined
  readonly starting: Promise<Hosted>
  uses: number
  lastUsedAt: string
  loadMs: number
  timer: NodeJS.Timeout | undefined
}

/** The processes of language models: started when first needed, ended when nobody asked them for a while or their memory is needed. */
export class LocalModels implements AsyncDisposable {
  readonly #config: Config
  readonly #log: Log
  readonly #neighbour: Neighbour
  readonly #onChange: (change: MemoryChange) => void
  readonly #entries = new Map<string, Entry>()
  /** Two that come at once must not count on the same room. */
  #making: Promise<unknown> = Promise.resolve()

  constructor({
    config,
    log,
    neighbour,
    onChange,
  }: {
    config: Config
    log: Log
    neighbour: Neighbour
    /** A model came or went. */
    onChange: (change: MemoryChange) => void
  }) {
    this.#config = config
    this.#log = log
    this.#neighbour = neighbour
    this.#onChange = onChange
  }

  /** What is loaded or on its way in. */
  items(): LoadedItem[] {
    return [...this.#entries.values()].map(({ title, bytes, uses, lastUsedAt, loadMs }) => {
      return { title, bytes, inUse: uses > 0, lastUsedAt, loadMs }
    })
  }

  isLoaded(key: string): boolean {
    return this.#entries.get(key)?.host !== undefined
  }

  /** Runs `action` with a model that is loaded then, and stays at least as long. Errors: those of loading, and of the action. */
  async use<H extends Hosted, T>(
    model: LocalModel<H>,
    { signal, onDelta = () => {} }: { signal: AbortSignal; onDelta?: (delta: ChatDelta) => void },
    action: (host: H) => Promise<T>,
  ): Promise<T> {
    const entry = await this.#hold(model, { signal, onDelta })
    try {
      // What is under a model's key was started by it.
      return await action((await entry.starting) as H)
    } finally {
      this.#release(model, entry)
    }
  }

  /** Ends what nobody uses, or only what has one of these titles. */
  async unload(titles?: readonly string[]): Promise<void> {
    const idle = [...this.#entries].filter(
      ([, { title, uses }]) => uses === 0 && (titles === undefined || titles.includes(title)),
    )
    await Promise.all(idle.map(([key, entry]) => this.#end(key, entry)))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#entries].map(([key, entry]) => this.#end(key, entry)))
  }

  async #hold(
    model: LocalModel,
    options: { signal: AbortSignal; onDelta: (delta: ChatDelta) => void },
  ): Promise<Entry> {
    const known = this.#entries.get(model.key) ?? (await this.#queued(() => this.#load(model, options)))
    known.uses++
    clearTimeout(known.timer)
    this.#neighbour.tell()
    return known
  }

  #queued<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#making.then(action)
    this.#making = turn.catch(() => undefined)
    return turn
  }

  async #load(
    model: LocalModel,
    options: { signal: AbortSignal; onDelta: (delta: ChatDelta) => void },
  ): Promise<Entry> {
    const { key } = model
    const known = this.#entries.get(key)
    if (known !== undefined) return known
    const bytes = await model.measure()
    await this.#makeRoom(model.title, bytes)
    const started = performance.now()
    options.onDelta({ type: 'wait', what: 'load' })
    const starting = model.start(options)
    const lastUsedAt = new Date().toISOString()
    const entry: Entry = {
      title: model.title,
      bytes,
      host: undefined,
      starting,
      uses: 0,
      lastUsedAt,
      loadMs: 0,
      timer: undefined,
    }
    this.#entries.set(key, entry)
    this.#neighbour.tell()
    try {
      entry.uses++
      entry.host = await starting
      entry.loadMs = performance.now() - started
    } catch (error) {
      this.#entries.delete(key)
      this.#neighbour.tell()
      throw error
    } finally {
      entry.uses--
    }
    this.#log.info('language-start', { model: model.title, pid: entry.host.pid })
    void entry.host.gone.then(() => this.#forget(key, entry))
    this.#report('model-load', entry)
    return entry
  }

  #release(model: LocalModel, entry: Entry): void {
    entry.uses--
    entry.lastUsedAt = new Date().toISOString()
    this.#neighbour.tell()
    const { idleMinutes } = this.#config.chat
    if (entry.uses > 0 || idleMinutes === 0) return
    entry.timer = setTimeout(() => entry.uses === 0 && void this.#end(model.key, entry), idleMinutes * 60_000)
    entry.timer.unref()
  }

  async #end(key: string, entry: Entry): Promise<void> {
    const host = await entry.starting.catch(() => undefined)
    await host?.[Symbol.asyncDispose]()
    this.#forget(key, entry)
  }

  /** It is gone: ended here, or by itself. */
  #forget(key: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return
    clearTimeout(entry.timer)
    this.#entries.delete(key)
    this.#log.info('language-end', { model: entry.title })
    this.#neighbour.tell()
    this.#report('model-unload', entry)
  }

  /** Whatever kind of model nobody uses goes, in the order of `leaveOrder`, until there is room. */
  async #makeRoom(title: string, bytes: number): Promise<void> {
    const held = this.#neighbour.known()
    const fits = held.usedBytes + this.items().reduce((total, item) => total + item.bytes, bytes) <= held.limitBytes
    if (fits) return
    const { items: theirs, limitBytes } = await this.#neighbour.memory()
    const ours = [...this.#entries].map(([key, entry]) => ({ ...entry, key, entry, inUse: entry.uses > 0 }))
    const all: (LoadedItem & { key?: string; entry?: Entry })[] = [...ours, ...theirs]
    const sum = (items: readonly LoadedItem[]) => items.reduce((total, item) => total + item.bytes, 0)
    const inUse = sum(all.filter((item) => item.inUse))
    if (inUse + bytes > limitBytes) {
      const gigabytes = (size: number) => `${(size / 2 ** 30).toFixed(1)} GB`
      throw new WorkspaceError(
        'out-of-memory',
        `The language model ${title} needs ${gigabytes(bytes)}; of the budget of ${gigabytes(limitBytes)}, ${gigabytes(inUse)} is in use.`,
        {
          hint: `Take a smaller one, a shorter context (chat.contextTokens), or raise the budget: ai-workspace config set models.memoryGb ${Math.ceil(((inUse + bytes) / 2 ** 30) * 10) / 10}`,
        },
      )
    }
    let free = limitBytes - sum(all)
    for (const item of leaveOrder(all.filter((each) => !each.inUse))) {
      if (free >= bytes) break
      free += item.bytes
      if (item.key !== undefined && item.entry !== undefined) await this.#end(item.key, item.entry)
      else await this.#neighbour.unload(item.title)
    }
  }

  #report(type: MemoryChange['type'], { title, bytes }: Entry): void {
    const { usedBytes, limitBytes } = this.#neighbour.known()
    const ours = this.items().reduce((sum, item) => sum + item.bytes, 0)
    this.#onChange({ type, title, bytes, usedBytes: usedBytes + ours, limitBytes })
  }
}
