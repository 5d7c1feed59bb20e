import { fixed, type Graph, type Tensor } from '../../graph/graph.ts'
import {
  add,
  attention,
  conv,
  groupNorm,
  linear,
  silu,
  slice,
  toPicture,
  toSequence,
  upsample,
  type Wrap,
} from '../../graph/layers.ts'

/**
 * The autoencoder between pictures and latents (Rombach et al. 2022, arXiv:2112.10752; Esser et al. 2021, arXiv:2012.09841)
 * under the names of diffusers' AutoencoderKL. FLUX's has the same blocks and no quant_conv.
 */
export interface AutoencoderParameters {
  readonly groups: number
  readonly wrap: Wrap
}

/** Input: image [b, 3, 8h, 8w] in [−1, 1]. Outputs: mean and logvar [b, c, h, w] of the latent, before any scaling factor. */
export function encoder(g: Graph, parameters: AutoencoderParameters): void {
  const colours = g.weight('encoder.conv_in.weight').shape[1] as number
  let x = conv(g, g.input('image', ['batch', colours, 'height', 'width']), 'encoder.conv_in', parameters)
  for (let level = 0; g.has(`encoder.down_blocks.${level}.resnets.0.conv1.weight`); level++) {
    const block = `encoder.down_blocks.${level}`
    x = resnets(g, x, block, parameters)
    if (g.has(`${block}.downsamplers.0.conv.weight`)) {
      // The reference pads right and below only, so that the stride starts at the first pixel.
      x = conv(g, x, `${block}.downsamplers.0.conv`, { stride: 2, padding: [0, 0, 1, 1], wrap: parameters.wrap })
    }
  }
  x = middle(g, x, 'encoder.mid_block', parameters)
  x = silu(g, groupNorm(g, x, 'encoder.conv_norm_out', { ...parameters, epsilon }))
  x = conv(g, x, 'encoder.conv_out', parameters)
  if (g.has('quant_conv.weight')) x = conv(g, x, 'quant_conv')
  const channels = fixed(x.shape[1], 'The channels of the moments') / 2
  g.output('mean', slice(g, x, 1, 0, channels))
  g.output('logvar', slice(g, x, 1, channels, 2 * channels))
}

/** Input: latent [b, c, h, w], already divided by the scaling factor. Output: image [b, 3, 8h, 8w], about [−1, 1], not clamped. */
export function decoder(g: Graph, parameters: AutoencoderParameters): void {
  const name = g.has('post_quant_conv.weight') ? 'post_quant_conv' : 'decoder.conv_in'
  let x = g.input('latent', ['batch', g.weight(`${name}.weight`).shape[1] as number, 'height', 'width'])
  if (g.has('post_quant_conv.weight')) x = conv(g, x, 'post_quant_conv')
  x = conv(g, x, 'decoder.conv_in', parameters)
  x = middle(g, x, 'decoder.mid_block', parameters)
  for (let level = 0; g.has(`decoder.up_blocks.${level}.resnets.0.conv1.weight`); level++) {
    const block = `decoder.up_blocks.${level}`
    x = resnets(g, x, block, parameters)
    if (g.has(`${block}.upsamplers.0.conv.weight`)) {
      x = conv(g, upsample(g, x), `${block}.upsamplers.0.conv`, parameters)
    }
  }
  x = silu(g, groupNorm(g, x, 'decoder.conv_norm_out', { ...parameters, epsilon }))
  g.output('image', conv(g, x, 'decoder.conv_out', parameters))
}

const epsilon = 1e-6

function resnets(g: Graph, x: Tensor, block: string, parameters: AutoencoderParameters): Tensor {
  for (let layer = 0; g.has(`${block}.resnets.${layer}.conv1.weight`); layer++) {
    x = resnet(g, x, `${block}.resnets.${layer}`, parameters)
  }
  return x
}

function middle(g: Graph, x: Tensor, name: string, parameters: AutoencoderParameters): Tensor {
  x = resnet(g, x, `${name}.resnets.0`, parameters)
  x = attend(g, x, `${name}.attentions.0`, parameters)
  return resnet(g, x, `${name}.resnets.1`, parameters)
}

function resnet(g: Graph, x: Tensor, name: string, { groups, wrap }: AutoencoderParameters): Tensor {
  let h = conv(g, silu(g, groupNorm(g, x, `${name}.norm1`, { groups, epsilon })), `${name}.conv1`, { wrap })
  h = conv(g, silu(g, groupNorm(g, h, `${name}.norm2`, { groups, epsilon })), `${name}.conv2`, { wrap })
  const skip = g.has(`${name}.conv_shortcut.weight`) ? conv(g, x, `${name}.conv_shortcut`) : x
  return add(g, skip, h)
}

/** One head over all pixels. */
function attend(g: Graph, x: Tensor, name: string, { groups }: AutoencoderParameters): Tensor {
  const h = toSequence(g, groupNorm(g, x, `${name}.group_norm`, { groups, epsilon }))
  const q = linear(g, h, `${name}.to_q`)
  const k = linear(g, h, `${name}.to_k`)
  const v = linear(g, h, `${name}.to_v`)
  return add(g, x, toPicture(g, linear(g, attention(g, q, k, v, 1), `${name}.to_out.0`), x))
}
