import type { PickleValue, TorchStorage } from './pickle-values.ts'

/** What both containers of torch.save come down to: a pickled value, and where each storage's bytes begin. */
export interface TorchContainer {
  readonly root: PickleValue
  /** The byte in the file at which a storage begins and how many there are. Errors: `corrupt-file`. */
  locate(storage: TorchStorage): Promise<{ readonly offset: number; readonly sizeBytes: number }>
}
