/*
 * The tensors of full-size checkpoints in the names of CompVis and Stability: what scripts/make-checkpoint.ts fills with random
 * numbers, so that speed and memory can be measured without anybody's weights.
 */

export type Shapes = Record<string, readonly number[]>

/** Stable Diffusion 1.5: CompVis/stable-diffusion configs/stable-diffusion/v1-inference.yaml. 1.066 billion values. */
export function sd15Shapes(): Shapes {
  return {
    ...unetShapes({ channels: [320, 640, 1280, 1280], depths: [1, 1, 1, 0], middle: 1, context: 768, linear: false }),
    ...autoencoderShapes(),
    ...clipShapes('cond_stage_model.transformer.', { width: 768, layers: 12, tokens: 49408 }),
  }
}

/** SDXL base 1.0: Stability-AI/generative-models configs/inference/sd_xl_base.yaml. 3.5 billion values. */
export function sdxlShapes(): Shapes {
  return {
    ...unetShapes({
      channels: [320, 640, 1280],
      depths: [0, 2, 10],
      middle: 10,
      context: 2048,
      linear: true,
      label: 2816,
    }),
    ...autoencoderShapes(),
    ...clipShapes('conditioner.embedders.0.transformer.', { width: 768, layers: 12, tokens: 49408 }),
    ...openClipShapes('conditioner.embedders.1.model.', { width: 1280, layers: 32, tokens: 49408 }),
  }
}

/** A U-Net under `model.diffusion_model.`: two ResNet blocks a level. */
export function unetShapes({
  channels,
  depths,
  middle,
  context,
  linear,
  label,
}: {
  channels: readonly number[]
  depths: readonly number[]
  middle: number
  context: number
  linear: boolean
  label?: number
}): Shapes {
  const shapes: Shapes = {}
  const at = (name: string) => `model.diffusion_model.${name}`
  const time = channels[0]! * 4
  const projection = (c: number) => (linear ? [c, c] : [c, c, 1, 1])
  const affine = (name: string, shape: readonly number[]) => {
    shapes[at(`${name}.weight`)] = shape
    shapes[at(`${name}.bias`)] = [shape[0]!]
  }
  const resnet = (name: string, from: number, to: number) => {
    affine(`${name}.in_layers.0`, [from])
    affine(`${name}.in_layers.2`, [to, from, 3, 3])
    affine(`${name}.emb_layers.1`, [to, time])
    affine(`${name}.out_layers.0`, [to])
    affine(`${name}.out_layers.3`, [to, to, 3, 3])
    if (from !== to) affine(`${name}.skip_connection`, [to, from, 1, 1])
  }
  const transformer = (name: string, c: number, depth: number) => {
    affine(`${name}.norm`, [c])
    affine(`${name}.proj_in`, projection(c))
    for (let n = 0; n < depth; n++) {
      const block = `${name}.transformer_blocks.${n}`
      for (const [attn, source] of [
        ['attn1', c],
        ['attn2', context],
      ] as const) {
        shapes[at(`${block}.${attn}.to_q.weight`)] = [c, c]
        shapes[at(`${block}.${attn}.to_k.weight`)] = [c, source]
        shapes[at(`${block}.${attn}.to_v.weight`)] = [c, source]
        affine(`${block}.${attn}.to_out.0`, [c, c])
      }
      affine(`${block}.ff.net.0.proj`, [8 * c, c])
      affine(`${block}.ff.net.2`, [c, 4 * c])
      for (const norm of ['norm1', 'norm2', 'norm3']) affine(`${block}.${norm}`, [c])
    }
    affine(`${name}.proj_out`, projection(c))
  }

  affine('time_embed.0', [time, channels[0]!])
  affine('time_embed.2', [time, time])
  if (label !== undefined) {
    affine('label_emb.0.0', [time, label])
    affine('label_emb.0.2', [time, time])
  }
  affine('input_blocks.0.0', [channels[0]!, 4, 3, 3])
  const skips = [channels[0]!]
  let current = channels[0]!
  let block = 1
  channels.forEach((c, level) => {
    for (let layer = 0; layer < 2; layer++, block++) {
      resnet(`input_blocks.${block}.0`, current, c)
      if (depths[level]! > 0) transformer(`input_blocks.${block}.1`, c, depths[level]!)
      current = c
      skips.push(c)
    }
    if (level < channels.length - 1) {
      affine(`input_blocks.${block++}.0.op`, [c, c, 3, 3])
      skips.push(c)
    }
  })
  resnet('middle_block.0', current, current)
  transformer('middle_block.1', current, middle)
  resnet('middle_block.2', current, current)
  block = 0
  for (let level = channels.length - 1; level >= 0; level--) {
    const c = channels[level]!
    for (let layer = 0; layer < 3; layer++, block++) {
      resnet(`output_blocks.${block}.0`, current + skips.pop()!, c)
      current = c
      const depth = depths[level]!
      if (depth > 0) transformer(`output_blocks.${block}.1`, c, depth)
      if (layer === 2 && level > 0) affine(`output_blocks.${block}.${depth > 0 ? 2 : 1}.conv`, [c, c, 3, 3])
    }
  }
  affine('out.0', [current])
  affine('out.2', [4, current, 3, 3])
  return shapes
}

function autoencoderShapes(): Shapes {
  const shapes: Shapes = {}
  const channels = [128, 256, 512, 512]
  const affine = (name: string, shape: readonly number[]) => {
    shapes[`first_stage_model.${name}.weight`] = shape
    shapes[`first_stage_model.${name}.bias`] = [shape[0]!]
  }
  const resnet = (name: string, from: number, to: number) => {
    affine(`${name}.norm1`, [from])
    affine(`${name}.conv1`, [to, from, 3, 3])
    affine(`${name}.norm2`, [to])
    affine(`${name}.conv2`, [to, to, 3, 3])
    if (from !== to) affine(`${name}.nin_shortcut`, [to, from, 1, 1])
  }
  const middle = (name: string) => {
    resnet(`${name}.block_1`, 512, 512)
    affine(`${name}.attn_1.norm`, [512])
    for (const part of ['q', 'k', 'v', 'proj_out']) affine(`${name}.attn_1.${part}`, [512, 512, 1, 1])
    resnet(`${name}.block_2`, 512, 512)
  }
  let current = 128
  affine('encoder.conv_in', [128, 3, 3, 3])
  channels.forEach((c, level) => {
    for (let n = 0; n < 2; n++) {
      resnet(`encoder.down.${level}.block.${n}`, current, c)
      current = c
    }
    if (level < 3) affine(`encoder.down.${level}.downsample.conv`, [c, c, 3, 3])
  })
  middle('encoder.mid')
  affine('encoder.norm_out', [512])
  affine('encoder.conv_out', [8, 512, 3, 3])
  affine('quant_conv', [8, 8, 1, 1])
  affine('post_quant_conv', [4, 4, 1, 1])
  affine('decoder.conv_in', [512, 4, 3, 3])
  middle('decoder.mid')
  current = 512
  for (let level = 3; level >= 0; level--) {
    for (let n = 0; n < 3; n++) {
      resnet(`decoder.up.${level}.block.${n}`, current, channels[level]!)
      current = channels[level]!
    }
    if (level > 0) affine(`decoder.up.${level}.upsample.conv`, [current, current, 3, 3])
  }
  affine('decoder.norm_out', [128])
  affine('decoder.conv_out', [3, 128, 3, 3])
  return shapes
}

interface TextSize {
  readonly width: number
  readonly layers: number
  readonly tokens: number
}

function clipShapes(prefix: string, { width, layers, tokens }: TextSize): Shapes {
  const shapes: Shapes = {
    [`${prefix}text_model.embeddings.token_embedding.weight`]: [tokens, width],
    [`${prefix}text_model.embeddings.position_embedding.weight`]: [77, width],
  }
  const affine = (name: string, shape: readonly number[]) => {
    shapes[`${prefix}text_model.${name}.weight`] = shape
    shapes[`${prefix}text_model.${name}.bias`] = [shape[0]!]
  }
  for (let n = 0; n < layers; n++) {
    const layer = `encoder.layers.${n}`
    for (const part of ['k_proj', 'v_proj', 'q_proj', 'out_proj']) affine(`${layer}.self_attn.${part}`, [width, width])
    affine(`${layer}.layer_norm1`, [width])
    affine(`${layer}.mlp.fc1`, [4 * width, width])
    affine(`${layer}.mlp.fc2`, [width, 4 * width])
    affine(`${layer}.layer_norm2`, [width])
  }
  affine('final_layer_norm', [width])
  return shapes
}

function openClipShapes(prefix: string, { width, layers, tokens }: TextSize): Shapes {
  const shapes: Shapes = {
    [`${prefix}positional_embedding`]: [77, width],
    [`${prefix}text_projection`]: [width, width],
    [`${prefix}token_embedding.weight`]: [tokens, width],
  }
  const affine = (name: string, shape: readonly number[], dot = '.') => {
    shapes[`${prefix}${name}${dot}weight`] = shape
    shapes[`${prefix}${name}${dot}bias`] = [shape[0]!]
  }
  for (let n = 0; n < layers; n++) {
    const layer = `transformer.resblocks.${n}`
    affine(`${layer}.ln_1`, [width])
    affine(`${layer}.attn.in_proj`, [3 * width, width], '_')
    affine(`${layer}.attn.out_proj`, [width, width])
    affine(`${layer}.ln_2`, [width])
    affine(`${layer}.mlp.c_fc`, [4 * width, width])
    affine(`${layer}.mlp.c_proj`, [width, 4 * width])
  }
  affine('ln_final', [width])
  return shapes
}
