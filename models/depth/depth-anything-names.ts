import { renamed, type WeightSource } from '../graph/weights.ts'
import { decoderName } from './transformers-names.ts'

/** Depth Anything in either naming, its own or transformers', seen under its own. */
export function depthAnythingNames(source: WeightSource): WeightSource {
  return source.info('backbone.embeddings.cls_token') === undefined ? source : renamed(source, theirName)
}

function theirName(name: string): string | undefined {
  const block = /^pretrained\.blocks\.(\d+)\.(.+)$/.exec(name)
  if (block !== null) {
    const inner = blockNames.find(([own]) => block[2]!.startsWith(own))
    return inner === undefined
      ? undefined
      : `backbone.encoder.layer.${block[1]}.${inner[1]}${block[2]!.slice(inner[0].length)}`
  }
  const known = outerNames.find(([own]) => name.startsWith(own))
  if (known !== undefined) return known[1] + name.slice(known[0].length)
  const level = /^depth_head\.(projects|resize_layers)\.(\d)\.(.+)$/.exec(name)
  if (level !== null) {
    const part = level[1] === 'projects' ? 'projection' : 'resize'
    return `neck.reassemble_stage.layers.${level[2]}.${part}.${level[3]}`
  }
  return name.startsWith('depth_head.scratch.') ? decoderName(name.slice('depth_head.'.length)) : undefined
}

const outerNames: readonly (readonly [string, string])[] = [
  ['pretrained.cls_token', 'backbone.embeddings.cls_token'],
  ['pretrained.pos_embed', 'backbone.embeddings.position_embeddings'],
  ['pretrained.patch_embed.proj.', 'backbone.embeddings.patch_embeddings.projection.'],
  ['pretrained.norm.', 'backbone.layernorm.'],
  ['depth_head.scratch.output_conv1.', 'head.conv1.'],
  ['depth_head.scratch.output_conv2.0.', 'head.conv2.'],
  ['depth_head.scratch.output_conv2.2.', 'head.conv3.'],
]

const blockNames: readonly (readonly [string, string])[] = [
  ['norm', 'norm'],
  ['attn.query', 'attention.attention.query'],
  ['attn.key', 'attention.attention.key'],
  ['attn.value', 'attention.attention.value'],
  ['attn.proj', 'attention.output.dense'],
  ['ls1.gamma', 'layer_scale1.lambda1'],
  ['ls2.gamma', 'layer_scale2.lambda1'],
  ['mlp.w12', 'mlp.weights_in'],
  ['mlp.w3', 'mlp.weights_out'],
  ['mlp.', 'mlp.'],
]
