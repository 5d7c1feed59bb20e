import { fixed, type Graph, type Tensor } from '../graph/graph.ts'
import {
  add,
  attention,
  concat,
  gelu,
  layerNorm,
  linear,
  reshape,
  slice,
  toSequence,
  transpose,
} from '../graph/layers.ts'

export interface VitOptions {
  readonly heads: number
  /** Side of the square pictures, in pixels. */
  readonly side: number
  /** What is done to the values of a block between its normalisation and what follows; nothing by default. */
  readonly modulate?: (x: Tensor, block: string, branch: 'attention' | 'mlp') => Tensor
}

/**
 * The Vision Transformer (Dosovitskiy et al. 2021, arXiv:2010.11929) under the names of transformers' ViTModel, DINO's ViT-B/16 among
 * them: image [b, 3, side, side] in [0, 1] → tokens [b, 1 + (side/patch)², channels], the class token first. The picture is brought to
 * ImageNet's mean and deviation here.
 */
export function visionTransformer(
  g: Graph,
  image: Tensor,
  prefix: string,
  { heads, side, modulate = (x) => x }: VitOptions,
): Tensor {
  let x = embed(g, normalise(g, image), `${prefix}embeddings`, side)
  for (let n = 0; g.has(`${prefix}encoder.layer.${n}.layernorm_before.weight`); n++) {
    const block = `${prefix}encoder.layer.${n}`
    const normal = modulate(layerNorm(g, x, `${block}.layernorm_before`, { epsilon }), block, 'attention')
    const [q, k, v] = ['query', 'key', 'value'].map((name) => linear(g, normal, `${block}.attention.attention.${name}`))
    x = add(g, x, linear(g, attention(g, q!, k!, v!, heads), `${block}.attention.output.dense`))
    const wide = modulate(layerNorm(g, x, `${block}.layernorm_after`, { epsilon }), block, 'mlp')
    x = add(g, x, linear(g, gelu(g, linear(g, wide, `${block}.intermediate.dense`)), `${block}.output.dense`))
    g.cut()
  }
  return layerNorm(g, x, `${prefix}layernorm`, { epsilon })
}

/** ViTConfig's layer_norm_eps. */
const epsilon = 1e-12

/** Mean and deviation of ImageNet's colours, as torchvision states them. */
function normalise(g: Graph, image: Tensor): Tensor {
  const perChannel = (values: readonly number[]) => reshape(g, g.constant(values), [3, 1, 1])
  const [mean, deviation] = [perChannel([-0.485, -0.456, -0.406]), perChannel([0.229, 0.224, 0.225])]
  return g.add('Div', [add(g, image, mean), deviation], image.shape)
}

/** Patches as tokens behind the class token, with where they lie. */
function embed(g: Graph, image: Tensor, name: string, side: number): Tensor {
  const projection = `${name}.patch_embeddings.projection`
  const weight = g.weight(`${projection}.weight`)
  const [channels, , patch] = weight.shape as readonly number[]
  const across = Math.floor(side / patch!)
  const [batch] = image.shape
  const patches = g.add('Conv', [image, weight, g.weight(`${projection}.bias`)], [batch!, channels!, across, across], {
    attributes: { kernel_shape: [patch!, patch!], strides: [patch!, patch!] },
  })
  // [b, c, n, n] → [b, n², c]
  const tokens = toSequence(g, patches)
  const first = [fixed(batch, 'The number of pictures'), 1, channels!]
  const classToken = g.add('Expand', [g.weight(`${name}.cls_token`), g.constant(first, { type: 'int64' })], first)
  return add(g, concat(g, [classToken, tokens], 1), positions(g, name, across))
}

/**
 * The trained positions [1, 1 + n², c], enlarged to another number of patches bicubically (a = −0.75), as ViTModel does with
 * interpolate_pos_encoding: by (across + 0.1)/n, which shifts them a little.
 */
function positions(g: Graph, name: string, across: number): Tensor {
  const stored = g.weight(`${name}.position_embeddings`)
  const [, tokens, channels] = stored.shape as readonly [number, number, number]
  const trained = Math.sqrt(tokens - 1)
  if (trained === across) return stored
  const grid = reshape(g, slice(g, stored, 1, 1, tokens), [1, trained, trained, channels])
  const scale = (across + 0.1) / trained
  // [1, n, n, c] → [1, c, n, n] → [1, c, across, across] → [1, across², c]
  const resized = g.add(
    'Resize',
    [transpose(g, grid, [0, 3, 1, 2]), undefined, g.constant([1, 1, scale, scale])],
    [1, channels, across, across],
    {
      attributes: {
        mode: 'cubic',
        cubic_coeff_a: { float: -0.75 },
        coordinate_transformation_mode: 'half_pixel',
      },
    },
  )
  return concat(g, [slice(g, stored, 1, 0, 1), toSequence(g, resized)], 1)
}

/** Heads of an attention where nothing states them: 64 channels each, as of every published model here. */
export function usualHeads(channels: number): number {
  return Math.max(1, Math.round(channels / 64))
}
