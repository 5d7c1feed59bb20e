import { renamed, type WeightSource } from '../graph/weights.ts'
import { decoderName } from './transformers-names.ts'

/** A DPT in either naming, MiDaS' own or transformers' (with its backbone inside, or one of transformers' BEiTs), seen under MiDaS'. */
export function dptNames(source: WeightSource): WeightSource {
  if (source.info('dpt.embeddings.cls_token') !== undefined) {
    const hybrid = source.info('dpt.embeddings.projection.weight') !== undefined
    return renamed(source, (name) => {
      const theirs = transformersDptName(name, 'dpt.')
      // Behind convolutions the patches are single places, and their layer stands alone.
      return hybrid ? theirs?.replace('.patch_embeddings.projection.', '.projection.') : theirs
    })
  }
  if (source.info('backbone.embeddings.cls_token') !== undefined) {
    return renamed(source, (name) => transformersDptName(name, 'backbone.'))
  }
  return source
}

/** What transformers calls a tensor of MiDaS, whose backbone it puts behind that prefix. */
export function transformersDptName(name: string, backbone: string): string | undefined {
  const block = /^pretrained\.model\.blocks\.(\d+)\.(.+)$/.exec(name)
  if (block !== null) {
    const inner = blockNames.find(([own]) => block[2]!.startsWith(own))
    return inner && `${backbone}encoder.layer.${block[1]}.${inner[1]}${block[2]!.slice(inner[0].length)}`
  }
  const convolutions = /^pretrained\.model\.patch_embed\.backbone\.(.+)$/.exec(name)
  if (convolutions !== null) return `${backbone}embeddings.backbone.bit.${bitName(convolutions[1]!)}`
  const known = outerNames.find(([own]) => name.startsWith(own))
  if (known !== undefined) return backbone + known[1] + name.slice(known[0].length)
  const level = /^pretrained\.act_postprocess(\d)\.(0\.project\.0|3|4)\.(.+)$/.exec(name)
  if (level !== null) {
    const n = Number(level[1]) - 1
    const stage = 'neck.reassemble_stage'
    if (level[2] === '0.project.0') return `${stage}.readout_projects.${n}.0.${level[3]}`
    return `${stage}.layers.${n}.${level[2] === '3' ? 'projection' : 'resize'}.${level[3]}`
  }
  const head = /^scratch\.output_conv\.(\d)\.(.+)$/.exec(name)
  return head === null ? decoderName(name) : `head.head.${head[1]}.${head[2]}`
}

const outerNames: readonly (readonly [string, string])[] = [
  ['pretrained.model.cls_token', 'embeddings.cls_token'],
  ['pretrained.model.pos_embed', 'embeddings.position_embeddings'],
  ['pretrained.model.patch_embed.proj.', 'embeddings.patch_embeddings.projection.'],
]

const blockNames: readonly (readonly [string, string])[] = [
  ['norm1.', 'layernorm_before.'],
  ['norm2.', 'layernorm_after.'],
  ['attn.relative_position_bias_table', 'attention.attention.relative_position_bias.relative_position_bias_table'],
  ['attn.query', 'attention.attention.query'],
  ['attn.key', 'attention.attention.key'],
  ['attn.value', 'attention.attention.value'],
  ['attn.proj', 'attention.output.dense'],
  ['mlp.fc1.', 'intermediate.dense.'],
  ['mlp.fc2.', 'output.dense.'],
  ['gamma_', 'lambda_'],
]

function bitName(name: string): string {
  return name
    .replace(/^stem\.conv\./, 'embedder.convolution.')
    .replace(/^stem\.norm\./, 'embedder.norm.')
    .replace(/^stages\.(\d+)\.blocks\./, 'encoder.stages.$1.layers.')
}
