import type { Graph, Tensor } from '../../graph/graph.ts'
import {
  add,
  attention,
  gelu,
  groupNorm,
  layerNorm,
  linear,
  multiply,
  reshape,
  split,
  transpose,
} from '../../graph/layers.ts'
import { doubledPlanes } from '../doubled-planes.ts'
import { usualHeads, visionTransformer } from '../vit.ts'
import type { TripoSrConfig } from './triposr-config.ts'

/**
 * TripoSR up to its triplane (Tochilkin et al. 2024, arXiv:2403.02151; tsr/system.py in VAST-AI-Research/TripoSR): DINO's tokens of the
 * picture, a transformer that turns trained tokens of three planes into the scene's while it attends to them, and a doubling of the
 * planes. Input: image [1, 3, side, side] in [0, 1]. Outputs: image_tokens [1, t, d]; scene_codes [3, c, 2p, 2p].
 */
export function tripoSrScene(g: Graph, config: TripoSrConfig): void {
  const side = config.cond_image_size
  const image = g.input('image', [1, 3, side, side])
  const width = g.weight('image_tokenizer.model.layernorm.weight').shape[0] as number
  const seen = visionTransformer(g, image, 'image_tokenizer.model.', {
    heads: config.vit.num_attention_heads ?? usualHeads(width),
    side,
  })
  g.output('image_tokens', seen)

  // [3, c, p, p] → [c, 3, p, p] → [1, c, 3·p²]
  const trained = g.weight('tokenizer.embeddings')
  const [planes, channels, plane] = trained.shape as readonly [number, number, number, number]
  const tokens = reshape(g, transpose(g, trained, [1, 0, 2, 3]), [1, channels, planes * plane * plane])
  const codes = backbone(g, tokens, seen, config.backbone)
  // [1, c, 3·p²] → [3, c, p, p]
  const back = transpose(g, reshape(g, codes, [channels, planes, plane, plane]), [1, 0, 2, 3])
  g.output('scene_codes', doubledPlanes(g, back, 'post_processor.upsample'))
}

/** Transformer1D: tokens [1, c, n] that attend to themselves and to what is seen [1, t, d]. */
function backbone(g: Graph, tokens: Tensor, seen: Tensor, config: TripoSrConfig['backbone']): Tensor {
  // The epsilon is Transformer1D's own.
  const normal = groupNorm(g, tokens, 'backbone.norm', { groups: config.norm_num_groups, epsilon: 1e-6 })
  // [1, c, n] → [1, n, c]
  let x = linear(g, transpose(g, normal, [0, 2, 1]), 'backbone.proj_in')
  const heads = config.num_attention_heads ?? usualHeads(x.shape.at(-1) as number)
  for (let n = 0; g.has(`backbone.transformer_blocks.${n}.norm1.weight`); n++) {
    x = transformerBlock(g, x, seen, `backbone.transformer_blocks.${n}`, heads)
    g.cut()
  }
  return add(g, tokens, transpose(g, linear(g, x, 'backbone.proj_out'), [0, 2, 1]))
}

function transformerBlock(g: Graph, x: Tensor, seen: Tensor, name: string, heads: number): Tensor {
  const own = layerNorm(g, x, `${name}.norm1`)
  const turned = add(g, x, attend(g, own, own, `${name}.attn1`, heads))
  const told = add(g, turned, attend(g, layerNorm(g, turned, `${name}.norm2`), seen, `${name}.attn2`, heads))
  // GEGLU (Shazeer 2020, arXiv:2002.05202): one half of the values gates the other.
  const [value, gate] = split(g, linear(g, layerNorm(g, told, `${name}.norm3`), `${name}.ff.net.0.proj`), 2, 2)
  return add(g, told, linear(g, multiply(g, value!, gelu(g, gate!)), `${name}.ff.net.2`))
}

function attend(g: Graph, x: Tensor, to: Tensor, name: string, heads: number): Tensor {
  const [q, k, v] = [linear(g, x, `${name}.to_q`), linear(g, to, `${name}.to_k`), linear(g, to, `${name}.to_v`)]
  return linear(g, attention(g, q, k, v, heads), `${name}.to_out.0`)
}
