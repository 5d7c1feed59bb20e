/** Sizes of a TripoSR; by default those of the published one. */
export interface TripoSrSizes {
  readonly width?: number
  readonly seen?: number
  readonly visionLayers?: number
  readonly layers?: number
  readonly plane?: number
  readonly channels?: number
  readonly neurons?: number
  readonly hidden?: number
}

/** Names and shapes of a TripoSR checkpoint. */
export function tripoSrShapes({
  width = 1024,
  seen = 768,
  visionLayers = 12,
  layers = 16,
  plane = 32,
  channels = 40,
  neurons = 64,
  hidden = 9,
}: TripoSrSizes = {}): Record<string, number[]> {
  const tensors: Record<string, number[]> = {}
  const layer = (name: string, shape: number[], bias = shape[0]!) => {
    tensors[`${name}.weight`] = shape
    if (bias > 0) tensors[`${name}.bias`] = [bias]
  }
  const vision = 'image_tokenizer.model'
  tensors[`${vision}.embeddings.cls_token`] = [1, 1, seen]
  // 14 × 14 patches of 16 pixels, as DINO was trained.
  tensors[`${vision}.embeddings.position_embeddings`] = [1, 197, seen]
  layer(`${vision}.embeddings.patch_embeddings.projection`, [seen, 3, 16, 16])
  for (let n = 0; n < visionLayers; n++) {
    const block = `${vision}.encoder.layer.${n}`
    for (const part of ['query', 'key', 'value']) layer(`${block}.attention.attention.${part}`, [seen, seen])
    layer(`${block}.attention.output.dense`, [seen, seen])
    layer(`${block}.intermediate.dense`, [4 * seen, seen])
    layer(`${block}.output.dense`, [seen, 4 * seen])
    layer(`${block}.layernorm_before`, [seen])
    layer(`${block}.layernorm_after`, [seen])
  }
  layer(`${vision}.layernorm`, [seen])
  tensors['tokenizer.embeddings'] = [3, width, plane, plane]
  layer('backbone.norm', [width])
  for (const name of ['proj_in', 'proj_out']) layer(`backbone.${name}`, [width, width])
  for (let n = 0; n < layers; n++) {
    const block = `backbone.transformer_blocks.${n}`
    for (const [attention, from] of [
      ['attn1', width],
      ['attn2', seen],
    ] as const) {
      layer(`${block}.${attention}.to_q`, [width, width], 0)
      layer(`${block}.${attention}.to_k`, [width, from], 0)
      layer(`${block}.${attention}.to_v`, [width, from], 0)
      layer(`${block}.${attention}.to_out.0`, [width, width])
    }
    for (const norm of ['norm1', 'norm2', 'norm3']) layer(`${block}.${norm}`, [width])
    layer(`${block}.ff.net.0.proj`, [8 * width, width])
    layer(`${block}.ff.net.2`, [width, 4 * width])
  }
  layer('post_processor.upsample', [width, channels, 2, 2], channels)
  for (let n = 0; n <= hidden; n++) {
    layer(`decoder.layers.${2 * n}`, [n === hidden ? 4 : neurons, n === 0 ? 3 * channels : neurons])
  }
  return tensors
}
