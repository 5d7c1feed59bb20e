/** One fault of a node, by the names that ComfyUI gives such faults (execution.py, `validate_inputs`). */
export interface NodeFault {
  readonly type: string
  readonly message: string
  /** What is meant, and what to do. */
  readonly details: string
  readonly input?: string | undefined
  readonly received?: unknown
}

/** Why a graph cannot be computed: the whole, and the faults of each node. */
export interface GraphRefusal {
  readonly type: string
  readonly message: string
  readonly details: string
  /** By the nodes' ids. */
  readonly nodes: ReadonlyMap<string, NodeRefusal>
}

export interface NodeRefusal {
  readonly class: string
  readonly faults: readonly NodeFault[]
  /** Nodes that would keep or show something that this one is needed for. */
  readonly outputs: readonly string[]
}
