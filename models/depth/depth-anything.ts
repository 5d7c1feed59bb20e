import { times } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { conv, layerNorm } from '../graph/layers.ts'
import { interpolateLike, relu, unfold } from './dense-layers.ts'
import { fusionDecoder } from './fusion-decoder.ts'
import { classAndPatches, gridOfTokens, readout } from './tokens.ts'
import { transformerBlock } from './transformer-block.ts'

export interface DepthAnythingOptions {
  readonly heads: number
  /** The blocks whose results the head takes. */
  readonly hooks: readonly number[]
  /** Of a network that was trained to say metres: what its sigmoid is multiplied with. */
  readonly maxMetres?: number
}

/** Of DINOv2's norms. */
const epsilon = 1e-6

/**
 * Depth Anything V2 (Yang et al. 2024, arXiv:2406.09414; depth_anything_v2/dpt.py in DepthAnything/Depth-Anything-V2): DINOv2 with
 * a DPT head. Inputs: image [b, 3, h, w], ImageNet's normalisation, sides multiples of 14; position [1, 1 + h/14·w/14, c].
 * Output: depth [b, 1, h, w], inverse and relative, or metres.
 */
export function depthAnything(g: Graph, { heads, hooks, maxMetres }: DepthAnythingOptions): void {
  const image = g.input('image', ['batch', 3, 'height', 'width'])
  const { tokens, grid } = classAndPatches(g, image, 'pretrained', g.input('position', [1, 'tokens', width(g)]))
  let x = tokens
  const taken: Tensor[] = []
  for (let n = 0; g.has(`pretrained.blocks.${n}.norm1.weight`); n++) {
    g.cut()
    x = transformerBlock(g, x, `pretrained.blocks.${n}`, { heads, epsilon })
    if (hooks.includes(n)) taken.push(layerNorm(g, x, 'pretrained.norm', { epsilon }))
  }
  g.cut()
  const levels = taken.map((level, n) => reassemble(g, level, grid, n))
  const { paths } = fusionDecoder(g, levels as [Tensor, Tensor, Tensor, Tensor], 'depth_head.scratch')
  g.cut()
  const half = conv(g, paths[3], 'depth_head.scratch.output_conv1')
  const whole = interpolateLike(g, half, image)
  const hidden = relu(g, conv(g, whole, 'depth_head.scratch.output_conv2.0'))
  const last = conv(g, hidden, 'depth_head.scratch.output_conv2.2')
  g.output('depth', maxMetres === undefined ? relu(g, last) : metres(g, last, maxMetres))
}

function width(g: Graph): number {
  return g.source.info('pretrained.pos_embed')!.shape[2]!
}

/** A level's tokens as a picture of its own width: four times and twice as large as the grid, as large, and half. */
function reassemble(g: Graph, tokens: Tensor, grid: Tensor, n: number): Tensor {
  const patches = gridOfTokens(g, readout(g, tokens, `depth_head.readout_projects.${n}.0`, 'ignore'), grid)
  const x = conv(g, patches, `depth_head.projects.${n}`)
  const [h, w] = [x.shape[2]!, x.shape[3]!]
  const name = `depth_head.resize_layers.${n}`
  if (n === 3) return conv(g, x, name, { stride: 2 })
  return n === 2 ? x : unfold(g, x, name, n === 0 ? [times(h, 4), times(w, 4)] : [times(h, 2), times(w, 2)])
}

function metres(g: Graph, x: Tensor, most: number): Tensor {
  return g.add('Mul', [g.add('Sigmoid', [x], x.shape), g.constant(most)], x.shape)
}
