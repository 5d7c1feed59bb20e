import type { WeightSource } from '../graph/weights.ts'
import { dptPatch } from './dpt-inputs.ts'
import { extraTokens } from './tokens.ts'
import { blockCount, headsOfWidth, quarters } from './transformer-facts.ts'

/** What a DPT's names and shapes say of it. */
export interface DptFacts {
  readonly heads: number
  readonly hooks: readonly number[]
  /** Side of the pictures it was trained on. */
  readonly size: number
  readonly patch: number
  /** What attention keeps by the pair of tokens at that size, in bytes. */
  readonly tokenBytes: number
}

/** Undefined where the weights, under MiDaS' names behind `below`, are no DPT on a vision transformer. */
export function dptFacts(source: WeightSource, below = ''): DptFacts | undefined {
  const name = `${below}pretrained.model`
  const width = source.info(`${name}.cls_token`)?.shape[2]
  if (width === undefined || source.info(`${below}pretrained.act_postprocess4.3.weight`) === undefined) return undefined
  if (source.info(`${below}scratch.output_conv.4.weight`) === undefined) return undefined
  const patch = dptPatch(source, below)
  const blocks = blockCount(source, name)
  const hybrid = source.info(`${name}.patch_embed.backbone.stem.conv.weight`) !== undefined
  // The first two levels of the hybrid are its ResNet's; the others come from the ninth block and the last.
  const hooks = hybrid ? quarters(blocks).slice(2) : quarters(blocks)
  const ways = source.info(`${name}.blocks.0.attn.relative_position_bias_table`)?.shape
  if (ways !== undefined) {
    // (2·side − 1)² ways from one patch to another, and three of the class token.
    const side = (Math.sqrt(ways[0]! - 3) + 1) / 2
    return { heads: ways[1]!, hooks, size: side * patch, patch, tokenBytes: 12 * ways[1]! * (side ** 2 + 1) ** 2 }
  }
  const positions = source.info(`${name}.pos_embed`)?.shape[1]
  if (positions === undefined) return undefined
  const side = Math.sqrt(positions - extraTokens(source, name))
  return { heads: headsOfWidth(width), hooks, size: side * patch, patch, tokenBytes: 0 }
}
