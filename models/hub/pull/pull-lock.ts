import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { explainDiskError } from '../disk-error.ts'

/** How far another process is with the same model. */
export interface OtherPull {
  readonly pid: number
  readonly receivedBytes: number
  readonly totalBytes: number | undefined
}

/** How often a process that waits looks again. */
const LOOK_EVERY_MS = 300

/**
 * Only one process pulls a model at a time; the others wait and watch. The lock is SQLite's own on an empty database: the
 * operating system gives it up the moment the process ends, however it ends, so that no stale one is ever left.
 */
export class PullLock implements Disposable {
  readonly #database: DatabaseSync
  readonly #progressPath: string
  #toldAt = 0

  private constructor(database: DatabaseSync, progressPath: string) {
    this.#database = database
    this.#progressPath = progressPath
  }

  /** Takes the lock `name` in `folder`, waiting for its holder. `waited` tells that there was one. */
  static async take(
    folder: string,
    name: string,
    { signal, onWait }: { signal: AbortSignal; onWait: (other: OtherPull | undefined) => void },
  ): Promise<{ lock: PullLock; waited: boolean }> {
    try {
      mkdirSync(folder, { recursive: true })
    } catch (error) {
      throw explainDiskError(folder, error)
    }
    const progressPath = join(folder, `${name}.progress.json`)
    for (let waited = false; ; waited = true) {
      const database = tryLock(join(folder, `${name}.lock`))
      if (database !== undefined) return { lock: new PullLock(database, progressPath), waited }
      onWait(readProgress(progressPath))
      await wait(LOOK_EVERY_MS, undefined, { signal })
    }
  }

  /** Tells the processes that wait how far this one is; at most as often as they look. */
  tell(receivedBytes: number, totalBytes: number | undefined): void {
    if (Date.now() - this.#toldAt < LOOK_EVERY_MS) return
    this.#toldAt = Date.now()
    const progress: OtherPull = { pid: process.pid, receivedBytes, totalBytes }
    writeFileSync(this.#progressPath, JSON.stringify(progress))
  }

  [Symbol.dispose](): void {
    rmSync(this.#progressPath, { force: true })
    this.#database.close()
  }
}

/** The lock of a pull, or undefined while another process has it. */
export function tryLock(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    // 5 SQLITE_BUSY, 6 SQLITE_LOCKED: another process has it.
    const code = ((error as { errcode?: number }).errcode ?? 0) & 0xff
    if (code === 5 || code === 6) return undefined
    throw error
  }
}

function readProgress(path: string): OtherPull | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as OtherPull
  } catch {
    return undefined
  }
}
