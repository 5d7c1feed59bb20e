import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { explainDiskError } from '../disk-error.ts'
import { coveredBytes, type Intervals, withInterval } from './intervals.ts'

interface PartState {
  readonly format: 1
  readonly identity: string
  readonly sizeBytes: number
  readonly done: Intervals
}

/** How often what has arrived is written down: the most that a killed process fetches twice. */
const SAVE_EVERY_MS = 1000

/** A file that is arriving: `<target>.part` with its bytes, `<target>.part.json` with which of them are there. */
export class PartFile implements AsyncDisposable {
  readonly path: string
  readonly #statePath: string
  readonly #handle: FileHandle
  readonly #identity: string | undefined
  readonly #sizeBytes: number | undefined
  #done: Intervals
  #savedAt = Date.now()
  #saving: Promise<void> = Promise.resolve()

  private constructor(
    path: string,
    handle: FileHandle,
    remote: { identity: string | undefined; sizeBytes: number | undefined },
    done: Intervals,
  ) {
    this.path = path
    this.#statePath = `${path}.json`
    this.#handle = handle
    this.#identity = remote.identity
    this.#sizeBytes = remote.sizeBytes
    this.#done = done
  }

  /** Opens what an earlier try left, when it is of the same file; else starts empty. */
  static async open(
    target: string,
    remote: { identity: string | undefined; sizeBytes: number | undefined },
  ): Promise<PartFile> {
    const path = `${target}.part`
    const state = await readState(`${path}.json`)
    const fits =
      state !== undefined &&
      remote.identity !== undefined &&
      state.identity === remote.identity &&
      state.sizeBytes === remote.sizeBytes &&
      ((await stat(path).catch(() => undefined))?.size ?? 0) >= (state.done.at(-1)?.[1] ?? 0)
    try {
      return new PartFile(path, await open(path, fits ? 'r+' : 'w+'), remote, fits ? state.done : [])
    } catch (error) {
      throw explainDiskError(path, error)
    }
  }

  get done(): Intervals {
    return this.#done
  }

  get receivedBytes(): number {
    return coveredBytes(this.#done)
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done)
        done += bytesWritten
      }
    } catch (error) {
      throw explainDiskError(this.path, error)
    }
    this.#done = withInterval(this.#done, position, position + bytes.length)
    if (Date.now() - this.#savedAt < SAVE_EVERY_MS) return
    this.#savedAt = Date.now()
    // A failed save costs only what would have been resumed; the write itself tells of a full disk.
    this.#saving = this.#saving.then(() => this.#save()).catch(() => {})
  }

  /** Forgets all that arrived. */
  async clear(): Promise<void> {
    this.#done = []
    await this.#handle.truncate(0)
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size
  }

  /** Gives the finished file its name. */
  async finish(target: string): Promise<void> {
    await this.#saving
    await this.#handle.sync()
    await rename(this.path, target)
    await rm(this.#statePath, { force: true })
  }

  /** Deletes the bytes and what is known of them. */
  async discard(): Promise<void> {
    await this.#saving
    await this[Symbol.asyncDispose]()
    await rm(this.path, { force: true })
    await rm(this.#statePath, { force: true })
  }

  /** Writes down what is there and closes. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#saving
    if (this.#handle.fd === -1) return
    if ((await stat(this.path).catch(() => undefined)) !== undefined) await this.#save().catch(() => {})
    await this.#handle.close()
  }

  async #save(): Promise<void> {
    if (this.#identity === undefined || this.#sizeBytes === undefined) return
    const state: PartState = { format: 1, identity: this.#identity, sizeBytes: this.#sizeBytes, done: this.#done }
    // First the bytes, then the claim that they are there: a power cut may lose both, never only the bytes.
    await this.#handle.datasync()
    const next = `${this.#statePath}.new`
    const file = await open(next, 'w')
    await file.writeFile(JSON.stringify(state))
    await file.sync()
    await file.close()
    await rename(next, this.#statePath)
  }
}

async function readState(path: string): Promise<PartState | undefined> {
  try {
    const state = JSON.parse(await readFile(path, 'utf8')) as PartState
    const ordered = state.done.every(([start, end], i) => start < end && (state.done[i - 1]?.[1] ?? -1) < start)
    return state.format === 1 && ordered ? state : undefined
  } catch {
    return undefined
  }
}
