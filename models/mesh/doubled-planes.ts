import type { Graph, Tensor } from '../graph/graph.ts'

/** A transposed convolution of kernel and stride 2: [3, c, p, p] → [3, c', 2p, 2p]. */
export function doubledPlanes(g: Graph, x: Tensor, name: string): Tensor {
  const weight = g.weight(`${name}.weight`)
  const [planes, , height, width] = x.shape as readonly number[]
  const shape = [planes!, weight.shape[1]!, 2 * height!, 2 * width!]
  return g.add('ConvTranspose', [x, weight, g.weight(`${name}.bias`)], shape, {
    attributes: { kernel_shape: [2, 2], strides: [2, 2] },
  })
}
