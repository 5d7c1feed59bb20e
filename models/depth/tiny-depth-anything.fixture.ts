/** Names and shapes of a Depth Anything V2 in its own naming: unasked a tiny one with a single head of 64. */
export function tinyDepthAnything({
  blocks = 4,
  width = 64,
  hidden = 128,
  side = 4,
  levels = [8, 8, 8, 8],
  features = 8,
}: {
  blocks?: number
  width?: number
  hidden?: number
  side?: number
  levels?: readonly number[]
  features?: number
} = {}): Record<string, number[]> {
  const tensors: Record<string, number[]> = {
    'pretrained.cls_token': [1, 1, width],
    'pretrained.pos_embed': [1, 1 + side ** 2, width],
    'pretrained.mask_token': [1, width],
  }
  const layer = (name: string, ...shape: number[]) => {
    tensors[`${name}.weight`] = shape
    tensors[`${name}.bias`] = [shape[0]!]
  }
  layer('pretrained.patch_embed.proj', width, 3, 14, 14)
  for (let n = 0; n < blocks; n++) {
    const block = `pretrained.blocks.${n}`
    layer(`${block}.norm1`, width)
    layer(`${block}.attn.qkv`, 3 * width, width)
    layer(`${block}.attn.proj`, width, width)
    tensors[`${block}.ls1.gamma`] = [width]
    layer(`${block}.norm2`, width)
    layer(`${block}.mlp.fc1`, hidden, width)
    layer(`${block}.mlp.fc2`, width, hidden)
    tensors[`${block}.ls2.gamma`] = [width]
  }
  layer('pretrained.norm', width)
  const head = 'depth_head'
  for (const n of [0, 1, 2, 3]) layer(`${head}.projects.${n}`, levels[n]!, width, 1, 1)
  layer(`${head}.resize_layers.0`, levels[0]!, levels[0]!, 4, 4)
  layer(`${head}.resize_layers.1`, levels[1]!, levels[1]!, 2, 2)
  layer(`${head}.resize_layers.3`, levels[3]!, levels[3]!, 3, 3)
  for (const n of [1, 2, 3, 4]) {
    tensors[`${head}.scratch.layer${n}_rn.weight`] = [features, levels[n - 1]!, 3, 3]
    const fusion = `${head}.scratch.refinenet${n}`
    layer(`${fusion}.out_conv`, features, features, 1, 1)
    for (const unit of [1, 2]) {
      for (const c of [1, 2]) layer(`${fusion}.resConfUnit${unit}.conv${c}`, features, features, 3, 3)
    }
  }
  layer(`${head}.scratch.output_conv1`, features / 2, features, 3, 3)
  layer(`${head}.scratch.output_conv2.0`, 32, features / 2, 3, 3)
  layer(`${head}.scratch.output_conv2.2`, 1, 32, 1, 1)
  return tensors
}

/** Its last bias is raised: else the ReLU behind it may blank the whole map. */
export const tinyDepthAnythingRules = { 'depth_head.scratch.output_conv2.2.bias': { s: 0.1, b: 1.5 } }

/** Depth Anything V2 small at its full size (depth_anything_v2/dpt.py). */
export const depthAnythingSmall = {
  ...{ blocks: 12, width: 384, hidden: 1536, side: 37, features: 64 },
  levels: [48, 96, 192, 384],
}
