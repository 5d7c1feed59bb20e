import { times } from '../graph/dimension.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { conv } from '../graph/layers.ts'
import { enlarge, relu, unfold } from './dense-layers.ts'
import { type FusedFeatures, fusionDecoder } from './fusion-decoder.ts'
import { biasInputs, relativeBias } from './relative-bias.ts'
import { resnetStages } from './resnet-stages.ts'
import { classAndPatches, extraTokens, gridOfTokens, readout } from './tokens.ts'
import { transformerBlock } from './transformer-block.ts'

export interface DptOptions {
  readonly heads: number
  /** Blocks whose results the decoder takes: four, or two where the first two levels come from a ResNet. */
  readonly hooks: readonly number[]
  /** What the class token gives the patches where the checkpoint has no layer for it. */
  readonly readout?: 'ignore' | 'add'
  /** Of the transformer's norms. */
  readonly epsilon?: number
  /** Whether a ReLU ends it: all published ones have it. */
  readonly nonNegative?: boolean
  /** How the decoder's levels meet where they are not of twice the size: see `fusionDecoder`. */
  readonly grow?: 'to level' | 'twice'
}

/** What heads on a DPT look at. */
export interface DptFeatures extends FusedFeatures {
  /** Inverse relative depth [b, 1, h, w]. */
  readonly depth: Tensor
  /** The features before the last layer, at the same size. */
  readonly hidden: Tensor
}

/**
 * MiDaS' dense prediction transformers (Ranftl et al. 2021, arXiv:2103.13413; Birkl et al. 2023, arXiv:2307.14460; midas/dpt_depth.py in
 * isl-org/MiDaS) under their own names: a ViT, a ViT behind a ResNet, or BEiT. Inputs: image [b, 3, h, w] in [−1, 1], sides multiples of
 * 32; position [1, tokens, c] for a ViT, bias_size and bias_index for BEiT. Output: depth [b, 1, h, w].
 */
export function dpt(g: Graph, options: DptOptions): void {
  const image = g.input('image', ['batch', 3, 'height', 'width'])
  g.output('depth', dptFeatures(g, image, options).depth)
}

/** The same network in a graph that goes on. `below` is the prefix of its names. */
export function dptFeatures(
  g: Graph,
  image: Tensor,
  { nonNegative = true, grow = 'to level', ...options }: DptOptions,
  below = '',
): DptFeatures {
  const levels = dptLevels(g, image, options, below)
  g.cut()
  const fused = fusionDecoder(g, levels, `${below}scratch`, { grow })
  g.cut()
  const half = conv(g, fused.paths[3], `${below}scratch.output_conv.0`)
  const [, , h, w] = half.shape
  const whole = enlarge(g, half, 2, [times(h!, 2), times(w!, 2)])
  const hidden = relu(g, conv(g, whole, `${below}scratch.output_conv.2`))
  const last = conv(g, hidden, `${below}scratch.output_conv.4`)
  return { ...fused, hidden, depth: nonNegative ? relu(g, last) : last }
}

function dptLevels(
  g: Graph,
  image: Tensor,
  { heads, hooks, readout: otherwise = 'ignore', epsilon = 1e-6 }: Omit<DptOptions, 'nonNegative' | 'grow'>,
  below: string,
): [Tensor, Tensor, Tensor, Tensor] {
  const name = `${below}pretrained.model`
  const stages = g.has(`${name}.patch_embed.backbone.stem.conv.weight`)
    ? resnetStages(g, image, `${name}.patch_embed.backbone`)
    : []
  const { tokens, grid } = classAndPatches(g, stages.at(-1) ?? image, name, positionInput(g, name))
  const byWay = g.has(`${name}.blocks.0.attn.relative_position_bias_table`) ? biasInputs(g) : undefined
  const taken = stages.length > 0 ? stages.slice(0, 4 - hooks.length) : []
  let x = tokens
  for (let n = 0; n <= Math.max(...hooks); n++) {
    g.cut()
    const block = `${name}.blocks.${n}`
    const bias =
      byWay === undefined ? {} : { bias: relativeBias(g, `${block}.attn.relative_position_bias_table`, byWay) }
    x = transformerBlock(g, x, block, { heads, epsilon, ...bias })
    if (!hooks.includes(n)) continue
    const level = `${below}pretrained.act_postprocess${taken.length + 1}`
    const patches = readout(g, x, `${level}.0.project.0`, otherwise, extraTokens(g.source, name))
    taken.push(reassemble(g, gridOfTokens(g, patches, grid), level, taken.length))
  }
  return taken as [Tensor, Tensor, Tensor, Tensor]
}

function positionInput(g: Graph, name: string): Tensor | undefined {
  const stored = g.source.info(`${name}.pos_embed`)
  return stored === undefined ? undefined : g.input('position', [1, 'tokens', stored.shape[2]!])
}

/** A level at its own width: four times and twice as large as the grid, as large, and half. */
function reassemble(g: Graph, patches: Tensor, name: string, n: number): Tensor {
  const x = conv(g, patches, `${name}.3`)
  const [h, w] = [x.shape[2]!, x.shape[3]!]
  if (n === 3) return conv(g, x, `${name}.4`, { stride: 2 })
  return n === 2 ? x : unfold(g, x, `${name}.4`, n === 0 ? [times(h, 4), times(w, 4)] : [times(h, 2), times(w, 2)])
}
