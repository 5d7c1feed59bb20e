import type { Graph, Tensor } from '../../graph/graph.ts'
import {
  add,
  attention,
  gelu,
  layerNorm,
  linear,
  linearWith,
  multiply,
  reshape,
  silu,
  split,
  transpose,
} from '../../graph/layers.ts'
import { doubledPlanes } from '../doubled-planes.ts'
import { usualHeads, visionTransformer } from '../vit.ts'
import type { InstantMeshConfig } from './instantmesh-config.ts'

/**
 * InstantMesh up to its triplane (Xu et al. 2024, arXiv:2404.07191; src/models/lrm_mesh.py in TencentARC/InstantMesh): DINO's tokens of
 * several views, each block of which is shifted and scaled by its camera, and a transformer of trained tokens that attend to all of
 * them. Inputs: images [v, 3, side, side] in [0, 1], cameras [v, 16]. Outputs: image_feats [1, v·t, d]; planes [3, c, 2p, 2p].
 */
export function instantMeshPlanes(
  g: Graph,
  config: InstantMeshConfig,
  { views, side }: { readonly views: number; readonly side: number },
): void {
  const images = g.input('images', [views, 3, side, side])
  const cameras = g.input('cameras', [views, 16])
  const hidden = silu(g, linear(g, cameras, 'encoder.camera_embedder.0'))
  // Every block begins with the same activation of it.
  const camera = silu(g, linear(g, hidden, 'encoder.camera_embedder.2'))
  const width = g.weight('encoder.model.layernorm.weight').shape[0] as number
  const tokens = visionTransformer(g, images, 'encoder.model.', {
    heads: config.vit.num_attention_heads ?? usualHeads(width),
    side,
    modulate: (x, block, branch) => modulated(g, x, camera, `${block}.adaLN_modulation.1`, branch),
  })
  // [v, t, d] → [1, v·t, d]
  const seen = reshape(g, tokens, [1, views * (tokens.shape[1] as number), width])
  g.output('image_feats', seen)
  g.output('planes', planesOf(g, seen, config.transformer_heads))
}

/** (1 + scale)·x + shift, a shift and a scale for each view and branch (adaptive layer normalisation; Peebles & Xie 2023, arXiv:2212.09748). */
function modulated(g: Graph, x: Tensor, camera: Tensor, name: string, branch: 'attention' | 'mlp'): Tensor {
  const [views, , width] = x.shape as readonly [number, number, number]
  // [v, 4·d] → shift and scale of the attention, shift and scale of the MLP
  const parts = split(g, linear(g, camera, name), 1, 4)
  const [shift, scale] = (branch === 'attention' ? parts.slice(0, 2) : parts.slice(2)).map((part) =>
    reshape(g, part, [views, 1, width]),
  )
  return add(g, multiply(g, x, add(g, scale!, g.constant(1))), shift!)
}

/** TriplaneTransformer: its trained positions [1, 3·p², d] attend to what is seen. */
function planesOf(g: Graph, seen: Tensor, stated: number | undefined): Tensor {
  let x = g.weight('transformer.pos_embed')
  const [, tokens, width] = x.shape as readonly [number, number, number]
  const heads = stated ?? usualHeads(width)
  for (let n = 0; g.has(`transformer.layers.${n}.norm1.weight`); n++) {
    x = block(g, x, seen, `transformer.layers.${n}`, heads)
    g.cut()
  }
  const normal = layerNorm(g, x, 'transformer.norm', { epsilon: 1e-6 })
  const side = Math.sqrt(tokens / 3)
  // [1, 3·p², d] → [3, p, p, d] → [3, d, p, p]
  const planes = transpose(g, reshape(g, normal, [3, side, side, width]), [0, 3, 1, 2])
  return doubledPlanes(g, planes, 'transformer.deconv')
}

function block(g: Graph, x: Tensor, seen: Tensor, name: string, heads: number): Tensor {
  const project = (from: Tensor, part: string) =>
    linearWith(g, from, g.weight(`${name}.cross_attn.${part}_proj_weight`))
  const cross = attention(
    g,
    project(layerNorm(g, x, `${name}.norm1`), 'q'),
    project(seen, 'k'),
    project(seen, 'v'),
    heads,
  )
  const told = add(g, x, linear(g, cross, `${name}.cross_attn.out_proj`))
  const normal = layerNorm(g, told, `${name}.norm2`)
  const width = x.shape.at(-1) as number
  // q, k and v are packed in one weight.
  const [q, k, v] = [0, 1, 2].map((n) => {
    const rows = [n * width, (n + 1) * width] as const
    return linearWith(g, normal, g.weight(`${name}.self_attn.in_proj_weight`, { rows }))
  })
  const turned = add(g, told, linear(g, attention(g, q!, k!, v!, heads), `${name}.self_attn.out_proj`))
  const wide = gelu(g, linear(g, layerNorm(g, turned, `${name}.norm3`), `${name}.mlp.0`))
  return add(g, turned, linear(g, wide, `${name}.mlp.3`))
}
