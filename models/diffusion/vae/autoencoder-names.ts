import { renamed, type WeightSource } from '../../graph/weights.ts'

/**
 * An autoencoder in the names of CompVis and Stability (`decoder.up.3.block.0.norm1.weight`) seen under diffusers' names
 * (`decoder.up_blocks.0.resnets.0.norm1.weight`); also diffusers' older names of the attention.
 */
export function autoencoderNames(source: WeightSource): WeightSource {
  if (
    source.info('decoder.mid.block_1.norm1.weight') !== undefined ||
    source.info('encoder.mid.block_1.norm1.weight') !== undefined
  ) {
    return renamed(source, (name) => originalName(name, levels(source)))
  }
  if (source.info('decoder.mid_block.attentions.0.query.weight') !== undefined) return renamed(source, olderName)
  return source
}

/** Levels of size: the decoder counts them from the inside in diffusers and from the outside in the original. */
function levels(source: WeightSource): number {
  let count = 0
  while (
    source.info(`decoder.up.${count}.block.0.norm1.weight`) !== undefined ||
    source.info(`encoder.down.${count}.block.0.norm1.weight`) !== undefined
  )
    count++
  return count
}

function originalName(name: string, count: number): string {
  return name
    .replace(/^encoder\.down_blocks\.(\d+)\.resnets\.(\d+)\./, 'encoder.down.$1.block.$2.')
    .replace(/^encoder\.down_blocks\.(\d+)\.downsamplers\.0\./, 'encoder.down.$1.downsample.')
    .replace(
      /^decoder\.up_blocks\.(\d+)\.resnets\.(\d+)\./,
      (_, level, layer) => `decoder.up.${count - 1 - Number(level)}.block.${layer}.`,
    )
    .replace(
      /^decoder\.up_blocks\.(\d+)\.upsamplers\.0\./,
      (_, level) => `decoder.up.${count - 1 - Number(level)}.upsample.`,
    )
    .replace(/\.mid_block\.resnets\.(\d+)\./, (_, n) => `.mid.block_${Number(n) + 1}.`)
    .replace('.mid_block.attentions.0.', '.mid.attn_1.')
    .replace('.attn_1.group_norm.', '.attn_1.norm.')
    .replace(/\.attn_1\.to_([qkv])\./, '.attn_1.$1.')
    .replace('.attn_1.to_out.0.', '.attn_1.proj_out.')
    .replace('conv_norm_out.', 'norm_out.')
    .replace('.conv_shortcut.', '.nin_shortcut.')
}

function olderName(name: string): string {
  return name
    .replace('.to_q.', '.query.')
    .replace('.to_k.', '.key.')
    .replace('.to_v.', '.value.')
    .replace('.to_out.0.', '.proj_attn.')
}
