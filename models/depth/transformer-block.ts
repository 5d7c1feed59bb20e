import type { Graph, Tensor } from '../graph/graph.ts'
import { add, attention, gelu, layerNorm, linear, linearWith, multiply, silu, split } from '../graph/layers.ts'

export interface BlockOptions {
  readonly heads: number
  readonly epsilon: number
  /** Added to the scores of attention: [1, heads, tokens, tokens]. */
  readonly bias?: Tensor
}

/**
 * A block of a vision transformer (Dosovitskiy et al. 2021, arXiv:2010.11929) under timm's names, with the scales on its branches
 * that the checkpoint has: DINOv2's (Oquab et al. 2023, arXiv:2304.07193), BEiT's (Bao et al. 2022, arXiv:2106.08254), or none.
 * x [b, tokens, c] → the same.
 */
export function transformerBlock(g: Graph, x: Tensor, name: string, { heads, epsilon, bias }: BlockOptions): Tensor {
  const attended = selfAttention(g, layerNorm(g, x, `${name}.norm1`, { epsilon }), `${name}.attn`, heads, bias)
  const middle = add(g, x, scaled(g, attended, [`${name}.ls1.gamma`, `${name}.gamma_1`]))
  const mixed = feedForward(g, layerNorm(g, middle, `${name}.norm2`, { epsilon }), `${name}.mlp`)
  return add(g, middle, scaled(g, mixed, [`${name}.ls2.gamma`, `${name}.gamma_2`]))
}

function scaled(g: Graph, x: Tensor, names: readonly string[]): Tensor {
  const name = names.find((each) => g.has(each))
  return name === undefined ? x : multiply(g, x, g.weight(name))
}

function selfAttention(g: Graph, x: Tensor, name: string, heads: number, bias: Tensor | undefined): Tensor {
  const [q, k, v] = g.has(`${name}.qkv.weight`)
    ? packed(g, x, name)
    : (['query', 'key', 'value'].map((part) => linear(g, x, `${name}.${part}`)) as [Tensor, Tensor, Tensor])
  return linear(g, attention(g, q, k, v, heads, bias === undefined ? {} : { bias }), `${name}.proj`)
}

/** q, k and v out of the rows of one weight. BEiT's keys have no bias. */
function packed(g: Graph, x: Tensor, name: string): [Tensor, Tensor, Tensor] {
  const width = g.source.info(`${name}.qkv.weight`)!.shape[0]! / 3
  return [0, 1, 2].map((n) => {
    const rows = [n * width, (n + 1) * width] as const
    const own = ['q_bias', 'k_bias', 'v_bias'].map((part) => `${name}.${part}`)[n]!
    const bias = g.has(`${name}.qkv.bias`)
      ? g.weight(`${name}.qkv.bias`, { rows })
      : g.has(own)
        ? g.weight(own)
        : undefined
    return linearWith(g, x, g.weight(`${name}.qkv.weight`, { rows }), bias)
  }) as [Tensor, Tensor, Tensor]
}

function feedForward(g: Graph, x: Tensor, name: string): Tensor {
  // DINOv2's giant gates its hidden values: silu(a) · b (Shazeer 2020, arXiv:2002.05202).
  if (g.has(`${name}.w12.weight`)) {
    const [gate, value] = split(g, linear(g, x, `${name}.w12`), -1, 2) as [Tensor, Tensor]
    return linear(g, multiply(g, silu(g, gate), value), `${name}.w3`)
  }
  return linear(g, gelu(g, linear(g, x, `${name}.fc1`)), `${name}.fc2`)
}
