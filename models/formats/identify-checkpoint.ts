import { countElements, dtypeBytes } from './dtype.ts'
import { architectureTitles } from './identify/architecture-titles.ts'
import { defined } from './identify/defined.ts'
import { describeUnknown } from './identify/describe-unknown.ts'
import { formatSize } from './identify/format-size.ts'
import { distilledOf, predictionOf } from './identify/hints.ts'
import type { Described, Finding, Identity, Tensors } from './identify/identity.ts'
import { below, hasName } from './identify/names.ts'
import { recogniseControlnet } from './identify/recognise-controlnet.ts'
import { type Denoiser, recogniseDenoiser } from './identify/recognise-denoiser.ts'
import { recogniseDepth } from './identify/recognise-depth.ts'
import { recogniseEmbedding } from './identify/recognise-embedding.ts'
import { recogniseLora } from './identify/recognise-lora.ts'
import { recogniseMesh } from './identify/recognise-mesh.ts'
import { recognisePreview } from './identify/recognise-preview.ts'
import { recogniseTextEncoder } from './identify/recognise-text-encoder.ts'
import { recogniseUpscaler } from './identify/recognise-upscaler.ts'
import { recogniseVae } from './identify/recognise-vae.ts'

/**
 * Says what weights are, from the names and shapes of their tensors, metadata and configurations. Never reads weights.
 * What names and shapes do not tell (v prediction, Turbo, Lightning) comes with how it is known.
 */
export function identify(described: Described): Identity {
  const { tensors, metadata = {} } = described
  const finding = findPipeline(described) ?? findAlone(described, metadata) ?? describeUnknown(tensors)
  let sizeBytes = 0
  for (const { shape, dtype } of tensors.values()) sizeBytes += (countElements(shape) ?? 0) * dtypeBytes[dtype]
  const size = `${tensors.size} tensors, ${formatSize(sizeBytes)}`
  return {
    ...finding,
    tensorCount: tensors.size,
    sizeBytes,
    summary: `${capitalised(finding.what)} (${size})${finding.notes.map((note) => `; ${note}`).join('')}.`,
  }
}

/** Where the parts of a pipeline lie in a single file (CompVis, Stability, ComfyUI) and in a diffusers folder. */
const parts = {
  denoiser: ['model.diffusion_model.', 'unet/', 'transformer/'],
  vae: ['first_stage_model.', 'vae.', 'vae/'],
  textEncoder: [
    'cond_stage_model.',
    'conditioner.',
    'text_encoders.',
    'text_encoder/',
    'text_encoder_2/',
    'text_encoder_3/',
  ],
  controlnet: ['control_model.', 'controlnet/'],
} as const

/** A whole pipeline, or one part of it under a pipeline's names. */
function findPipeline(described: Described): Finding | undefined {
  const { tensors } = described
  const network = below(tensors, ...parts.denoiser)
  if (network.size === 0) {
    const alone = [
      recogniseControlnet(below(tensors, ...parts.controlnet)),
      recogniseVae(below(tensors, ...parts.vae)),
      recogniseTextEncoder(textEncoderOf(tensors)),
    ]
    return alone.find((finding) => finding !== undefined)
  }
  const denoiser = recogniseDenoiser(network)
  if (denoiser === undefined) return undefined
  const missing = [
    ...(below(tensors, ...parts.vae).size === 0 ? ['a VAE'] : []),
    ...(below(tensors, ...parts.textEncoder).size === 0 ? ['a text encoder'] : []),
  ]
  const isAlone = missing.length === 2
  return finishDenoiser(described, denoiser, {
    kind: isAlone ? 'unet' : 'checkpoint',
    naming: hasName(tensors, /^(?:unet|transformer)\//) ? 'diffusers' : 'single-file',
    notes: [
      ...(missing.length > 0 ? [`it lacks ${missing.join(' and ')}`] : []),
      // The first ControlNets came with all of Stable Diffusion in their file.
      ...(below(tensors, ...parts.controlnet).size > 0 ? ['it holds a ControlNet too'] : []),
    ],
  })
}

/** One network under its own names. */
function findAlone(described: Described, metadata: Readonly<Record<string, string>>): Finding | undefined {
  const { tensors } = described
  const found =
    recogniseLora(tensors, metadata) ??
    recogniseEmbedding(tensors) ??
    recogniseControlnet(tensors) ??
    recogniseVae(tensors) ??
    recognisePreview(tensors) ??
    recogniseUpscaler(tensors) ??
    recogniseDepth(tensors) ??
    recogniseMesh(tensors) ??
    recogniseTextEncoder(tensors)
  if (found !== undefined) {
    const distilled = found.kind === 'lora' ? distilledOf(described, found) : undefined
    return { ...found, ...defined({ distilled }) }
  }
  const denoiser = recogniseDenoiser(tensors)
  if (denoiser !== undefined) return finishDenoiser(described, denoiser, { kind: 'unet', notes: [] })
  if (hasName(tensors, /^model\.layers\.0\.self_attn\./) && hasName(tensors, /^model\.embed_tokens\./)) {
    return {
      kind: 'llm',
      naming: 'transformers',
      what: 'a language model in the layout of transformers',
      notes: ['language models are read as GGUF files'],
    }
  }
  return undefined
}

function finishDenoiser(
  described: Described,
  denoiser: Denoiser,
  { kind, naming = denoiser.naming, notes }: Pick<Finding, 'kind' | 'naming' | 'notes'>,
): Finding {
  const distilled = distilledOf(described, denoiser)
  const prediction = denoiser.prediction ?? predictionOf(described, { ...denoiser, ...defined({ distilled }) })
  const { architecture, inputChannels, contextDim } = denoiser
  const title =
    architecture === undefined ? 'a diffusion model that is not known here' : architectureTitles[architecture]
  const few = distilled === undefined ? '' : ` (${distilled.method}, for few steps)`
  const thing = kind === 'unet' ? 'the denoiser alone of ' : ''
  return {
    kind,
    what: `${thing}${title}${few}${inputKinds[`${architecture}:${inputChannels}`] ?? ''}`,
    notes: [...denoiser.notes, ...notes, ...predictionNote(prediction), ...distilledNote(distilled)],
    ...defined({ architecture, naming, inputChannels, contextDim, prediction, distilled }),
  }
}

const inputKinds: Readonly<Record<string, string>> = {
  'sd15:9': ' for inpainting',
  'sd21:9': ' for inpainting',
  'sdxl:9': ' for inpainting',
}

function predictionNote(prediction: Finding['prediction']): string[] {
  if (prediction?.certainty === 'name') return [`its name suggests ${prediction.value} prediction`]
  return prediction?.certainty === 'guess' && prediction.value === 'v'
    ? ['v prediction is a guess: nothing in the file tells it']
    : []
}

function distilledNote(distilled: Finding['distilled']): string[] {
  return distilled?.certainty === 'name' ? [`only its name says ${distilled.method}`] : []
}

/** Text encoders lie one or two levels below their part's name: `conditioner.embedders.1.model.`, `text_encoders.clip_l.`. */
function textEncoderOf(tensors: Tensors): Tensors {
  return below(
    below(tensors, ...parts.textEncoder),
    ...['transformer.', 'embedders.0.transformer.', 'embedders.0.model.', 'embedders.1.model.', 'clip_l.transformer.'],
    ...['clip_l.', 'clip_g.transformer.', 'clip_g.', 't5xxl.transformer.', 't5xxl.', 'model.', ''],
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
