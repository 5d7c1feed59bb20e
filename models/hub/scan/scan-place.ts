import { realpathSync } from 'node:fs'
import type { ModelInventory } from '../inventory.ts'
import type { FoundModel } from './found-model.ts'
import type { Place } from './known-places.ts'
import { scanFolders } from './scan-folders.ts'
import { scanHubCache } from './scan-hub-cache.ts'
import { scanOllama } from './scan-ollama.ts'

/** The models of one place that the inventory does not know yet. Names and sizes are read, no weights. */
export function scanPlace({ program, folder, layout }: Place, inventory: ModelInventory): FoundModel[] {
  const known = new Set(inventory.list().flatMap((model) => model.files.map((file) => resolved(file.path))))
  return scanners[layout](program, folder).filter(({ files }) => !files.every((file) => known.has(resolved(file.path))))
}

const scanners = { 'hub-cache': scanHubCache, folders: scanFolders, ollama: scanOllama } as const

function resolved(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
