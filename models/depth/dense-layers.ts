import type { Dimension } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { concat, sizeOf } from '../graph/layers.ts'

/*
 * Operators that networks for depth need beside those of models/graph/layers.ts. Pictures are [batch, channels, height, width].
 */

type Size = readonly [Dimension, Dimension]

/** A convolution of any stride and grouping; `to` is the size of its result, which a name stands for where it is not known. */
export function convolve(
  g: Graph,
  x: Tensor,
  name: string,
  { stride, padding = 0, groups = 1, to }: { stride: number; padding?: number | 'same'; groups?: number; to: Size },
): Tensor {
  const weight = g.weight(`${name}.weight`)
  const [out, , kernelY, kernelX] = weight.shape as readonly [number, number, number, number]
  const bias = g.has(`${name}.bias`) ? g.weight(`${name}.bias`) : undefined
  return g.add('Conv', [x, weight, bias], [x.shape[0]!, out, ...to], {
    attributes: {
      kernel_shape: [kernelY, kernelX],
      strides: [stride, stride],
      // TensorFlow's "same": as much on both sides, the odd pixel at the end.
      ...(padding === 'same' ? { auto_pad: 'SAME_UPPER' } : { pads: Array<number>(4).fill(padding) }),
      ...(groups === 1 ? {} : { group: groups }),
    },
  })
}

/** A transposed convolution whose kernel is as wide as its stride: each pixel becomes a patch. */
export function unfold(g: Graph, x: Tensor, name: string, to: Size): Tensor {
  const weight = g.weight(`${name}.weight`)
  const [, out, kernelY, kernelX] = weight.shape as readonly [number, number, number, number]
  return g.add('ConvTranspose', [x, weight, g.weight(`${name}.bias`)], [x.shape[0]!, out, ...to], {
    attributes: { kernel_shape: [kernelY, kernelX], strides: [kernelY, kernelX] },
  })
}

/** Bilinear, to the height and width of `like`. `corners`: the corner pixels' middles stay where they are. */
export function interpolateLike(g: Graph, x: Tensor, like: Tensor): Tensor {
  return interpolate(g, x, sizeOf(g, like, 2, 4), [like.shape[2]!, like.shape[3]!])
}

/** Bilinear, to a height and width [2] int64 of the graph, with the corners kept in place (torch's align_corners) or the borders. */
export function interpolate(
  g: Graph,
  x: Tensor,
  size: Tensor,
  to: Size,
  { keep = 'corners' }: { keep?: 'corners' | 'borders' } = {},
): Tensor {
  const sizes = concat(g, [sizeOf(g, x, 0, 2), size], 0)
  return g.add('Resize', [x, undefined, undefined, sizes], [x.shape[0]!, x.shape[1]!, ...to], {
    attributes: resizing(keep),
  })
}

/** Bilinear, `factor` times as high and wide. */
export function enlarge(
  g: Graph,
  x: Tensor,
  factor: number,
  to: Size,
  { keep = 'corners' }: { keep?: 'corners' | 'borders' } = {},
): Tensor {
  const scales = g.constant([1, 1, factor, factor])
  return g.add('Resize', [x, undefined, scales], [x.shape[0]!, x.shape[1]!, ...to], { attributes: resizing(keep) })
}

function resizing(keep: 'corners' | 'borders') {
  return { mode: 'linear', coordinate_transformation_mode: keep === 'corners' ? 'align_corners' : 'half_pixel' }
}

/** Batch normalisation with the statistics that the checkpoint keeps (Ioffe & Szegedy 2015, arXiv:1502.03167). */
export function batchNorm(g: Graph, x: Tensor, name: string, { epsilon = 1e-5 }: { epsilon?: number } = {}): Tensor {
  const parts = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => g.weight(`${name}.${part}`))
  return g.add('BatchNormalization', [x, ...parts], x.shape, { attributes: { epsilon: { float: epsilon } } })
}

export function relu(g: Graph, x: Tensor): Tensor {
  return g.add('Relu', [x], x.shape)
}
