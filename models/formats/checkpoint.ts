import type { TensorInfo } from '../../base/model.ts'

/** A tensor and where its bytes lie. */
export interface TensorEntry extends TensorInfo {
  /** Absolute path, links followed. */
  readonly file: string
  /** Of its first element in that file, in bytes; not aligned to anything. */
  readonly offset: number
  /** Elements times bytes of one: what `read` answers. */
  readonly sizeBytes: number
  /**
   * The step along each dimension, in elements. Absent where the elements lie in row-major order without gaps, so that
   * the file's bytes are the tensor; present in some torch files (transposed, expanded): only `read` unravels those.
   */
  readonly strides?: readonly number[]
}

/** Weights on disk, opened: what they are, and their bytes when asked for. */
export interface Checkpoint extends AsyncDisposable {
  /** As it was given. */
  readonly path: string
  /** `sharded`: an index file and its shards. `folder`: a diffusers pipeline, tensor names begin with the component. `component`: one folder of it. */
  readonly layout: 'single-file' | 'sharded' | 'folder' | 'component'
  /** In the order of the file. */
  readonly tensors: ReadonlyMap<string, TensorEntry>
  /** safetensors' `__metadata__`, or what a torch file holds beside tensors (`epoch`, `global_step`), as text. */
  readonly metadata: Readonly<Record<string, string>>
  /** JSON files of a diffusers folder by their path in it, `unet/config.json`; empty otherwise. */
  readonly configs: ReadonlyMap<string, unknown>
  /** The tensor's elements in row-major order as their dtype's little-endian bytes; the caller owns them. */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>
  /** The same widened (or, from F64 and 64-bit integers, rounded) to float32. */
  readFloats(name: string): Promise<Float32Array<ArrayBuffer>>
}
