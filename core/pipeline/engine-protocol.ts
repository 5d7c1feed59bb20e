import type { ErrorRecord } from '../../base/error.ts'
import type { WorkspaceEvent } from '../../base/job.ts'
import type { LoadedItem, LoadedMemory } from './memory-budget.ts'

/** What the main process tells an engine. */
export type ToEngine =
  | { readonly type: 'run'; readonly jobId: string }
  | { readonly type: 'cancel'; readonly jobId: string }
  /** What is loaded? */
  | { readonly type: 'memory' }
  /** Let go of what no job uses, or only of what has this title; answered by what is loaded then. */
  | { readonly type: 'unload'; readonly title?: string }
  /** What other processes hold of the memory: told at the start and after each change. */
  | { readonly type: 'outside'; readonly items: readonly LoadedItem[] }

/** What an engine tells the main process. */
export type FromEngine =
  /** It cannot start: the workspace it was given cannot be opened. */
  | { readonly type: 'broken'; readonly error: ErrorRecord }
  | { readonly type: 'event'; readonly event: WorkspaceEvent }
  /** What is loaded: told after each change, and as the answer to a question. */
  | { readonly type: 'memory'; readonly memory: LoadedMemory; readonly answers?: ToEngine['type'] }
  /** It needs the room of these models of other processes; answered by 'outside'. */
  | { readonly type: 'make-room'; readonly titles: readonly string[] }
  | { readonly type: 'done'; readonly jobId: string; readonly output: unknown }
  | { readonly type: 'failed'; readonly jobId: string; readonly error: ErrorRecord }
