import { fixed, type Graph, type Tensor } from '../../graph/graph.ts'
import { add, attention, cast, gelu, layerNorm, linear, linearWith, quickGelu, transpose } from '../../graph/layers.ts'

/**
 * The text encoder of CLIP (Radford et al. 2021, arXiv:2103.00020) under the names of transformers' CLIPTextModel: CLIP-L of
 * SD 1.x and SDXL, OpenCLIP ViT-H of SD 2.x and bigG of SDXL (`clip-text-names.ts` reads OpenCLIP's own names).
 */
export interface ClipTextParameters {
  readonly heads: number
  /** OpenAI's CLIP-L was trained with the quick approximation, OpenCLIP with the exact one. */
  readonly activation: 'quick-gelu' | 'gelu'
}

/**
 * Inputs: input_ids int64 [b, t]; injected [b, t, d] and injected_mask [b, t, 1]: where the mask is 1 the token's embedding is
 * replaced (textual inversion). Outputs, counted from the end as "clip skip" does: hidden_<n> [b, t, d] without and normed_<n>
 * with the final layer norm; pooled [b, d] (normed_1 at the end token, which has the highest id), and text_embeds [b, p] where
 * the checkpoint has a projection.
 */
export function clipText(g: Graph, { heads, activation }: ClipTextParameters): void {
  const ids = g.input('input_ids', ['batch', 'tokens'], 'int64')
  const table = g.weight('text_model.embeddings.token_embedding.weight')
  const channels = fixed(table.shape[1], 'The channels of a text encoder')
  const injected = g.input('injected', ['batch', 'tokens', channels])
  const mask = g.input('injected_mask', ['batch', 'tokens', 1])

  const looked = g.add('Gather', [table, ids], ['batch', 'tokens', channels])
  const replaced = cast(g, mask, 'bool')
  const tokens = g.add('Where', [replaced, injected, looked], looked.shape, { type: 'float32' })
  g.cut()
  let x = add(g, tokens, positions(g, ids, channels))

  const hidden: Tensor[] = []
  for (let n = 0; g.has(`text_model.encoder.layers.${n}.layer_norm1.weight`); n++) {
    const layer = `text_model.encoder.layers.${n}`
    if (n > 0) g.cut()
    x = add(g, x, selfAttention(g, layerNorm(g, x, `${layer}.layer_norm1`), `${layer}.self_attn`, heads))
    const wide = linear(g, layerNorm(g, x, `${layer}.layer_norm2`), `${layer}.mlp.fc1`)
    const active = activation === 'gelu' ? gelu(g, wide) : quickGelu(g, wide)
    x = add(g, x, linear(g, active, `${layer}.mlp.fc2`))
    hidden.unshift(x)
  }

  hidden.forEach((h, n) => {
    g.output(`hidden_${n + 1}`, h)
  })
  const normed = hidden.map((h) => layerNorm(g, h, 'text_model.final_layer_norm'))
  normed.forEach((h, n) => {
    g.output(`normed_${n + 1}`, h)
  })
  const pooled = atEndToken(g, normed[0]!, ids)
  g.output('pooled', pooled)
  const projected = project(g, pooled)
  if (projected !== undefined) g.output('text_embeds', projected)
}

/** Learned positions; a prompt shorter than the context takes the first ones. */
function positions(g: Graph, ids: Tensor, channels: number): Tensor {
  const table = g.weight('text_model.embeddings.position_embedding.weight')
  const zero = g.constant([0], { type: 'int64' })
  const length = g.add('Shape', [ids], [1], { type: 'int64', attributes: { start: 1, end: 2 } })
  return g.add('Slice', [table, zero, length, zero], ['tokens', channels])
}

/** Each token sees itself and those before it. OpenCLIP packs the three projections into one weight [q; k; v]. */
function selfAttention(g: Graph, x: Tensor, name: string, heads: number): Tensor {
  const channels = fixed(x.shape[2], 'The channels of a text encoder')
  const packed = g.has(`${name}.in_proj_weight`)
  const [q, k, v] = (['q_proj', 'k_proj', 'v_proj'] as const).map((part, n) => {
    if (!packed) return linear(g, x, `${name}.${part}`)
    const rows = [n * channels, (n + 1) * channels] as const
    return linearWith(g, x, g.weight(`${name}.in_proj_weight`, { rows }), g.weight(`${name}.in_proj_bias`, { rows }))
  }) as [Tensor, Tensor, Tensor]
  return linear(g, attention(g, q, k, v, heads, { causal: true }), `${name}.out_proj`)
}

/** [b, t, d] → [b, d] at the position of the highest id. */
function atEndToken(g: Graph, x: Tensor, ids: Tensor): Tensor {
  const end = g.add('ArgMax', [ids], ['batch', 1], { type: 'int64', attributes: { axis: -1, keepdims: 1 } })
  return g.add('GatherND', [x, end], ['batch', x.shape[2]!], { attributes: { batch_dims: 1 } })
}

/** transformers stores the projection as a linear layer [p, d], OpenCLIP as a matrix [d, p] without '.weight'. */
function project(g: Graph, pooled: Tensor): Tensor | undefined {
  if (g.has('text_projection.weight')) return linear(g, pooled, 'text_projection')
  if (!g.has('text_projection')) return undefined
  return linearWith(g, pooled, transpose(g, g.weight('text_projection'), [1, 0]))
}
