import { times } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { add, conv, sizeOf } from '../graph/layers.ts'
import { batchNorm, enlarge, interpolate, interpolateLike, relu } from './dense-layers.ts'

/** The features of a decoder, coarse to fine, for heads that look at more than the last. */
export interface FusedFeatures {
  /** The coarsest level's features at the decoder's width. */
  readonly bottom: Tensor
  /** What each of the four fusions gives, coarsest first; the last is what a depth head takes. */
  readonly paths: readonly [Tensor, Tensor, Tensor, Tensor]
}

/**
 * RefineNet's decoder as MiDaS and DPT have it (Lin et al. 2017, arXiv:1611.06612; Ranftl et al. 2021, arXiv:2103.13413): four
 * levels, finest first, brought to one width and fused from the coarsest up. `below` is the prefix of `scratch`. `grow` matters where
 * a side of the grid of patches is odd: what is fused is brought to the size of the next finer level, or made twice as large, and
 * that level brought to its size (transformers).
 */
export function fusionDecoder(
  g: Graph,
  levels: readonly [Tensor, Tensor, Tensor, Tensor],
  below = 'scratch',
  { grow = 'to level' }: { grow?: 'to level' | 'twice' } = {},
): FusedFeatures {
  const [l1, l2, l3, l4] = levels.map((level, n) => conv(g, level, `${below}.layer${n + 1}_rn`)) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ]
  const next = (level: Tensor) => (grow === 'twice' ? undefined : level)
  const p4 = fuse(g, `${below}.refinenet4`, l4, undefined, next(l3))
  g.cut()
  const p3 = fuse(g, `${below}.refinenet3`, p4, l3, next(l2))
  g.cut()
  const p2 = fuse(g, `${below}.refinenet2`, p3, l2, next(l1))
  g.cut()
  const p1 = fuse(g, `${below}.refinenet1`, p2, l1, undefined)
  return { bottom: l4, paths: [p4, p3, p2, p1] }
}

/** Adds a finer level, mixes, and enlarges to the size of the next finer level, or twice where none is given. */
function fuse(g: Graph, name: string, coarse: Tensor, level: Tensor | undefined, next: Tensor | undefined): Tensor {
  const sum =
    level === undefined ? coarse : add(g, coarse, residual(g, sizedLike(g, level, coarse), `${name}.resConfUnit1`))
  const mixed = residual(g, sum, `${name}.resConfUnit2`)
  const [, , h, w] = mixed.shape
  const large =
    next === undefined ? enlarge(g, mixed, 2, [times(h!, 2), times(w!, 2)]) : interpolateLike(g, mixed, next)
  return g.has(`${name}.out_conv.weight`) ? conv(g, large, `${name}.out_conv`) : large
}

/** At the size of what it is added to; nothing where that is known to be its own. */
function sizedLike(g: Graph, level: Tensor, coarse: Tensor): Tensor {
  const [high, wide] = [level.shape[2]!, level.shape[3]!]
  if (high === coarse.shape[2] && wide === coarse.shape[3]) return level
  return interpolate(g, level, sizeOf(g, coarse, 2, 4), [coarse.shape[2]!, coarse.shape[3]!], { keep: 'borders' })
}

/** x + conv(relu(conv(relu(x)))), each convolution normalised where the checkpoint says so. */
function residual(g: Graph, x: Tensor, name: string): Tensor {
  const step = (value: Tensor, n: 1 | 2) => {
    const y = conv(g, relu(g, value), `${name}.conv${n}`)
    return g.has(`${name}.bn${n}.weight`) ? batchNorm(g, y, `${name}.bn${n}`) : y
  }
  return add(g, step(step(x, 1), 2), x)
}
