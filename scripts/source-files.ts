import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Folders that hold nothing of ours: installed, generated or recorded. Hidden ones are skipped too. */
const skipped = new Set(['node_modules', 'dist', 'tmp', 'results', 'fixtures'])

/** Every file below `folder` that ends in one of `endings`, as sorted paths relative to it with forward slashes. */
export function listFiles(folder: string, endings: readonly string[]): string[] {
  const found: string[] = []
  const visit = (relative: string) => {
    for (const entry of readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const inner = relative === '' ? entry.name : `${relative}/${entry.name}`
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) visit(inner)
      } else if (endings.some((ending) => entry.name.endsWith(ending))) found.push(inner)
    }
  }
  visit('')
  return found.sort()
}
