import { defined } from './defined.ts'
import type { Architecture, Finding, Naming, Tensors } from './identity.ts'
import { countOf, hasName, shapeOf } from './names.ts'

/** The part of a finding that describes the network that takes the noise away. */
export type Denoiser = Pick<
  Finding,
  'architecture' | 'naming' | 'inputChannels' | 'contextDim' | 'distilled' | 'prediction' | 'notes'
>

/** Recognises a UNet or a diffusion transformer by its own names (without `model.diffusion_model.` or `unet/`). */
export function recogniseDenoiser(tensors: Tensors): Denoiser | undefined {
  return recogniseTransformer(tensors) ?? recogniseUNet(tensors)
}

function recogniseTransformer(tensors: Tensors): Denoiser | undefined {
  const flow = { prediction: { value: 'flow', certainty: 'structure' }, notes: [] as string[] } as const
  if (hasName(tensors, /^double_blocks\.0\.img_attn\./) && tensors.has('txt_in.weight')) {
    return {
      ...flow,
      architecture: 'flux',
      naming: 'original',
      ...fluxKind(tensors, /^img_in\.weight$/, /^guidance_in\./),
    }
  }
  if (hasName(tensors, /^single_transformer_blocks\.0\./) && tensors.has('context_embedder.weight')) {
    return {
      ...flow,
      architecture: 'flux',
      naming: 'diffusers',
      ...fluxKind(tensors, /^x_embedder\.weight$/, /^time_text_embed\.guidance_embedder\./),
    }
  }
  const sd3: readonly [RegExp, Naming][] = [
    [/^joint_blocks\.0\.context_block\./, 'original'],
    [/^transformer_blocks\.0\.attn\.add_q_proj\./, 'diffusers'],
  ]
  for (const [pattern, naming] of sd3) {
    if (!hasName(tensors, pattern)) continue
    const inputChannels = shapeOf(tensors, /^(?:x_embedder|pos_embed)\.proj\.weight$/)?.[1]
    const contextDim = shapeOf(tensors, /^context_embedder\.weight$/)?.[1]
    return { ...flow, architecture: 'sd3', naming, ...defined({ inputChannels, contextDim }) }
  }
  return undefined
}

/** `dev` was distilled for guidance and has an input for it; without one it is `schnell`, for four steps. */
function fluxKind(tensors: Tensors, input: RegExp, guidance: RegExp) {
  // Latents come in patches of 2 × 2.
  const inputChannels = shapeOf(tensors, input)?.[1]
  const contextDim = shapeOf(tensors, /^(?:txt_in|context_embedder)\.weight$/)?.[1]
  return {
    ...defined({ inputChannels, contextDim }),
    ...(hasName(tensors, guidance) ? {} : { distilled: { method: 'schnell', certainty: 'structure' } as const }),
  }
}

function recogniseUNet(tensors: Tensors): Denoiser | undefined {
  const single = tensors.has('input_blocks.0.0.weight') && tensors.has('time_embed.0.weight')
  const diffusers = tensors.has('conv_in.weight') && tensors.has('time_embedding.linear_1.weight')
  if (!single && !diffusers) return undefined
  const naming = single ? 'single-file' : 'diffusers'
  const inputChannels = shapeOf(tensors, /^(?:input_blocks\.0\.0|conv_in)\.weight$/)?.[1]
  const contextDim = shapeOf(tensors, /\.attn2\.to_k\.weight$/)?.[1]
  const lcm = tensors.has('time_embed.cond_proj.weight') || tensors.has('time_embedding.cond_proj.weight')
  const plain = unetArchitecture(tensors, single)
  const architecture = seesMore[`${plain}:${inputChannels}`] ?? plain
  const notes: string[] = []
  if (hasName(tensors, /time_stack|time_mixer|temporal|motion_modules/)) notes.push('it has layers for video')
  return {
    naming,
    notes,
    ...defined({ architecture: notes.length === 0 ? architecture : undefined, inputChannels, contextDim }),
    ...(lcm ? { distilled: { method: 'lcm', certainty: 'structure' } as const } : {}),
  }
}

/** What sees other things beside the latent than a mask, by the channels of its first convolution. */
const seesMore: Readonly<Record<string, Architecture>> = {
  'sd15:8': 'sd15-edit',
  'sdxl:8': 'sdxl-edit',
  'sd21:5': 'sd21-depth',
  'sd21:7': 'sd21-upscaler',
}

/**
 * Told apart by structure, since widths differ between full and tiny models: SD2 made the projections around attention
 * linear, SDXL dropped attention at full resolution and takes the image's size as a vector, its refiner has a fourth level.
 */
function unetArchitecture(tensors: Tensors, single: boolean): Architecture | undefined {
  const projection = shapeOf(tensors, /\.proj_in\.weight$/)
  if (projection === undefined) return undefined
  const attendsFirst = hasName(tensors, single ? /^input_blocks\.1\.1\./ : /^down_blocks\.0\.attentions\./)
  const vector = hasName(tensors, single ? /^label_emb\.0\.0\./ : /^add_embedding\.linear_1\./)
  const classes = hasName(tensors, single ? /^label_emb\./ : /^class_embedding\./)
  if (vector && !attendsFirst) {
    const levels = single
      ? Math.ceil(countOf(tensors, /^input_blocks\.(\d+)\./) / 3)
      : countOf(tensors, /^down_blocks\.(\d+)\./)
    return levels >= 4 ? 'sdxl-refiner' : 'sdxl'
  }
  if (!attendsFirst) return undefined
  if (vector || classes) return 'sd21-unclip'
  return projection.length === 4 ? 'sd15' : 'sd21'
}
