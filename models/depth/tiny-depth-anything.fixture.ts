/** Names and shapes of a tiny Depth Anything V2 in its own naming: one head of 64, as many blocks as asked for. */
export function tinyDepthAnything({ blocks = 4, width = 64 } = {}): Record<string, number[]> {
  const tensors: Record<string, number[]> = {
    'pretrained.cls_token': [1, 1, width],
    'pretrained.pos_embed': [1, 17, width],
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
    layer(`${block}.mlp.fc1`, 2 * width, width)
    layer(`${block}.mlp.fc2`, width, 2 * width)
    tensors[`${block}.ls2.gamma`] = [width]
  }
  layer('pretrained.norm', width)
  const head = 'depth_head'
  for (const n of [0, 1, 2, 3]) layer(`${head}.projects.${n}`, 8, width, 1, 1)
  layer(`${head}.resize_layers.0`, 8, 8, 4, 4)
  layer(`${head}.resize_layers.1`, 8, 8, 2, 2)
  layer(`${head}.resize_layers.3`, 8, 8, 3, 3)
  for (const n of [1, 2, 3, 4]) {
    tensors[`${head}.scratch.layer${n}_rn.weight`] = [8, 8, 3, 3]
    layer(`${head}.scratch.refinenet${n}.out_conv`, 8, 8, 1, 1)
    for (const unit of [1, 2]) {
      for (const c of [1, 2]) layer(`${head}.scratch.refinenet${n}.resConfUnit${unit}.conv${c}`, 8, 8, 3, 3)
    }
  }
  layer(`${head}.scratch.output_conv1`, 4, 8, 3, 3)
  layer(`${head}.scratch.output_conv2.0`, 32, 4, 3, 3)
  layer(`${head}.scratch.output_conv2.2`, 1, 32, 1, 1)
  return tensors
}

/** Its last bias is raised: else the ReLU behind it may blank the whole map. */
export const tinyDepthAnythingRules = { 'depth_head.scratch.output_conv2.2.bias': { s: 0.1, b: 1.5 } }
