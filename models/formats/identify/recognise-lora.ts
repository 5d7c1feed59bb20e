import { architectureTitles } from './architecture-titles.ts'
import { defined } from './defined.ts'
import type { Architecture, Finding, Naming, Tensors } from './identity.ts'
import { countOf, hasName, shapeOf } from './names.ts'

/** A LoRA and its relatives: small matrices that are added to another model's weights. */
export function recogniseLora(tensors: Tensors, metadata: Readonly<Record<string, string>>): Finding | undefined {
  const method = methods.find(({ pattern }) => hasName(tensors, pattern))
  if (method === undefined) return undefined
  const byStructure = architectureOf(tensors)
  const architecture = byStructure ?? statedArchitecture(metadata)
  const down = shapeOf(tensors, /(?:lora_down|lora_A|lora\.down|_lora\.down)(?:\.\w+)?\.weight$/)
  const targets = [
    ...(hasName(tensors, /^(?:lora_unet|unet\.|transformer\.|diffusion_model\.|lora_transformer)/)
      ? ['the denoiser']
      : []),
    ...(hasName(tensors, /^(?:lora_te|text_encoder)/) ? ['the text encoder'] : []),
  ]
  const notes = [
    ...(targets.length > 0 ? [`it changes ${targets.join(' and ')}`] : []),
    ...(architecture === undefined ? ['nothing in it tells for which model it was made'] : []),
    ...(byStructure === undefined && architecture !== undefined
      ? ['its metadata tell for which model it was made']
      : []),
  ]
  const title = architecture === undefined ? 'an unknown model' : architectureTitles[architecture]
  return {
    kind: 'lora',
    naming: namingOf(tensors),
    what: `a ${method.title} for ${title}`,
    notes,
    ...defined({ architecture, rank: down?.[0] }),
  }
}

const methods: readonly { readonly title: string; readonly pattern: RegExp }[] = [
  { title: 'LoHa', pattern: /\.hada_w1_a$/ },
  { title: 'LoKr', pattern: /\.lokr_w1(?:_a)?$/ },
  { title: 'DoRA', pattern: /\.(?:dora_scale|lora_magnitude_vector(?:\.weight)?)$/ },
  { title: 'LoRA', pattern: /\.lora_(?:down|up|A|B)(?:\.\w+)?\.weight$|[._]lora\.(?:down|up)\.weight$/ },
]

function namingOf(tensors: Tensors): Naming {
  if (hasName(tensors, /^lora_(?:unet|te|transformer)\w*[_.]/)) return 'kohya'
  return hasName(tensors, /\.lora_[AB]\./) ? 'peft' : 'diffusers'
}

/** Dots and underscores alike, since kohya joins a module's path with underscores. */
const separator = '[._]'
const path = (...parts: readonly string[]) => new RegExp(parts.join(separator))

/**
 * By where it reaches: the double blocks of FLUX, the joint blocks of SD3; SDXL repeats transformer blocks within one
 * attention and attends at no full-resolution level, SD1 and SD2 the other way round. Those two differ in the form of
 * the projection around attention, and in the width that cross-attention reads.
 */
function architectureOf(tensors: Tensors): Architecture | undefined {
  const has = (...parts: readonly string[]) => hasName(tensors, path(...parts))
  if (has('(?:double|single)', 'blocks', '\\d') || has('single', 'transformer', 'blocks', '\\d')) return 'flux'
  if (has('joint', 'blocks', '\\d') || has('attn', 'add', '[qkv]', 'proj')) return 'sd3'
  if (hasName(tensors, /(?:attentions[._]\d+|block\w*_\d)[._]transformer_blocks[._][1-9]/)) return 'sdxl'
  if (hasName(tensors, /^lora_te[12]_|^text_encoder_2\./)) return 'sdxl'
  const firstLevel = has('down', 'blocks', '0', 'attentions') || has('input', 'blocks', '1', '1')
  const lastLevel = has('up', 'blocks', '3', 'attentions') || has('output', 'blocks', '(?:9|10|11)', '1')
  if (!firstLevel && !lastLevel) return bySdxlLevels(tensors)
  const projection = shapeOf(tensors, /proj_in\.(?:lora_down|lora_A|lora\.down)(?:\.\w+)?\.weight$/)
  if (projection !== undefined) return projection.length === 4 ? 'sd15' : 'sd21'
  return byWidth(tensors)
}

/** A LoRA that trained few layers: only SDXL has these in the form of the original UNet, or attends so at its middle levels. */
function bySdxlLevels(tensors: Tensors): Architecture | undefined {
  if (hasName(tensors, /^lora_unet_(?:input|output)_blocks_[4578]_1_transformer_blocks/)) return 'sdxl'
  return byWidth(tensors)
}

function byWidth(tensors: Tensors): Architecture | undefined {
  const context = shapeOf(
    tensors,
    /attn2[._](?:processor[._])?to_k(?:_lora)?\.(?:lora_down|lora_A|lora\.down|down)(?:\.\w+)?\.weight$/,
  )?.[1]
  if (context === 768) return 'sd15'
  if (context === 1024) return 'sd21'
  if (context === 2048) return 'sdxl'
  if (context === 1280) return 'sdxl-refiner'
  // CLIP ViT-L has 12 layers, and of OpenCLIP ViT-H SD2 uses 23.
  const layers = countOf(tensors, /^(?:lora_te|text_encoder)[._]text_model[._]encoder[._]layers[._](\d+)/)
  return layers > 12 ? 'sd21' : layers === 12 ? 'sd15' : undefined
}

/** Trainers write the base model: kohya `ss_base_model_version`, ModelSpec `modelspec.architecture`. */
function statedArchitecture(metadata: Readonly<Record<string, string>>): Architecture | undefined {
  const stated = `${metadata['ss_base_model_version'] ?? ''} ${metadata['modelspec.architecture'] ?? ''}`.toLowerCase()
  if (/sdxl|stable-diffusion-xl/.test(stated)) return stated.includes('refiner') ? 'sdxl-refiner' : 'sdxl'
  if (/sd_?v?3|stable-diffusion-3/.test(stated)) return 'sd3'
  if (/flux-?1|flux\.1/.test(stated)) return 'flux'
  if (/sd_?v?2|stable-diffusion-v2/.test(stated)) return 'sd21'
  return /sd_?v?1|stable-diffusion-v1/.test(stated) ? 'sd15' : undefined
}
