import type { TensorInfo } from '../../../base/model.ts'

export type Tensors = ReadonlyMap<string, TensorInfo>

export type ModelKind =
  | 'checkpoint'
  | 'unet'
  | 'vae'
  | 'text-encoder'
  | 'lora'
  | 'controlnet'
  | 'upscaler'
  | 'embedding'
  | 'preview'
  | 'llm'
  | 'depth'
  | 'mesh'
  | 'unknown'

export type Architecture =
  | 'sd15' // all of Stable Diffusion 1.x: one architecture
  | 'sd21' // all of 2.x, SD-Turbo too
  | 'sd15-edit' // InstructPix2Pix: a picture beside the latent
  | 'sdxl-edit'
  | 'sd21-unclip'
  | 'sd21-depth'
  | 'sd21-upscaler'
  | 'sdxl'
  | 'sdxl-refiner'
  | 'sd3'
  | 'flux'
  | 'clip'
  | 'open-clip'
  | 't5'
  | 'taesd'
  | 'rrdbnet'
  | 'srvgg'
  | 'midas-small'
  | 'midas-resnext'
  | 'midas-dpt'
  | 'midas-beit'
  | 'midas-swin'
  | 'dpt'
  | 'zoedepth'
  | 'depth-anything'
  | 'triposr'
  | 'instantmesh'

/**
 * How a statement about a file is known. `structure`: only this architecture has such tensors. `stated`: the file or its
 * configuration says so. `name`: its file name or title suggests it. `guess`: the commoner case.
 */
export type Certainty = 'structure' | 'stated' | 'name' | 'guess'

/** Who named the tensors. */
export type Naming = 'single-file' | 'diffusers' | 'transformers' | 'original' | 'kohya' | 'peft'

/** What a set of weights is, as far as names and shapes tell it. */
export interface Finding {
  readonly kind: ModelKind
  readonly architecture?: Architecture
  readonly naming?: Naming
  /** Of the denoiser's first convolution: 4, 9 for inpainting, 8 for edit models, 5 with depth; 3 or 12 for an upscaler. */
  readonly inputChannels?: number
  /** Of the vectors that the denoiser attends to: 768 SD1, 1024 SD2, 2048 SDXL, 1280 refiner. */
  readonly contextDim?: number
  /** Of a VAE's or a preview decoder's latents. */
  readonly latentChannels?: number
  /** Of an upscaler. */
  readonly scale?: number
  /** Of a LoRA. */
  readonly rank?: number
  readonly prediction?: { readonly value: 'epsilon' | 'v' | 'flow' | 'sample'; readonly certainty: Certainty }
  /** Made for few steps, and by which method. */
  readonly distilled?: {
    readonly method: 'lcm' | 'turbo' | 'lightning' | 'hyper' | 'schnell' | 'tcd'
    readonly certainty: Certainty
  }
  /** A noun phrase for people: 'a Stable Diffusion 1.x checkpoint'. */
  readonly what: string
  /** Clauses that qualify it: what was not told by the file, what is missing. */
  readonly notes: readonly string[]
}

export interface Identity extends Finding {
  readonly tensorCount: number
  readonly sizeBytes: number
  /** One sentence for people, with the notes. */
  readonly summary: string
}

/** What identification may look at: never the weights themselves. */
export interface Described {
  readonly tensors: Tensors
  readonly metadata?: Readonly<Record<string, string>>
  readonly configs?: ReadonlyMap<string, unknown>
  /** Its file name is a hint where nothing better is there. */
  readonly path?: string
}
