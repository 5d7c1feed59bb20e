import type { Pixels } from './pixels.ts'
import type { Memo, Pool } from './pool.ts'
import type { ProviderChoice } from './provider.ts'

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

/** What a family recognises its weights by: the header of the file, never its name. */
export interface WeightFacts {
  readonly tensors: ReadonlyMap<string, TensorInfo>
  readonly metadata: Readonly<Record<string, string>>
  readonly configs: ReadonlyMap<string, unknown>
}

/** An installed model's files. Of a server there are none: its address and abilities are in `settings`. */
export interface Weights {
  readonly id: string
  readonly title: string
  /** By the inventory's names: 'sd15', 'sdxl'; absent where nothing told it. */
  readonly architecture?: string
  /** Absolute path of the main file or folder; a server's address. */
  readonly path: string
  /** Empty for a server, whose weights nobody here can read. */
  readonly sha256: string
  /** All of its files, the companions' included, by what they are: 'weights', 'vae', 'tokenizer' … */
  readonly files: readonly { readonly path: string; readonly role: string }[]
  /** Starting values that its makers or the catalogue state: steps, guidance, sampler … */
  readonly settings: Readonly<Record<string, unknown>>
}

/** What a family is given beside its weights. */
export interface LoadContext {
  readonly threads: number
  readonly budget: MemoryBudget
  readonly precision: Precision
  /** What the model's graphs are computed on. */
  readonly provider: ProviderChoice
  /** Where weights that were packed into fewer bits are kept between runs. */
  readonly packedFolder: string
  /** No request may leave this machine. */
  readonly offline: boolean
  /** Another installed model by its kind ('lora', 'controlnet', 'vae', 'embedding', 'preview' …) and name; `not-found` otherwise. */
  find(kind: string, name: string): Promise<Weights>
  /** The ids of the installed models of a kind. */
  list(kind: string): readonly string[]
}

/** How weights are held: as they are, or weight-only in 8 or 4 bits. 'auto' takes the most exact that fits the memory budget. */
export const precisions = ['auto', 'fp32', 'int8', 'int4'] as const
export type Precision = (typeof precisions)[number]

/** The one budget that all loaded models share; the least recently used make room. */
export interface MemoryBudget {
  readonly limitBytes: number
  /**
   * The part under this key, loaded first if it is not there. It stays at least until the lease is disposed, and after that as
   * long as nobody needs the room. Error: `out-of-memory` when it could not fit even alone.
   */
  use<T extends AsyncDisposable>(part: MemoryPart<T>): Promise<Lease<T>>
}

export interface MemoryPart<T> {
  /** Says all that the loaded thing depends on. */
  readonly key: string
  /** For people: 'U-Net of dreamshaper'. */
  readonly title: string
  /** What it takes once loaded. */
  readonly bytes: number
  /** A sentence on how the same would take less, for where it does not fit. */
  readonly advice?: string
  load(): Promise<T>
}

export interface Lease<T> extends Disposable {
  readonly value: T
}

/** A picture from words, with what the engine knows beside it. */
export interface ImageModel {
  /** What requests it can answer beyond words and a size. */
  readonly abilities: ReadonlySet<ImageAbility>
  /** The size it was trained on, and makes where none is asked for; absent: 512 × 512. */
  readonly size?: { readonly width: number; readonly height: number }
  generate(
    request: ImageRequest,
    options: {
      signal: AbortSignal
      /** The engine's threads, for models that compute in this process. */
      pool: Pool
      memo: Memo
      /** A preview every so many steps, for models that take steps; 0 for none. Absent: each model's own. */
      previewEvery?: number
      /** The preview is small: at most 512 pixels on a side. */
      onProgress: (fraction: number, message?: string, preview?: Pixels) => void
    },
  ): Promise<GeneratedImage>
}

/** What a form may offer for an image model, and what it takes where a request says nothing. */
export interface ImageModelFacts {
  readonly abilities: readonly ImageAbility[]
  /** The size it makes where none is asked for. */
  readonly size: { readonly width: number; readonly height: number }
  /** Absent of a model that takes no steps, or does not say. */
  readonly sampling?: Pick<Sampling, 'steps' | 'sampler' | 'schedule' | 'guidance'>
  /** Names that only this model takes, where it has its own: those of a server. */
  readonly own?: Readonly<Record<'samplers' | 'schedules' | 'loras' | 'controlnets' | 'vaes', readonly string[]>>
}

export const imageAbilities = ['start', 'mask', 'control', 'seamless', 'variation', 'sampling'] as const
export type ImageAbility = (typeof imageAbilities)[number]

export interface ImageRequest {
  readonly prompt: string
  readonly negativePrompt: string
  readonly width: number
  readonly height: number
  readonly seed: number
  /** For models that denoise; what is absent is the model's own default. */
  readonly sampling?: Sampling
  /** Another seed's noise, mixed in by `strength` in [0, 1]. */
  readonly variation?: { readonly seed: number; readonly strength: number }
  readonly seamless?: 'none' | 'x' | 'y' | 'xy'
  /** A picture to begin from. */
  readonly start?: StartImage
  readonly controls?: readonly ControlImage[]
  /** Another autoencoder than the checkpoint's own. */
  readonly vae?: string
  readonly precision?: Precision
}

export interface Sampling {
  readonly steps?: number | undefined
  readonly sampler?: string | undefined
  readonly schedule?: string | undefined
  /** Classifier-free guidance; 1 switches the negative prompt off. */
  readonly guidance?: number | undefined
  readonly clipSkip?: number | undefined
  readonly eta?: number | undefined
  /** Whose random numbers: torch on a CPU (ComfyUI, A1111 with RNG: CPU) or on an NVIDIA card (A1111's default). */
  readonly noise?: 'cpu' | 'gpu' | undefined
  /** How weights of words count: as AUTOMATIC1111 does it (also where absent), or as ComfyUI. */
  readonly emphasis?: Emphasis | undefined
}

export const emphases = ['a1111', 'comfyui'] as const
export type Emphasis = (typeof emphases)[number]

export interface StartImage {
  /** Of the request's width and height. */
  readonly image: Pixels
  /** In (0, 1]: how much of the way from noise is taken; 1 keeps nothing of the picture. */
  readonly strength: number
  /** One channel of the same size: white is painted anew. */
  readonly mask?: Pixels
  /** Pixels over which the mask's edge is softened. */
  readonly maskBlur?: number
  /** What lies under the mask when it begins: the picture, noise, or nothing (a latent of zeros). */
  readonly fill?: 'original' | 'noise' | 'nothing'
}

export interface ControlImage {
  readonly model: string
  /** Of the request's width and height. */
  readonly image: Pixels
  readonly weight: number
  /** The part of the way it guides, in [0, 1]. */
  readonly from: number
  readonly to: number
}

export interface GeneratedImage {
  readonly pixels: Pixels
  /** The scene behind the picture as plain JSON, where the engine has one: exact depth, normals and mesh come from it. */
  readonly scene?: unknown
  /** What was read from the prompt and what was not: shown to the user. */
  readonly reading?: Readonly<Record<string, unknown>>
  /** What it was made with, as records and metadata name it: steps, sampler, schedule, guidance, precision, LoRAs … */
  readonly facts?: Readonly<Record<string, unknown>>
}

/** Enlarges pictures. */
export interface UpscaleModel {
  readonly scale: number
  /** RGB in, RGB out, `scale` times as wide and high. */
  upscale(
    pixels: Pixels,
    options: {
      signal: AbortSignal
      onProgress: (fraction: number, message?: string) => void
      /** Side of the windows it works in, in pixels of the picture: smaller takes less memory and more time. */
      tile?: number
    },
  ): Promise<Pixels>
}

/**
 * What the numbers of a depth map are. `metric`: metres along the view axis. `relative-inverse`: a·(1/metres) + b with unknown a > 0
 * and b, so that larger is nearer (disparity).
 */
export type DepthKind = 'relative-inverse' | 'metric'

/** Depth of a picture, row-major, a number for each of its pixels. */
export interface DepthEstimate {
  readonly depth: Float32Array
  readonly width: number
  readonly height: number
  readonly kind: DepthKind
  readonly unit: 'metres' | 'none'
}

/** Sees how far away things are. */
export interface DepthModel {
  readonly kind: DepthKind
  /** The side, in pixels, at which it looks at a picture: windows of a large one are some twice that. */
  readonly size: number
  /** Of an RGB picture of any size. */
  estimate(
    pixels: Pixels,
    options: { signal: AbortSignal; onProgress: (fraction: number, message?: string) => void },
  ): Promise<DepthEstimate>
}

/** Makes a mesh of what pictures show. */
export interface MeshModel {
  /** How many pictures it takes: one, or this many from fixed directions around the thing. */
  readonly views: number
  /** Of RGBA cut-outs of the thing, or of opaque pictures as they are. Error: `bad-input` where no shape is found. */
  reconstruct(
    views: readonly Pixels[],
    options: {
      signal: AbortSignal
      onProgress: (fraction: number, message?: string) => void
      /** Points of the grid along each side; absent: the model's own. */
      resolution?: number
    },
  ): Promise<GuessedMesh>
}

export interface GuessedMesh {
  /** xyz of each vertex, +Y up, the first picture looking at it along −Z, about 2 from side to side. */
  readonly positions: Float32Array<ArrayBuffer>
  /** Counter-clockwise from outside. */
  readonly indices: Uint32Array<ArrayBuffer>
  /** sRGB colours [n, 3] at n points xyz of the same space. */
  colours(points: Float32Array, options: { signal: AbortSignal }): Promise<Uint8Array>
  /** What it was made with, for records. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** Finds what stands in front of its background. */
export interface CutoutModel {
  /** What it was trained to find. */
  readonly finds: 'people' | 'anything'
  /** How much of each pixel of an RGB picture is foreground: one channel of the same size, 255 is all of it. */
  mask(
    pixels: Pixels,
    options: { signal: AbortSignal; onProgress: (fraction: number, message?: string) => void },
  ): Promise<Pixels>
}

/** What each task's loaded model can do: plain objects of functions. A new task is one line here. */
export interface ModelHandles {
  'text-to-image': ImageModel
  upscale: UpscaleModel
  depth: DepthModel
  mesh: MeshModel
  cutout: CutoutModel
}
export type Task = keyof ModelHandles

/** The kind of installed model that does a task: the inventory's word for it. */
export const kindOfTask: Readonly<Record<Task, string>> = {
  'text-to-image': 'checkpoint',
  upscale: 'upscaler',
  depth: 'depth',
  mesh: 'mesh',
  cutout: 'segmentation',
}

/** The engine side of a kind of model. Adding an architecture is adding one `models/<task>/<name>.model.ts`. */
export interface ModelFamily<T extends Task = Task, Params = unknown> {
  readonly id: string
  readonly task: T
  /** One honest sentence on what it is, shown in every listing. */
  readonly summary: string
  /** Raise it when the results for the same weights and request change: part of the cache key. */
  readonly version: number
  /** True for a family that needs no weights and is always there. */
  readonly builtIn?: boolean
  /** The architectures it runs, by the inventory's names: 'sd15', 'sdxl'. Empty for a built-in one. */
  readonly architectures: readonly string[]
  /** From names and shapes: what the weights are in detail, or undefined when they are not of this family. */
  detect(facts: WeightFacts): Params | undefined
  /** What a form may offer, without loading it. `settings` are those of the installed model. */
  describe?(params: Params, settings: Readonly<Record<string, unknown>>): Promise<ImageModelFacts>
  load(params: Params, weights: Weights | undefined, context: LoadContext): Promise<ModelHandles[T] & AsyncDisposable>
}
