import type { ErrorRecord } from './error.ts'
import type { Pixels } from './pixels.ts'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** One call of a node, asked for from outside and kept in the database. */
export interface Job {
  readonly id: string
  readonly projectId: string
  readonly session: string
  readonly node: string
  readonly input: unknown
  readonly state: JobState
  readonly createdAt: string
  readonly startedAt?: string
  readonly endedAt?: string
  /** In [0, 1], with what is being done now. */
  readonly progress: number
  readonly message?: string
  readonly output?: unknown
  readonly error?: ErrorRecord
  /** True when the whole output came from the cache. */
  readonly fromCache: boolean
  /** How often it was started since it last finished a step; more than one after a crash. */
  readonly attempts: number
  /** Put to the front of the queue when larger. */
  readonly priority: number
  /** The turn of a conversation that asked for it. */
  readonly turn?: string
}

/** What happens while a job runs, for everyone who watches. */
export type WorkspaceEvent =
  /** Another process runs the queue now; this job waits its turn there. */
  | { readonly type: 'runner-busy'; readonly jobId: string; readonly pid: number; readonly command: string }
  | { readonly type: 'job-added'; readonly jobId: string }
  /** It was moved in the queue, queued again, or its end was asked for. */
  | { readonly type: 'job-changed'; readonly jobId: string }
  | { readonly type: 'job-start'; readonly jobId: string }
  /** A node begins inside the job; `depth` 0 is the job's own node. */
  | { readonly type: 'step-start'; readonly jobId: string; readonly step: string; readonly depth: number }
  | {
      readonly type: 'job-progress'
      readonly jobId: string
      /** Of the whole job, in [0, 1]. */
      readonly fraction: number
      readonly step: string
      readonly message?: string
      readonly preview?: Pixels
    }
  | {
      readonly type: 'step-end'
      readonly jobId: string
      readonly step: string
      readonly depth: number
      readonly fromCache: boolean
      readonly durationMs: number
    }
  | { readonly type: 'asset-added'; readonly jobId: string; readonly assetId: string }
  /** A part of a model came into memory or left it. */
  | {
      readonly type: 'model-load' | 'model-unload'
      readonly jobId: string
      readonly title: string
      readonly bytes: number
      /** Of all loaded parts, after this. */
      readonly usedBytes: number
      readonly limitBytes: number
    }
  | { readonly type: 'job-end'; readonly jobId: string; readonly state: JobState }
