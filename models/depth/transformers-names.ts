/** What transformers calls a tensor of DPT's decoder: `scratch.refinenet4.out_conv.weight` → `neck.fusion_stage.layers.0.projection.weight`. */
export function decoderName(name: string): string | undefined {
  const level = /^scratch\.layer(\d)_rn\.(.+)$/.exec(name)
  if (level !== null) return `neck.convs.${Number(level[1]) - 1}.${level[2]}`
  const fusion = /^scratch\.refinenet(\d)\.(.+)$/.exec(name)
  if (fusion === null) return undefined
  // Theirs are counted from the coarsest, which MiDaS calls the fourth.
  const at = `neck.fusion_stage.layers.${4 - Number(fusion[1])}`
  if (fusion[2]!.startsWith('out_conv.')) return `${at}.projection.${fusion[2]!.slice('out_conv.'.length)}`
  const unit = /^resConfUnit(\d)\.(conv|bn)(\d)\.(.+)$/.exec(fusion[2]!)
  if (unit === null) return undefined
  const kind = unit[2] === 'conv' ? 'convolution' : 'batch_norm'
  return `${at}.residual_layer${unit[1]}.${kind}${unit[3]}.${unit[4]}`
}
