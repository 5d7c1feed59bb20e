import type { Config } from '../../base/config.ts'
import type { WorkspaceEvent } from '../../base/job.ts'
import type { Memo, Pool } from '../../base/pool.ts'
import type { Project } from '../../base/project.ts'
import type { AssetStore } from '../storage/asset-store.ts'
import type { JobStore } from './job-store.ts'
import type { ModelStore } from './model-store.ts'
import type { NodeCache } from './node-cache.ts'

/** What every node of a job shares. */
export interface JobScope {
  readonly jobId: string
  readonly project: Project
  readonly session: string
  readonly signal: AbortSignal
  readonly useCache: boolean
  readonly assets: AssetStore
  readonly jobs: JobStore
  readonly models: ModelStore
  readonly cache: NodeCache
  readonly pool: Pool
  readonly memo: Memo
  readonly config: Config
  readonly emit: (event: WorkspaceEvent) => void
}
