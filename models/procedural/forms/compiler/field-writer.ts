import type { FormNode } from '../form-nodes.ts'
import type { Box } from './bounds.ts'
import type { FunctionWriter, Lanes, Point } from './lanes.ts'
import type { Trigonometry } from './trigonometry.ts'

/** A distance, and in the surface variant the index of the material there. */
export interface Sample {
  readonly distance: Lanes
  readonly material: Lanes | undefined
}

/** What the writers of single kinds of nodes need from the whole. `material` is −1 where only the distance is asked for. */
export interface FieldWriter {
  readonly define: Readonly<Record<string, FormNode>>
  readonly trig: Trigonometry
  box(node: FormNode): Box
  /** Writes the code of a node at a point, in place. */
  emit(f: FunctionWriter, node: FormNode, at: Point, material: number): Sample
  /** Calls a node's function, which is written once. */
  call(f: FunctionWriter, node: FormNode, at: Point, material: number): Sample
}
