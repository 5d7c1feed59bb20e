import type { Graph, Tensor } from '../graph/graph.ts'
import {
  add,
  attention,
  concat,
  conv,
  layerNorm,
  linear,
  linearWith,
  sizeOf,
  slice,
  toSequence,
} from '../graph/layers.ts'

import type { Values } from '../graph/session.ts'
import { relu } from './dense-layers.ts'

/** Heads of the router's attention: PatchTransformerEncoder's default, which no shape tells. */
const heads = 4

/**
 * Which of ZoeDepth NK's two heads a picture is for (zoedepth/models/layers/patch_transformer.py and zoedepth_nk_v1.py in
 * isl-org/ZoeDepth): the coarsest features as tokens behind an empty one, a transformer with norms behind its branches (Vaswani et
 * al. 2017, arXiv:1706.03762), and two layers. x [b, c, h, w] → [b, 2]: indoors (NYU), outdoors (KITTI). Input: router_position
 * [1, 1 + h·w, e].
 */
export function zoeRouter(g: Graph, x: Tensor): Tensor {
  const patches = toSequence(g, conv(g, x, 'patch_transformer.embedding_convPxP', { padding: 0 }))
  const [b, , width] = patches.shape as readonly [Tensor['shape'][number], Tensor['shape'][number], number]
  const shape = concat(g, [sizeOf(g, patches, 0, 1), g.constant([1, width], { type: 'int64' })], 0)
  const empty = g.add('Expand', [g.constant(0), shape], [b, 1, width])
  const position = g.input('router_position', [1, 'coarse tokens', width])
  const tokens = concat(g, [empty, patches], 1)
  let y = g.add('Add', [tokens, position], tokens.shape)
  for (let n = 0; g.has(`${layerName(n)}.linear1.weight`); n++) y = layer(g, y, layerName(n))
  const first = g.add('Squeeze', [slice(g, y, 1, 0, 1), g.constant([1], { type: 'int64' })], [b, width])
  return linear(g, relu(g, linear(g, first, 'mlp_classifier.0')), 'mlp_classifier.2')
}

function layerName(n: number): string {
  return `patch_transformer.transformer_encoder.layers.${n}`
}

function layer(g: Graph, x: Tensor, name: string): Tensor {
  const [q, k, v] = g.has(`${name}.self_attn.in_proj_weight`)
    ? packed(g, x, `${name}.self_attn.in_proj`)
    : (['query', 'key', 'value'].map((part) => linear(g, x, `${name}.self_attn.${part}`)) as [Tensor, Tensor, Tensor])
  const seen = linear(g, attention(g, q, k, v, heads), `${name}.self_attn.out_proj`)
  const middle = layerNorm(g, add(g, x, seen), `${name}.norm1`)
  const mixed = linear(g, relu(g, linear(g, middle, `${name}.linear1`)), `${name}.linear2`)
  return layerNorm(g, add(g, middle, mixed), `${name}.norm2`)
}

function packed(g: Graph, x: Tensor, name: string): [Tensor, Tensor, Tensor] {
  const width = x.shape.at(-1) as number
  return [0, 1, 2].map((n) => {
    const rows = [n * width, (n + 1) * width] as const
    return linearWith(g, x, g.weight(`${name}_weight`, { rows }), g.weight(`${name}_bias`, { rows }))
  }) as [Tensor, Tensor, Tensor]
}

/** Sines and cosines of each token's place in the row of all: [1, tokens, width]. */
export function routerPositions(tokens: number, width: number): Values {
  const data = new Float32Array(tokens * width)
  for (let i = 0; i < width / 2; i++) {
    const frequency = Math.exp((-2 * i * Math.log(10000)) / width)
    for (let token = 0; token < tokens; token++) {
      data[token * width + i] = Math.sin(token * frequency)
      data[token * width + width / 2 + i] = Math.cos(token * frequency)
    }
  }
  return { data, shape: [1, tokens, width] }
}
