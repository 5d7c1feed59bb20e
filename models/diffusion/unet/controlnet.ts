import { WorkspaceError } from '../../../base/error.ts'
import { times } from '../../graph/dimension.ts'
import type { Graph, Tensor } from '../../graph/graph.ts'
import { add, conv, silu } from '../../graph/layers.ts'
import { downBlock, midBlock, type UnetParameters, unetCondition } from './unet.ts'

/**
 * ControlNet (Zhang et al. 2023, arXiv:2302.05543): a copy of the U-Net's encoder that also sees a picture (edges, depth, a
 * pose …) and says what to add to the U-Net's skips. The same for SD 1.x, SD 2.x and SDXL, under the names of diffusers'
 * ControlNetModel (`controlnet-names.ts` reads the first release's). Inputs: those of the U-Net, and cond [b, 3, 8h, 8w] in
 * [0, 1]. Outputs, before any strength: down_residual_<n> and mid_residual, as the U-Net takes them.
 */
export function controlNet(g: Graph, parameters: UnetParameters): void {
  refuseRelatives(g)
  const inChannels = g.weight('conv_in.weight').shape[1] as number
  const sample = g.input('sample', ['batch', inChannels, 'height', 'width'])
  const condition = unetCondition(g, parameters)

  let x = add(g, conv(g, sample, 'conv_in', parameters), hint(g, parameters))
  const skips = [x]
  for (let level = 0; g.has(`down_blocks.${level}.resnets.0.conv1.weight`); level++) {
    x = downBlock(g, x, `down_blocks.${level}`, skips, { ...condition, heads: [condition.heads[level]!] })
  }
  x = midBlock(g, x, 'mid_block', { ...condition, heads: [condition.heads.at(-1)!] })

  skips.forEach((skip, n) => {
    g.output(`down_residual_${n}`, conv(g, skip, `controlnet_down_blocks.${n}`))
  })
  g.output('mid_residual', conv(g, x, 'controlnet_mid_block'))
}

/** The picture brought to the size and width of the latent's features: [b, 3, 8h, 8w] → [b, c, h, w]. */
function hint(g: Graph, { wrap }: UnetParameters): Tensor {
  const name = 'controlnet_cond_embedding'
  const blocks = []
  while (g.has(`${name}.blocks.${blocks.length}.weight`)) blocks.push(`${name}.blocks.${blocks.length}`)
  // Blocks come in pairs: one at this size, one that halves it.
  const factor = 2 ** Math.floor(blocks.length / 2)
  const colours = g.weight(`${name}.conv_in.weight`).shape[1] as number
  const cond = g.input('cond', ['batch', colours, times('height', factor), times('width', factor)])
  let x = silu(g, conv(g, cond, `${name}.conv_in`, { wrap }))
  blocks.forEach((block, n) => {
    x = silu(g, conv(g, x, block, { wrap, stride: n % 2 === 1 ? 2 : 1 }))
  })
  return conv(g, x, `${name}.conv_out`, { wrap })
}

/** What carries the same blocks but computes something else. */
function refuseRelatives(g: Graph): void {
  const relatives = [
    ['task_embedding', 'a ControlNet-Union'],
    ['control_add_embedding.linear_1.weight', 'a ControlNet-Union'],
    ['lora_controlnet', 'a Control-LoRA'],
  ] as const
  for (const [name, what] of relatives) {
    if (!g.has(name)) continue
    throw new WorkspaceError('bad-input', `This file is ${what}; only plain ControlNets can be run.`, {
      hint: 'Take the ControlNet that is made for one kind of picture: edges, depth, pose …',
    })
  }
}
