import type { NamedModel } from './environment.ts'

/** A LoRA on its way along a MODEL or CLIP wire; `node` is the loader, which may act on both wires. */
export interface WiredLora {
  readonly node: string
  readonly lora: NamedModel
  readonly strength: number
}

export interface ModelValue {
  readonly checkpoint: NamedModel
  readonly loras: readonly WiredLora[]
}

export interface ClipValue extends ModelValue {
  /** Counted as `clipSkip`; absent: the model's own. */
  readonly skip?: number
}

/** A checkpoint's own autoencoder, or one of a file. */
export type VaeValue = { readonly checkpoint: NamedModel } | { readonly vae: NamedModel }

export interface ControlValue {
  readonly net: NamedModel
  readonly picture: Picture
  readonly strength: number
  /** Shares of the steps. */
  readonly from: number
  readonly to: number
  /** ControlNetApply hangs on one wire and guides both; ControlNetApplyAdvanced hangs on both. */
  readonly both: boolean
  readonly node: string
}

export interface ConditioningValue {
  readonly clip: ClipValue
  /** As ComfyUI's encoder takes them, one text a chunk that is concatenated. */
  readonly texts: readonly string[]
  readonly controls: readonly ControlValue[]
  /** ConditioningZeroOut: zeros in place of the words. */
  readonly zero?: true
  readonly node: string
}

/** A picture that is there, or that a step of the plan will give. */
export type PictureReference =
  | { readonly asset: string }
  | { readonly step: number; readonly output: string; readonly index?: number }

export interface Picture {
  readonly reference: PictureReference
  /** In pixels, where they are known before anything runs. */
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** What a sampler was asked for. */
export interface SamplingValue {
  readonly node: string
  readonly model: ModelValue
  readonly positive: ConditioningValue
  readonly negative: ConditioningValue
  readonly latent: LatentValue
  readonly seed: number
  readonly guidance: number
  readonly sampler: string
  readonly schedule: string
  /** Steps of the whole way, and how many of its last ones are taken. */
  readonly steps: number
  readonly run: number
  /** Nothing of a start picture is to be kept. */
  readonly anew: boolean
  /** It stops after so many steps, and what is left of the noise goes on to another sampler. */
  readonly until?: number
}

/** A latent image is never computed by itself here: it is what will be drawn once it is decoded. */
export type LatentValue =
  | { readonly kind: 'empty'; readonly width: number; readonly height: number; readonly batch: number; node: string }
  | {
      readonly kind: 'encoded'
      readonly pictures: readonly Picture[]
      readonly vae: VaeValue
      readonly mask?: Picture
      readonly fill: 'original' | 'noise'
      readonly node: string
    }
  | { readonly kind: 'sampled'; readonly sampling: SamplingValue; readonly mask?: Picture; readonly node: string }
  | { readonly kind: 'scaled'; readonly of: LatentValue; readonly size: NewSize; readonly mask?: Picture; node: string }

export type NewSize =
  | { readonly width: number; readonly height: number; readonly cover: boolean }
  | { readonly scale: number }

/** What flows on each kind of wire. */
export interface ComfyValues {
  MODEL: ModelValue
  CLIP: ClipValue
  VAE: VaeValue
  CONDITIONING: ConditioningValue
  LATENT: LatentValue
  /** A batch. */
  IMAGE: readonly Picture[]
  MASK: Picture
  CONTROL_NET: NamedModel
  UPSCALE_MODEL: NamedModel
}
export type WireType = keyof ComfyValues
