import { product } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { add, concat, gelu, linear, sizeOf, toPicture, toSequence } from '../graph/layers.ts'
import type { WeightSource } from '../graph/weights.ts'
import { convolve } from './dense-layers.ts'

/**
 * A picture as tokens: its patches behind the class token (and a distilled model's), with their positions added where there are
 * any. → tokens [b, extra + rows·columns, c], and the patches as a picture [b, c, rows, columns].
 */
export function classAndPatches(
  g: Graph,
  image: Tensor,
  name: string,
  position: Tensor | undefined,
): { tokens: Tensor; grid: Tensor } {
  const patch = g.source.info(`${name}.patch_embed.proj.weight`)!.shape[2]!
  const grid = convolve(g, image, `${name}.patch_embed.proj`, { stride: patch, to: ['rows', 'columns'] })
  const patches = toSequence(g, grid)
  const first = [`${name}.cls_token`, `${name}.dist_token`]
    .filter((each) => g.has(each))
    .map((each) => repeated(g, each, patches))
  const tokens = concat(g, [...first, patches], 1)
  if (position === undefined) return { tokens, grid }
  return { tokens: g.add('Add', [tokens, position], tokens.shape), grid }
}

/** A token [1, 1, c] for each picture of the batch. */
function repeated(g: Graph, name: string, like: Tensor): Tensor {
  const token = g.weight(name)
  const shape = concat(g, [sizeOf(g, like, 0, 1), g.constant([1, 1], { type: 'int64' })], 0)
  return g.add('Expand', [token, shape], [like.shape[0]!, 1, token.shape[2]!])
}

/**
 * The patches' tokens with what the class token says: nothing, added to each, or beside each through a layer of the checkpoint
 * (Ranftl et al. 2021, arXiv:2103.13413, section 3.1). A layer that is there is taken.
 */
export function readout(g: Graph, tokens: Tensor, layer: string, otherwise: 'ignore' | 'add', extra = 1): Tensor {
  const patches = from(g, tokens, extra)
  if (g.has(`${layer}.weight`)) {
    const shape = sizeOf(g, patches, 0, 3)
    const repeated = g.add('Expand', [first(g, tokens), shape], patches.shape)
    return gelu(g, linear(g, concat(g, [patches, repeated], 2), layer))
  }
  return otherwise === 'add' ? add(g, patches, first(g, tokens)) : patches
}

/** [b, rows·columns, c] → [b, c, rows, columns] */
export function gridOfTokens(g: Graph, tokens: Tensor, grid: Tensor): Tensor {
  return toPicture(g, tokens, grid)
}

const whole = (g: Graph, value: number) => g.constant([value], { type: 'int64' })

function first(g: Graph, tokens: Tensor): Tensor {
  return g.add('Slice', [tokens, whole(g, 0), whole(g, 1), whole(g, 1)], [tokens.shape[0]!, 1, tokens.shape[2]!])
}

function from(g: Graph, tokens: Tensor, extra: number): Tensor {
  // Behind the end of any sequence: ONNX takes what is there.
  const end = whole(g, 2 ** 31)
  const length = product(['rows', 'columns'])
  return g.add('Slice', [tokens, whole(g, extra), end, whole(g, 1)], [tokens.shape[0]!, length, tokens.shape[2]!])
}

/** The number of tokens before the patches. */
export function extraTokens({ info }: Pick<WeightSource, 'info'>, name: string): number {
  return info(`${name}.dist_token`) === undefined ? 1 : 2
}
