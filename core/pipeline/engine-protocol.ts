import type { ErrorRecord } from '../../base/error.ts'
import type { WorkspaceEvent } from '../../base/job.ts'

/** What the main process tells an engine. */
export type ToEngine =
  | { readonly type: 'run'; readonly jobId: string }
  | { readonly type: 'cancel'; readonly jobId: string }

/** What an engine tells the main process. */
export type FromEngine =
  /** It cannot start: the workspace it was given cannot be opened. */
  | { readonly type: 'broken'; readonly error: ErrorRecord }
  | { readonly type: 'event'; readonly event: WorkspaceEvent }
  | { readonly type: 'done'; readonly jobId: string; readonly output: unknown }
  | { readonly type: 'failed'; readonly jobId: string; readonly error: ErrorRecord }
