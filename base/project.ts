/** A folder of assets, code and history under `projects/<slug>`. */
export interface Project {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly createdAt: string
  /** Absolute path of its folder. */
  readonly folder: string
}

/** One sitting of work in a project, named or by date. */
export interface Session {
  readonly name: string
  readonly startedAt: string
  readonly lastAt: string
  readonly jobs: number
  readonly assets: number
}

/** One undoable change: which version of each name was current before and after. `undefined`: none. */
export interface HistoryEntry {
  readonly id: string
  readonly at: string
  readonly label: string
  readonly jobId?: string
  readonly session: string
  readonly undone: boolean
  readonly changes: readonly { readonly name: string; readonly before?: string; readonly after?: string }[]
  /** The turn of a conversation: everything of it is one step. */
  readonly turn?: string
  /** What it changed beside the assets that are current, one sentence each. */
  readonly further?: readonly string[]
  /** In the answer of undo and redo: what was changed since and stays, one sentence each. */
  readonly conflicts?: readonly string[]
}
