import { renamed, type WeightSource } from '../../graph/weights.ts'

/** OpenCLIP's text tower (`transformer.resblocks.0.ln_1.weight`) seen under the names of transformers' CLIPTextModel. */
export function clipTextNames(source: WeightSource): WeightSource {
  return source.info('transformer.resblocks.0.ln_1.weight') === undefined ? source : renamed(source, openClipName)
}

function openClipName(name: string): string | undefined {
  const known = fixedNames[name]
  if (known !== undefined) return known
  const layer = /^text_model\.encoder\.layers\.(\d+)\.(.+)$/.exec(name)
  if (layer === null) return name
  const [, n, rest] = layer as unknown as [string, string, string]
  for (const [from, to] of parts) {
    if (rest.startsWith(from)) return `transformer.resblocks.${n}.${to}${rest.slice(from.length)}`
  }
  return undefined
}

const fixedNames: Readonly<Record<string, string>> = {
  'text_model.embeddings.token_embedding.weight': 'token_embedding.weight',
  'text_model.embeddings.position_embedding.weight': 'positional_embedding',
  'text_model.final_layer_norm.weight': 'ln_final.weight',
  'text_model.final_layer_norm.bias': 'ln_final.bias',
}

const parts: readonly (readonly [string, string])[] = [
  ['layer_norm1.', 'ln_1.'],
  ['layer_norm2.', 'ln_2.'],
  ['self_attn.in_proj_', 'attn.in_proj_'],
  ['self_attn.out_proj.', 'attn.out_proj.'],
  ['mlp.fc1.', 'mlp.c_fc.'],
  ['mlp.fc2.', 'mlp.c_proj.'],
]
