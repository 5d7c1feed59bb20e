import { renamed, type WeightSource } from '../../graph/weights.ts'

/**
 * A U-Net (or the encoder half that a ControlNet copies) in the names of CompVis and Stability
 * (`input_blocks.4.1.proj_in.weight`), seen under diffusers' names (`down_blocks.1.attentions.0.proj_in.weight`).
 */
export function unetNames(source: WeightSource): WeightSource {
  if (source.info('input_blocks.0.0.weight') === undefined) return source
  return renamed(source, (name) => originalUnetName(name, layersPerBlock(source), source))
}

/** ResNet blocks of each level on the way down: the first downsampler stands behind them. */
function layersPerBlock(source: WeightSource): number {
  for (let n = 1; n < 16; n++) if (source.info(`input_blocks.${n}.0.op.weight`) !== undefined) return n - 1
  return 2
}

/** The module's name in the original layout; `layers` is the number of ResNet blocks a level has. */
export function originalUnetName(name: string, layers: number, source: Pick<WeightSource, 'info'>): string | undefined {
  for (const [pattern, original] of fixedNames)
    if (name.startsWith(pattern)) return original + name.slice(pattern.length)

  const down = /^down_blocks\.(\d+)\.(resnets|attentions|downsamplers)\.(\d+)\.(.+)$/.exec(name)
  if (down !== null) {
    const [, level, part, layer, rest] = down as unknown as [string, string, string, string, string]
    const block = 1 + Number(level) * (layers + 1)
    if (part === 'downsamplers') return `input_blocks.${block + layers}.0.op.${rest.replace(/^conv\./, '')}`
    // Behind a level's last layer the numbers go on with the next level.
    if (Number(layer) >= layers) return undefined
    return `input_blocks.${block + Number(layer)}.${part === 'resnets' ? `0.${resnetName(rest)}` : `1.${rest}`}`
  }
  const up = /^up_blocks\.(\d+)\.(resnets|attentions|upsamplers)\.(\d+)\.(.+)$/.exec(name)
  if (up !== null) {
    const [, level, part, layer, rest] = up as unknown as [string, string, string, string, string]
    const block = Number(level) * (layers + 1)
    if (part === 'upsamplers') {
      const last = `output_blocks.${block + layers}`
      // Behind the transformer where the level has one, in its place where it has none.
      return source.info(`${last}.2.conv.weight`) === undefined ? `${last}.1.${rest}` : `${last}.2.${rest}`
    }
    if (Number(layer) > layers) return undefined
    return `output_blocks.${block + Number(layer)}.${part === 'resnets' ? `0.${resnetName(rest)}` : `1.${rest}`}`
  }
  const mid = /^mid_block\.(resnets|attentions)\.(\d+)\.(.+)$/.exec(name)
  if (mid !== null) {
    const [, part, n, rest] = mid as unknown as [string, string, string, string]
    return part === 'resnets' ? `middle_block.${Number(n) * 2}.${resnetName(rest)}` : `middle_block.1.${rest}`
  }
  return undefined
}

const fixedNames: readonly (readonly [string, string])[] = [
  ['conv_in.', 'input_blocks.0.0.'],
  ['conv_norm_out.', 'out.0.'],
  ['conv_out.', 'out.2.'],
  ['time_embedding.linear_1.', 'time_embed.0.'],
  ['time_embedding.linear_2.', 'time_embed.2.'],
  ['time_embedding.cond_proj.', 'time_embed.cond_proj.'],
  ['add_embedding.linear_1.', 'label_emb.0.0.'],
  ['add_embedding.linear_2.', 'label_emb.0.2.'],
]

function resnetName(rest: string): string {
  const end = rest.lastIndexOf('.')
  return `${resnetParts[rest.slice(0, end)] ?? rest.slice(0, end)}.${rest.slice(end + 1)}`
}

const resnetParts: Readonly<Record<string, string>> = {
  norm1: 'in_layers.0',
  conv1: 'in_layers.2',
  time_emb_proj: 'emb_layers.1',
  norm2: 'out_layers.0',
  conv2: 'out_layers.3',
  conv_shortcut: 'skip_connection',
}
