import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** No upload takes a day; another server of the same workspace may be in the middle of a younger one. */
const oldestMs = 24 * 3_600_000

/** Deletes what uploads left behind whose server was killed. */
export function clearUploads(folder: string, now = Date.now()): void {
  for (const name of entries(folder)) {
    const path = join(folder, name)
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now
    if (now - modified > oldestMs) rmSync(path, { force: true })
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Nothing was ever uploaded.
    return []
  }
}
