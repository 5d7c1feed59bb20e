import type { TensorEntry } from './checkpoint.ts'

/** What a file of weights says of itself, before any tensor is read. */
export interface TensorTable {
  /** In the order of the file. */
  readonly tensors: ReadonlyMap<string, TensorEntry>
  readonly metadata: Readonly<Record<string, string>>
}
