import { WorkspaceError } from '../../../base/error.ts'
import { fixed, type Graph, type Tensor } from '../../graph/graph.ts'
import {
  add,
  attention,
  concat,
  conv,
  gelu,
  groupNorm,
  layerNorm,
  linear,
  multiply,
  reshape,
  silu,
  split,
  toPicture,
  toSequence,
  unary,
  upsampleTo,
  type Wrap,
} from '../../graph/layers.ts'

/**
 * The denoising U-Net of Stable Diffusion 1.x, 2.x and SDXL (Rombach et al. 2022, arXiv:2112.10752; Podell et al. 2023,
 * arXiv:2307.01952), under the names of diffusers' UNet2DConditionModel. How many blocks, layers and transformer blocks
 * there are is read off the names; only what no shape tells is a parameter.
 */
export interface UnetParameters {
  /** Attention heads of each level, from the outside in. */
  readonly heads: readonly number[]
  /** Groups of every group normalisation. */
  readonly groups: number
  /** SDXL's picture sizes: how many numbers (six; the refiner five) and the channels of each one's sinusoid (256). */
  readonly sizes: { readonly count: number; readonly channels: number }
  /** Seamless textures: convolutions see the other side of the picture. */
  readonly wrap: Wrap
  /** Whether a ControlNet's residuals are added: twelve or so inputs more. */
  readonly control: boolean
}

/** What conditions every block: the embedded time and the words. */
interface Condition extends UnetParameters {
  readonly time: Tensor
  readonly context: Tensor
}

/**
 * Inputs: sample [b, c, h, w], timestep [b], encoder_hidden_states [b, t, d]; SDXL also text_embeds [b, p] and time_ids [b, 6];
 * latent consistency models also timestep_cond [b, w]; with control also down_residual_<n> and mid_residual. Output: out [b, c, h, w].
 */
export function unet(g: Graph, parameters: UnetParameters): void {
  const inChannels = g.weight('conv_in.weight').shape[1] as number
  const sample = g.input('sample', ['batch', inChannels, 'height', 'width'])
  const condition = unetCondition(g, parameters)

  let x = conv(g, sample, 'conv_in', parameters)
  const skips = [x]
  g.cut()
  for (let level = 0; g.has(`down_blocks.${level}.resnets.0.conv1.weight`); level++) {
    x = downBlock(g, x, `down_blocks.${level}`, skips, { ...condition, heads: [condition.heads[level]!] })
  }
  x = midBlock(g, x, 'mid_block', { ...condition, heads: [condition.heads.at(-1)!] })

  if (parameters.control) {
    skips.forEach((skip, n) => {
      skips[n] = add(g, skip, g.input(`down_residual_${n}`, skip.shape))
    })
    x = add(g, x, g.input('mid_residual', x.shape))
  }

  for (let level = 0; g.has(`up_blocks.${level}.resnets.0.conv1.weight`); level++) {
    x = upBlock(g, x, `up_blocks.${level}`, skips, { ...condition, heads: [condition.heads.at(-1 - level)!] })
  }
  x = silu(g, groupNorm(g, x, 'conv_norm_out', parameters))
  g.output('out', conv(g, x, 'conv_out', parameters))
}

/** The inputs that say when and what: timestep and words, for SDXL also the pooled words and the picture's sizes. */
export function unetCondition(g: Graph, parameters: UnetParameters): Condition {
  const timestep = g.input('timestep', ['batch'])
  const channels = g.weight('time_embedding.linear_1.weight').shape[1] as number
  let time = embedding(g, withGuidance(g, sinusoid(g, timestep, channels)), 'time_embedding')
  if (g.has('add_embedding.linear_1.weight')) {
    // Each size is a sinusoid of its own; the pooled words have what is left. SDXL base: 1280 + 6·256 = 2816.
    const { count, channels: each } = parameters.sizes
    const words = (g.weight('add_embedding.linear_1.weight').shape[1] as number) - count * each
    const pooled = g.input('text_embeds', ['batch', words])
    const sizes = reshape(g, g.input('time_ids', ['batch', count]), [-1], `${count}*batch`)
    const sized = reshape(g, sinusoid(g, sizes, each), [-1, count * each], 'batch')
    time = add(g, time, embedding(g, concat(g, [pooled, sized], 1), 'add_embedding'))
  }
  const context = g.input('encoder_hidden_states', ['batch', 'tokens', contextSize(g)])
  // Every ResNet block begins with this SiLU.
  return { ...parameters, time: silu(g, time), context }
}

/** Latent consistency models are told the guidance they imitate (Luo et al. 2023, arXiv:2310.04378): added to the timestep's sinusoid. */
function withGuidance(g: Graph, time: Tensor): Tensor {
  if (!g.has('time_embedding.cond_proj.weight')) return time
  const channels = g.weight('time_embedding.cond_proj.weight').shape[1] as number
  const guidance = g.input('timestep_cond', ['batch', channels])
  return add(g, time, linear(g, guidance, 'time_embedding.cond_proj'))
}

/** The words' channels: what a cross-attention's keys are made of. */
function contextSize(g: Graph): number {
  const places = ['down_blocks.0', 'down_blocks.1', 'down_blocks.2', 'mid_block']
  for (const place of places) {
    const keys = g.source.info(`${place}.attentions.0.transformer_blocks.0.attn2.to_k.weight`)
    if (keys !== undefined) return keys.shape[1]!
  }
  throw new WorkspaceError('corrupt-file', 'This U-Net has no attention to words.')
}

/** cos and sin of t·10000^(−i/half) (Vaswani et al. 2017, arXiv:1706.03762, cosine first): [n] → [n, channels]. */
export function sinusoid(g: Graph, t: Tensor, channels: number): Tensor {
  const half = channels / 2
  const frequencies = Array.from({ length: half }, (_, i) => Math.exp((-Math.log(10000) * i) / half))
  const angles = multiply(g, reshape(g, t, [-1, 1], t.shape[0]), g.constant(frequencies))
  return concat(g, [unary(g, 'Cos', angles), unary(g, 'Sin', angles)], 1)
}

function embedding(g: Graph, x: Tensor, name: string): Tensor {
  return linear(g, silu(g, linear(g, x, `${name}.linear_1`)), `${name}.linear_2`)
}

/** ResNet blocks, each with a transformer where the level has them, then half the size; every result is kept for the way up. */
export function downBlock(g: Graph, x: Tensor, name: string, skips: Tensor[], condition: Condition): Tensor {
  for (let layer = 0; g.has(`${name}.resnets.${layer}.conv1.weight`); layer++) {
    x = resnet(g, x, `${name}.resnets.${layer}`, condition)
    x = optionalTransformer(g, x, `${name}.attentions.${layer}`, condition)
    skips.push(x)
    g.cut()
  }
  if (g.has(`${name}.downsamplers.0.conv.weight`)) {
    x = conv(g, x, `${name}.downsamplers.0.conv`, { ...condition, stride: 2 })
    g.cut()
    skips.push(x)
  }
  return x
}

export function midBlock(g: Graph, x: Tensor, name: string, condition: Condition): Tensor {
  x = resnet(g, x, `${name}.resnets.0`, condition)
  x = optionalTransformer(g, x, `${name}.attentions.0`, condition)
  g.cut()
  x = resnet(g, x, `${name}.resnets.1`, condition)
  g.cut()
  return x
}

function upBlock(g: Graph, x: Tensor, name: string, skips: Tensor[], condition: Condition): Tensor {
  for (let layer = 0; g.has(`${name}.resnets.${layer}.conv1.weight`); layer++) {
    x = resnet(g, concat(g, [x, skips.pop()!], 1), `${name}.resnets.${layer}`, condition)
    x = optionalTransformer(g, x, `${name}.attentions.${layer}`, condition)
    g.cut()
  }
  if (g.has(`${name}.upsamplers.0.conv.weight`)) {
    // Odd sizes were rounded up on the way down: the next skip says how large the level above is.
    x = conv(g, upsampleTo(g, x, skips.at(-1)!), `${name}.upsamplers.0.conv`, condition)
    g.cut()
  }
  return x
}

/** From so many channels on, the two convolutions of a ResNet block take 30 MB and more: they are loaded one by one. */
const wide = 640

/** He et al. 2016 with the time added between the two convolutions: [b, c, h, w] → [b, out, h, w]. */
function resnet(g: Graph, x: Tensor, name: string, { time, groups, wrap }: Condition): Tensor {
  let h = conv(g, silu(g, groupNorm(g, x, `${name}.norm1`, { groups })), `${name}.conv1`, { wrap })
  const channels = fixed(h.shape[1], 'The channels of a ResNet block')
  h = add(g, h, reshape(g, linear(g, time, `${name}.time_emb_proj`), [0, channels, 1, 1]))
  if (channels >= wide) g.cut()
  h = conv(g, silu(g, groupNorm(g, h, `${name}.norm2`, { groups })), `${name}.conv2`, { wrap })
  const skip = g.has(`${name}.conv_shortcut.weight`) ? conv(g, x, `${name}.conv_shortcut`) : x
  return add(g, skip, h)
}

function optionalTransformer(g: Graph, x: Tensor, name: string, condition: Condition): Tensor {
  if (!g.has(`${name}.proj_in.weight`)) return x
  g.cut()
  return transformer(g, x, name, condition)
}

/** The picture's pixels as a sequence, attending to each other and to the words. */
function transformer(g: Graph, x: Tensor, name: string, { context, heads, groups }: Condition): Tensor {
  let h = toSequence(g, groupNorm(g, x, `${name}.norm`, { groups, epsilon: 1e-6 }))
  h = linear(g, h, `${name}.proj_in`)
  for (let n = 0; g.has(`${name}.transformer_blocks.${n}.norm1.weight`); n++) {
    if (n > 0) g.cut()
    const block = `${name}.transformer_blocks.${n}`
    const self = layerNorm(g, h, `${block}.norm1`)
    h = add(g, h, attend(g, self, self, `${block}.attn1`, heads[0]!))
    h = add(g, h, attend(g, layerNorm(g, h, `${block}.norm2`), context, `${block}.attn2`, heads[0]!))
    h = add(g, h, feedForward(g, layerNorm(g, h, `${block}.norm3`), `${block}.ff`))
  }
  return add(g, x, toPicture(g, linear(g, h, `${name}.proj_out`), x))
}

function attend(g: Graph, x: Tensor, context: Tensor, name: string, heads: number): Tensor {
  const q = linear(g, x, `${name}.to_q`)
  const k = linear(g, context, `${name}.to_k`)
  const v = linear(g, context, `${name}.to_v`)
  return linear(g, attention(g, q, k, v, heads), `${name}.to_out.0`)
}

/** GEGLU (Shazeer 2020, arXiv:2002.05202): half of the wide layer gates the other half. */
function feedForward(g: Graph, x: Tensor, name: string): Tensor {
  const [value, gate] = split(g, linear(g, x, `${name}.net.0.proj`), -1, 2) as [Tensor, Tensor]
  return linear(g, multiply(g, value, gelu(g, gate)), `${name}.net.2`)
}
