import type { Dtype } from '../../../base/model.ts'

/**
 * What a pickle can hold here. Lists, tuples and sets are arrays, dictionaries are maps (so no key is special), and
 * everything that Python would build by running code is one of the data kinds below.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | TorchStorage
  | TorchTensor
  | TorchDtype
  | PickleGlobal
  | InertObject

/** A run of elements in the file; `key` says which. */
export interface TorchStorage {
  readonly kind: 'storage'
  readonly key: string
  /** `untyped`: bytes, read as what the tensor says. */
  readonly dtype: Dtype | 'untyped'
  /** Of the whole run. */
  readonly elements: number
  /** Of the part that this storage is a view of (very old files), in elements. */
  readonly start: number
  readonly viewElements: number
}

export interface TorchTensor {
  readonly kind: 'tensor'
  readonly storage: TorchStorage
  readonly dtype: Dtype
  /** From the storage run's first element, in elements of `dtype`. */
  readonly offset: number
  readonly shape: readonly number[]
  /** In elements; undefined where they are those of row-major order. */
  readonly strides: readonly number[] | undefined
}

export interface TorchDtype {
  readonly kind: 'dtype'
  readonly dtype: Dtype
}

/** A name that the pickle imports. Calling it runs a function of ours, never one of the file's. */
export interface PickleGlobal {
  readonly kind: 'global'
  readonly name: string
  /** Answers what is wrong with the arguments instead of a value by throwing a `PickleProblem`. */
  readonly call: (args: readonly PickleValue[]) => PickleValue
}

/** An object that is of no use here and is kept as its name and its data. */
export interface InertObject {
  readonly kind: 'object'
  readonly name: string
  readonly state: Map<PickleValue, PickleValue>
}

/** Why a pickle cannot be read: a clause that the reader of the file completes with the file's name. */
export class PickleProblem extends Error {
  /** The name of what it wanted to call, where that is the problem. */
  readonly refused: string | undefined
  /** True where more bytes might mend it. */
  readonly cutOff: boolean

  constructor(problem: string, { refused, cutOff = false }: { refused?: string; cutOff?: boolean } = {}) {
    super(problem)
    this.refused = refused
    this.cutOff = cutOff
  }
}
