import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type HashOptions, hashFile } from './hash-file.ts'
import { writeJson } from './write-json.ts'

interface Known {
  readonly sizeBytes: number
  readonly mtimeMs: number
  readonly sha256: string
}

/** SHA-256 of large files, read once: kept by path, size and time of change in `models/hashes.json`. */
export class HashCache {
  readonly #path: string

  constructor(modelsFolder: string) {
    this.#path = join(modelsFolder, 'hashes.json')
  }

  /** The kept hash, or undefined when the file was never read or has changed since. */
  peek(file: string): string | undefined {
    const known = this.#read()[file]
    const now = statSync(file, { throwIfNoEntry: false })
    return known !== undefined && now?.size === known.sizeBytes && now.mtimeMs === known.mtimeMs
      ? known.sha256
      : undefined
  }

  /** The hash, reading the file where it is not kept. */
  async get(file: string, options: HashOptions = {}): Promise<string> {
    const kept = this.peek(file)
    if (kept !== undefined) return kept
    const before = statSync(file)
    const { sha256 } = await hashFile(file, ['sha256'], options)
    // A file that changed while it was read has no hash worth keeping.
    if (statSync(file).mtimeMs === before.mtimeMs) this.put(file, sha256)
    return sha256
  }

  /** Keeps a hash that was computed elsewhere, as after a download. */
  put(file: string, sha256: string): void {
    const { size, mtimeMs } = statSync(file)
    writeJson(this.#path, { ...this.#read(), [file]: { sizeBytes: size, mtimeMs, sha256 } })
  }

  /** Drops what is kept of files that are gone. */
  prune(): void {
    const kept = Object.entries(this.#read()).filter(
      ([file]) => statSync(file, { throwIfNoEntry: false }) !== undefined,
    )
    writeJson(this.#path, Object.fromEntries(kept))
  }

  // Only a cache: a damaged file costs reading the models again, nothing else.
  #read(): Record<string, Known> {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#path, 'utf8'))
      return typeof value === 'object' && value !== null ? (value as Record<string, Known>) : {}
    } catch {
      return {}
    }
  }
}
