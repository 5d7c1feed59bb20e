import type { ErrorRecord } from '../../../base/error.ts'
import type { ModelKind } from '../model-library.ts'

export const transferStates = ['planned', 'running', 'paused', 'done', 'failed', 'cancelled'] as const
export type TransferState = (typeof transferStates)[number]

export const transferKinds = ['pull', 'add', 'verify'] as const
export type TransferKind = (typeof transferKinds)[number]

export interface TransferOptions {
  /** Of a pull: also what is useful with the model but not needed. */
  readonly optional?: boolean
  /** Of a pull: asks the source again though the model is here. */
  readonly refresh?: boolean
  /** Of a file: a copy in the workspace instead of using it where it lies. */
  readonly copy?: boolean
  /** Of a file: the name to call it by, and what it is. */
  readonly id?: string
  readonly kind?: ModelKind
}

/** Work on models that takes long: fetching one, taking a file in (its hash is read), reading one again. */
export interface Transfer {
  readonly id: string
  readonly kind: TransferKind
  /** What is pulled, the path that is added, the model that is verified. */
  readonly reference: string
  readonly options: TransferOptions
  readonly title: string
  readonly state: TransferState
  readonly bytesDone: number
  readonly bytesTotal?: number
  /** Over the last seconds; absent while nothing moves. */
  readonly bytesPerSecond?: number
  readonly secondsLeft?: number
  /** What moves right now. */
  readonly file?: string
  /** Why nothing moves: a server is waited for, another process fetches the same. */
  readonly waiting?: string
  /** The model it became or is about. */
  readonly modelId?: string
  /** What did not come along or is not as it should be, a sentence each; it ended all the same. */
  readonly problems: readonly string[]
  readonly error?: ErrorRecord
  readonly createdAt: string
  readonly endedAt?: string
}
