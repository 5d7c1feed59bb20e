import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder, storageError } from '../storage/files.ts'

/** Who runs the queue now. */
export interface Holder {
  readonly pid: number
  readonly command: string
}

/**
 * Only one process at a time runs a workspace's queue. The lock is SQLite's own on an empty database: the operating system
 * gives it up the moment the process ends, however it ends, so there is never a stale one to clear.
 */
export class RunnerLock implements Disposable {
  readonly #path: string
  readonly #holderPath: string
  #database: DatabaseSync | undefined
  #held = false

  constructor(home: string) {
    const folder = join(home, 'config')
    makeFolder(folder)
    this.#path = join(folder, 'runner.lock')
    this.#holderPath = join(folder, 'runner.json')
  }

  get held(): boolean {
    return this.#held
  }

  tryAcquire(): boolean {
    if (this.#held) return true
    try {
      this.#database ??= new DatabaseSync(this.#path, { timeout: 0 })
      this.#database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      // 5 SQLITE_BUSY, 6 SQLITE_LOCKED: another process has it.
      const code = (error as { errcode?: number }).errcode ?? 0
      if ((code & 0xff) === 5 || (code & 0xff) === 6) return false
      throw storageError(this.#path, error) ?? error
    }
    this.#held = true
    this.#tellHolder()
    return true
  }

  /** What the holder wrote of itself; undefined while it has not yet. */
  holder(): Holder | undefined {
    try {
      return JSON.parse(readFileSync(this.#holderPath, 'utf8')) as Holder
    } catch {
      return undefined
    }
  }

  release(): void {
    if (!this.#held) return
    this.#held = false
    this.#database?.exec('ROLLBACK')
  }

  [Symbol.dispose](): void {
    this.#held = false
    this.#database?.close()
    this.#database = undefined
  }

  #tellHolder(): void {
    const holder: Holder = { pid: process.pid, command: process.argv.slice(2, 4).join(' ') }
    const known = this.holder()
    // Most often the last holder was this process: making the file anew takes longer than the lock itself.
    if (known?.pid === holder.pid && known.command === holder.command) return
    writeFileSync(this.#holderPath, JSON.stringify(holder))
  }
}
