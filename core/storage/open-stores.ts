import { join } from 'node:path'
import { AssetStore } from './asset-store.ts'
import { CollectionStore } from './collection-store.ts'
import { ComfyStore } from './comfy-store.ts'
import { Database } from './database.ts'
import { HistoryStore } from './history-store.ts'
import { ProjectStore } from './project-store.ts'

export interface Stores {
  readonly database: Database
  readonly projects: ProjectStore
  readonly history: HistoryStore
  readonly assets: AssetStore
  readonly collections: CollectionStore
  readonly comfy: ComfyStore
}

export function databasePath(home: string): string {
  return join(home, 'config', 'workspace.sqlite')
}

/** Opens the database of a workspace and what stands on it; the main process and every engine do it for themselves. */
export function openStores(home: string): Stores {
  const database = new Database(databasePath(home))
  const projects = new ProjectStore(database, home)
  const history = new HistoryStore(database, projects)
  const assets = new AssetStore(database, projects, history)
  return {
    database,
    projects,
    history,
    assets,
    collections: new CollectionStore(database, projects),
    comfy: new ComfyStore(database),
  }
}
