import type { Pixels } from './pixels.ts'
import type { Memo, Pool } from './pool.ts'

/** What a weight's numbers are stored as, by the names safetensors gives them. */
export type Dtype =
  | 'F64'
  | 'F32'
  | 'F16'
  | 'BF16'
  | 'F8_E4M3'
  | 'F8_E5M2'
  | 'I64'
  | 'I32'
  | 'I16'
  | 'I8'
  | 'U64'
  | 'U32'
  | 'U16'
  | 'U8'
  | 'BOOL'

/** One weight tensor as a checkpoint's header lists it. */
export interface TensorInfo {
  readonly shape: readonly number[]
  readonly dtype: Dtype
}

/** Where a family reads its weights from; the built-in engine has none. */
export interface Weights {
  readonly path: string
  readonly sha256: string
}

/** A picture from words, with what the engine knows beside it. */
export interface ImageModel {
  generate(
    request: ImageRequest,
    options: {
      signal: AbortSignal
      /** The engine's threads, for models that compute in this process. */
      pool: Pool
      memo: Memo
      onProgress: (fraction: number, message?: string, preview?: Pixels) => void
    },
  ): Promise<GeneratedImage>
}

export interface ImageRequest {
  readonly prompt: string
  readonly negativePrompt: string
  readonly width: number
  readonly height: number
  readonly seed: number
}

export interface GeneratedImage {
  readonly pixels: Pixels
  /** The scene behind the picture as plain JSON, where the engine has one: exact depth, normals and mesh come from it. */
  readonly scene?: unknown
  /** What was read from the prompt and what was not: shown to the user. */
  readonly reading?: Readonly<Record<string, unknown>>
}

/** What each task's loaded model can do. A new task is one line here. */
export interface ModelHandles {
  'text-to-image': ImageModel
}
export type Task = keyof ModelHandles

/** The engine side of a kind of model. */
export interface ModelFamily<T extends Task = Task, Params = unknown> {
  readonly id: string
  readonly task: T
  /** One honest sentence on what it is, shown in every listing. */
  readonly summary: string
  readonly version: number
  /** True for a family that needs no weights and is always there. */
  readonly builtIn?: boolean
  detect(tensors: ReadonlyMap<string, TensorInfo>): Params | undefined
  load(params: Params, weights: Weights | undefined): Promise<ModelHandles[T] & AsyncDisposable>
}
