import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Looks whether models came or went, or another default was chosen, whichever process did it: some stats, no manifest is read. */
export function watchModels(home: string): { changed(): boolean } {
  const folder = join(home, 'models')
  let seen = stampOf(folder)
  return {
    changed() {
      const now = stampOf(folder)
      if (now === seen) return false
      seen = now
      return true
    },
  }
}

function stampOf(folder: string): string {
  // The drive it lies on may be taken out while the server runs.
  if (!existsSync(folder)) return ''
  const time = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  // Of each model its versions; hidden folders hold what is on its way and what can be made anew.
  // A person may take the whole folder away while the server runs: then there are none.
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  const ids = entries.filter(({ name }) => !name.startsWith('.'))
  return ids.map(({ name }) => `${name} ${time(join(folder, name))}`).join()
}
