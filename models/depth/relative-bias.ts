import { plus, product } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { concat, reshape, transpose } from '../graph/layers.ts'
import type { Values } from '../graph/session.ts'
import { interpolate } from './dense-layers.ts'

/** What a graph with biases by relative position takes beside the picture. */
export interface BiasInputs {
  /** [2]: 2·rows − 1 and 2·columns − 1, how far apart two patches can be. */
  readonly size: Tensor
  /** [tokens, tokens]: for each pair of tokens its place in the table. */
  readonly index: Tensor
}

export function biasInputs(g: Graph): BiasInputs {
  return { size: g.input('bias_size', [2], 'int64'), index: g.input('bias_index', ['pairs', 'pairs'], 'int64') }
}

/**
 * What attention adds for the way from one patch to another, brought to the grid of this picture: BEiT's table (Bao et al. 2022,
 * arXiv:2106.08254) enlarged bilinearly, as MiDaS does it (midas/backbones/beit.py in isl-org/MiDaS). Its last three rows are of the
 * class token. → [1, heads, tokens, tokens]
 */
export function relativeBias(g: Graph, name: string, { size, index }: BiasInputs): Tensor {
  const [count, heads] = g.source.info(name)!.shape as readonly [number, number]
  const side = Math.sqrt(count - 3)
  // [side², heads] → [1, heads, side, side]
  const table = transpose(g, g.weight(name, { rows: [0, count - 3], shape: [1, side, side, heads] }), [0, 3, 1, 2])
  const large = interpolate(g, table, size, ['ways down', 'ways across'], { keep: 'borders' })
  // [1, heads, h, w] → [heads, h·w]
  const ways = reshape(g, large, [heads, -1], 'ways')
  const ofClass = transpose(g, g.weight(name, { rows: [count - 3, count] }), [1, 0])
  const whole = concat(g, [ways, ofClass], 1)
  const tokens = plus(1, product(['rows', 'columns']))
  const gathered = g.add('Gather', [whole, index], [heads, tokens, tokens], { attributes: { axis: 1 } })
  return g.add('Unsqueeze', [gathered, g.constant([0], { type: 'int64' })], [1, heads, tokens, tokens])
}

/** The values of `bias_size` and `bias_index` for a grid of patches. */
export function biasValues({ rows, columns }: { readonly rows: number; readonly columns: number }): {
  readonly bias_size: Values
  readonly bias_index: Values
} {
  const [down, across] = [2 * rows - 1, 2 * columns - 1]
  const tokens = rows * columns + 1
  const index = new BigInt64Array(tokens * tokens)
  const ways = down * across
  // From the class token, to it, and from it to itself.
  for (let token = 0; token < tokens; token++) {
    index[token] = BigInt(ways)
    index[token * tokens] = BigInt(ways + 1)
  }
  index[0] = BigInt(ways + 2)
  const places = Array.from({ length: ways }, (_, way) => BigInt(way))
  for (let from = 0; from < rows * columns; from++) {
    const [y, x] = [Math.floor(from / columns), from % columns]
    let at = (from + 1) * tokens + 1
    for (let otherY = 0; otherY < rows; otherY++) {
      const line = (y - otherY + rows - 1) * across + x + columns - 1
      for (let otherX = 0; otherX < columns; otherX++) index[at++] = places[line - otherX]!
    }
  }
  return {
    bias_size: { data: BigInt64Array.of(BigInt(down), BigInt(across)), shape: [2] },
    bias_index: { data: index, shape: [tokens, tokens] },
  }
}
