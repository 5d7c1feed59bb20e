import { z } from 'zod'
import type { TensorInfo } from '../../../base/model.ts'
import type { Certainty } from '../../formats/identify/identity.ts'
import { identify } from '../../formats/identify-checkpoint.ts'
import { below, type WeightSource } from '../../graph/weights.ts'
import type { ClipTextParameters } from '../text/clip-text.ts'
import { clipTextNames } from '../text/clip-text-names.ts'
import type { UnetParameters } from '../unet/unet.ts'
import { unetNames } from '../unet/unet-names.ts'
import { autoencoderNames } from '../vae/autoencoder-names.ts'

/** The variants of Stable Diffusion that this family runs. */
export const stableDiffusionArchitectures = ['sd15', 'sd21', 'sdxl', 'sdxl-refiner'] as const
export type StableDiffusionArchitecture = (typeof stableDiffusionArchitectures)[number]

/** `setting`: a person said so. `weights`: told by the spread of a tensor. The others as identification has them. */
export type PredictionKnownBy = 'setting' | 'weights' | Certainty

/** What a checkpoint is in detail: all that the pipeline needs to know beside the weights. */
export interface StableDiffusionParameters {
  readonly architecture: StableDiffusionArchitecture
  readonly prediction: 'epsilon' | 'v'
  /** How that is known; of a guess for SD 2.x the weights are asked at load. */
  readonly predictionKnownBy: PredictionKnownBy
  /** The last noise level is pure noise: the checkpoint carries 'ztsnr' or says so in its scheduler's configuration. */
  readonly zeroTerminalSnr: boolean
  /** Made for few steps: 'turbo', 'lcm', 'lightning' …: other defaults. */
  readonly distilled?: string
  readonly unet: Pick<UnetParameters, 'heads' | 'groups' | 'sizes'>
  /** Latent consistency models are told the guidance by so many numbers, and take no negative prompt. */
  readonly guidanceChannels?: number
  readonly textEncoders: readonly TextEncoderParameters[]
  /** Latents are multiplied by this between the autoencoder and the U-Net, so that they have about unit variance. */
  readonly latentScale: number
}

export interface TextEncoderParameters extends ClipTextParameters {
  readonly width: number
  /** What the U-Net reads, counted from the end: 1 is the last layer's. */
  readonly layer: number
  /** Whether the final layer norm is applied to it. */
  readonly normed: boolean
  /** What stands behind the end token: OpenAI's CLIP repeats it, OpenCLIP has zeros. */
  readonly pad: 'end' | 'zero'
}

/** The parts of a checkpoint, each under the names its graph is written in. */
export interface StableDiffusionWeights {
  readonly unet: WeightSource
  readonly vae: WeightSource
  readonly textEncoders: readonly WeightSource[]
}

type Facts = {
  readonly tensors: ReadonlyMap<string, TensorInfo>
  readonly metadata: Readonly<Record<string, string>>
  readonly configs: ReadonlyMap<string, unknown>
}

/** The parameters of a whole Stable Diffusion checkpoint, single file or diffusers folder; undefined for anything else. */
export function detectStableDiffusion(facts: Facts): StableDiffusionParameters | undefined {
  const identity = identify(facts)
  const architecture = stableDiffusionArchitectures.find((each) => each === identity.architecture)
  if (identity.kind !== 'checkpoint' || architecture === undefined) return undefined
  // Models for edits by instruction, with depth or for enlarging see other things beside the latent.
  if (![4, 9].includes(identity.inputChannels ?? 4)) return undefined
  const weights = splitWeights(sourceOf(facts.tensors))
  const channels: number[] = []
  for (let level = 0; ; level++) {
    const shape = weights.unet.info(`down_blocks.${level}.resnets.0.conv1.weight`)?.shape
    if (shape === undefined) break
    channels.push(shape[0]!)
  }
  const guidanceChannels = weights.unet.info('time_embedding.cond_proj.weight')?.shape[1]
  const { value: prediction, certainty } = identity.prediction ?? { value: 'epsilon', certainty: 'guess' }
  return {
    architecture,
    prediction: prediction === 'v' ? 'v' : 'epsilon',
    predictionKnownBy: certainty,
    zeroTerminalSnr: facts.tensors.has('ztsnr') || schedulerSays(facts.configs, 'rescale_betas_zero_snr'),
    ...(identity.distilled === undefined ? {} : { distilled: identity.distilled.method }),
    unet: {
      // SD 1.x has eight heads everywhere, all later ones heads of 64 channels.
      heads: channels.map((c) => (architecture === 'sd15' ? 8 : Math.max(1, Math.round(c / 64)))),
      groups: 32,
      sizes: sizeInputs(weights, architecture),
    },
    ...(guidanceChannels === undefined ? {} : { guidanceChannels }),
    textEncoders: weights.textEncoders.map((source, n) => textEncoderParameters(source, architecture, n)),
    latentScale: architecture.startsWith('sdxl') ? 0.13025 : 0.18215,
  }
}

/** SDXL's sizes have what the pooled words leave of the added conditioning: (2816 − 1280) / 6 = 256 channels each. */
function sizeInputs({ unet, textEncoders }: StableDiffusionWeights, architecture: StableDiffusionArchitecture) {
  const count = architecture === 'sdxl-refiner' ? 5 : 6
  const total = unet.info('add_embedding.linear_1.weight')?.shape[1] ?? 0
  const words = textEncoders.at(-1)
  const pooled = words?.info('text_projection.weight')?.shape[0] ?? words?.info('text_projection')?.shape[1] ?? 0
  return { count, channels: (total - pooled) / count }
}

/** A checkpoint's parts by the prefixes of single files (CompVis, Stability) or the folders of diffusers. */
export function splitWeights(source: WeightSource): StableDiffusionWeights {
  const prefix = (candidates: readonly (readonly [probe: string, prefix: string])[]) =>
    candidates.filter(([probe, start]) => source.info(start + probe) !== undefined).map(([, start]) => start)
  const [unet] = prefix([
    ['input_blocks.0.0.weight', 'model.diffusion_model.'],
    ['conv_in.weight', 'unet/'],
  ])
  const [vae] = prefix([
    ['decoder.conv_in.weight', 'first_stage_model.'],
    ['decoder.conv_in.weight', 'vae/'],
  ])
  const texts = prefix(
    [
      'cond_stage_model.transformer.',
      'cond_stage_model.model.',
      'conditioner.embedders.0.transformer.',
      'conditioner.embedders.0.model.',
      'conditioner.embedders.1.model.',
      'text_encoder/',
      'text_encoder_2/',
    ].flatMap((start) => [
      ['text_model.embeddings.token_embedding.weight', start] as const,
      ['token_embedding.weight', start] as const,
    ]),
  )
  return {
    unet: unetNames(below(source, unet ?? '')),
    vae: autoencoderNames(below(source, vae ?? '')),
    textEncoders: texts.map((start) => clipTextNames(below(source, start))),
  }
}

/** Widths tell the encoder: 768 is OpenAI's CLIP-L, 1024 OpenCLIP's ViT-H, 1280 its bigG. */
function textEncoderParameters(
  source: WeightSource,
  architecture: StableDiffusionArchitecture,
  place: number,
): TextEncoderParameters {
  const width = source.info('text_model.embeddings.token_embedding.weight')!.shape[1]!
  const isOpenAi = architecture === 'sd15' || (architecture === 'sdxl' && place === 0)
  let layers = 0
  while (source.info(`text_model.encoder.layers.${layers}.layer_norm1.weight`) !== undefined) layers++
  return {
    width,
    heads: Math.max(1, Math.round(width / 64)),
    activation: isOpenAi ? 'quick-gelu' : 'gelu',
    pad: isOpenAi ? 'end' : 'zero',
    // SDXL reads the last layer but one as it is; SD 2.x too, but normed, and diffusers cut the last of its 24 layers off.
    layer: architecture === 'sd15' || layers === 23 ? 1 : 2,
    normed: architecture === 'sd15' || architecture === 'sd21',
  }
}

const schedulerSchema = z.looseObject({})

function schedulerSays(configs: ReadonlyMap<string, unknown>, key: string): boolean {
  const parsed = schedulerSchema.safeParse(configs.get('scheduler/scheduler_config.json'))
  return parsed.success && parsed.data[key] === true
}

function sourceOf(tensors: ReadonlyMap<string, TensorInfo>): WeightSource {
  return {
    info: (name) => tensors.get(name),
    names: () => tensors.keys(),
    floats: () => Promise.reject(new Error('only the header is read here')),
    locate: () => undefined,
  }
}
