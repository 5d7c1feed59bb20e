import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Shapes = Record<string, number[]>

/** Names and shapes of a golden fixture of this folder's models. */
export function fixtureShapes(name: string): Shapes {
  const file = join(import.meta.dirname, '../golden/fixtures', `${name}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { tensors: Shapes }).tensors
}

/** The last biases are raised: else the ReLU behind them may blank the whole map. */
export const raisedBias = {
  'scratch.output_conv.4.bias': { s: 0.1, b: 1.5 },
  'core.core.scratch.output_conv.4.bias': { s: 0.1, b: 1.5 },
}

/** The tiny DPT of the fixture behind a ResNet of one block a stage: DPT-Hybrid in small. */
export function tinyHybrid(): Shapes {
  const shapes: Shapes = {}
  for (const [name, shape] of Object.entries(fixtureShapes('midas-dpt-original'))) {
    if (!/act_postprocess[12]\.|patch_embed\.proj\.weight/.test(name)) shapes[name] = shape
  }
  const backbone = 'pretrained.model.patch_embed.backbone'
  const norm = (name: string, width: number) => {
    shapes[`${name}.weight`] = [width]
    shapes[`${name}.bias`] = [width]
  }
  const layer = (name: string, n: string, out: number, into: number, side: number) => {
    shapes[`${name}.conv${n}.weight`] = [out, into, side, side]
    norm(`${name}.norm${n}`, out)
  }
  layer(`${backbone}.stem`, '', 32, 3, 7)
  for (const [stage, into] of [32, 64, 64].entries()) {
    const block = `${backbone}.stages.${stage}.blocks.0`
    shapes[`${block}.downsample.conv.weight`] = [64, into, 1, 1]
    norm(`${block}.downsample.norm`, 64)
    layer(block, '1', 32, into, 1)
    layer(block, '2', 32, 32, 3)
    layer(block, '3', 64, 32, 1)
  }
  shapes['pretrained.model.patch_embed.proj.weight'] = [48, 64, 1, 1]
  shapes['scratch.layer1_rn.weight'] = [32, 64, 3, 3]
  shapes['scratch.layer2_rn.weight'] = [32, 64, 3, 3]
  return shapes
}

/** The tiny ZoeDepth of the fixture with two heads and a router: ZoeDepth NK in small. */
export function tinyZoeNk(): Shapes {
  const shapes: Shapes = {}
  for (const [name, shape] of Object.entries(fixtureShapes('zoedepth-original'))) {
    const head = /^(seed_bin_regressor|attractors|conditional_log_binomial)\.(.+)$/.exec(name)
    if (head === null) {
      shapes[name] = shape
      continue
    }
    for (const domain of ['nyu', 'kitti']) {
      const plural = head[1] === 'seed_bin_regressor' ? 'seed_bin_regressors' : head[1]
      // The relative depth is not among what these heads look at: one channel less.
      const own = head[2] === 'mlp.0.weight' ? [shape[0]!, shape[1]! - 1, 1, 1] : shape
      shapes[`${plural}.${domain}.${head[2]}`] = own
    }
  }
  const layer = (name: string, out: number, ...into: number[]) => {
    shapes[`${name}.weight`] = [out, ...into]
    shapes[`${name}.bias`] = [out]
  }
  layer('patch_transformer.embedding_convPxP', 16, 32, 1, 1)
  for (const n of [0, 1]) {
    const name = `patch_transformer.transformer_encoder.layers.${n}`
    shapes[`${name}.self_attn.in_proj_weight`] = [48, 16]
    shapes[`${name}.self_attn.in_proj_bias`] = [48]
    layer(`${name}.self_attn.out_proj`, 16, 16)
    layer(`${name}.linear1`, 32, 16)
    layer(`${name}.linear2`, 16, 32)
    for (const norm of ['norm1', 'norm2']) layer(`${name}.${norm}`, 16)
  }
  layer('mlp_classifier.0', 16, 16)
  layer('mlp_classifier.2', 2, 16)
  return shapes
}

/** The same with bins that are shares of a range: ZoeDepth K in small, two numbers for each attractor. */
export function tinyZoeK(): Shapes {
  return Object.fromEntries(
    Object.entries(fixtureShapes('zoedepth-original')).map(([name, shape]) =>
      /^attractors\.\d\._net\.2\./.test(name) ? [name, [2 * shape[0]!, ...shape.slice(1)]] : [name, shape],
    ),
  )
}
