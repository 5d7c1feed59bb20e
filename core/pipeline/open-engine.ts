import { join } from 'node:path'
import type { WorkspaceEvent } from '../../base/job.ts'
import { ModelInventory } from '../../models/hub/inventory.ts'
import { createPool } from '../../models/procedural/parallel.ts'
import { loadConfig } from '../config/load-config.ts'
import { openStores } from '../storage/open-stores.ts'
import type { JobScope } from './job-scope.ts'
import { JobStore } from './job-store.ts'
import { createMemo } from './memo.ts'
import type { MemoryChange, OutsideMemory } from './memory-budget.ts'
import { ModelStore } from './model-store.ts'
import { NodeCache } from './node-cache.ts'

/** What an engine process holds open: gives each of its jobs what its nodes may touch. */
export interface OpenEngine {
  readonly jobs: JobStore
  readonly models: ModelStore
  scopeOf(jobId: string, watch: { signal: AbortSignal; emit: (event: WorkspaceEvent) => void }): JobScope
}

/** Opens the workspace in `home` for computing: its database, its models, and the workers of this process. */
export function openEngine(
  home: string,
  { onMemory, outside }: { onMemory?: (change: MemoryChange) => void; outside?: OutsideMemory } = {},
): OpenEngine {
  const config = loadConfig(home, process.env)
  const { database, assets, projects } = openStores(home)
  const models = new ModelStore(config, new ModelInventory(home), {
    threads: config.engine.threads,
    configFolder: join(home, 'config'),
    ...(onMemory === undefined ? {} : { onChange: onMemory }),
    ...(outside === undefined ? {} : { outside }),
  })
  const jobs = new JobStore(database)
  const cache = new NodeCache(database, assets, models, config)
  const pool = createPool(config.engine.threads === 0 ? {} : { threads: config.engine.threads })
  const memo = createMemo()
  return {
    jobs,
    models,
    scopeOf(jobId, { signal, emit }) {
      const { projectId, session } = jobs.get(jobId)
      const project = projects.get(projectId)
      const useCache = jobs.usesCache(jobId)
      return { jobId, project, session, signal, useCache, assets, jobs, models, cache, pool, memo, config, emit }
    },
  }
}
