/**
 * A U-Net's module under diffusers' name: what CompVis calls `input_blocks.4.1.proj_in` is `down_blocks.1.attentions.0.proj_in`.
 * The other way round from `unet-names.ts`. `layers`: how many ResNet blocks a level has. Other names stay as they are.
 */
export function diffusersUnetPath(path: string, layers: number): string {
  for (const [original, name] of fixedPaths) if (path === original) return name

  const middle = /^middle_block\.([012])\.(.+)$/.exec(path)
  if (middle !== null) {
    const [, n, rest] = middle as unknown as [string, string, string]
    return n === '1' ? `mid_block.attentions.0.${rest}` : `mid_block.resnets.${Number(n) / 2}.${resnetPath(rest)}`
  }
  const block = /^(input|output)_blocks\.(\d+)\.(\d)\.(.+)$/.exec(path)
  if (block === null) return path
  const [, side, number, part, rest] = block as unknown as [string, string, string, string, string]
  // conv_in is the first of the input blocks.
  const n = side === 'input' ? Number(number) - 1 : Number(number)
  const [level, layer] = [Math.floor(n / (layers + 1)), n % (layers + 1)]
  const name = `${side === 'input' ? 'down' : 'up'}_blocks.${level}`
  if (rest === 'op') return `${name}.downsamplers.0.conv`
  if (rest === 'conv') return `${name}.upsamplers.0.conv`
  return part === '0' ? `${name}.resnets.${layer}.${resnetPath(rest)}` : `${name}.attentions.${layer}.${rest}`
}

const fixedPaths: readonly (readonly [string, string])[] = [
  ['input_blocks.0.0', 'conv_in'],
  ['out.0', 'conv_norm_out'],
  ['out.2', 'conv_out'],
  ['time_embed.0', 'time_embedding.linear_1'],
  ['time_embed.2', 'time_embedding.linear_2'],
  ['label_emb.0.0', 'add_embedding.linear_1'],
  ['label_emb.0.2', 'add_embedding.linear_2'],
]

function resnetPath(rest: string): string {
  return resnetParts[rest] ?? rest
}

const resnetParts: Readonly<Record<string, string>> = {
  'in_layers.0': 'norm1',
  'in_layers.2': 'conv1',
  'emb_layers.1': 'time_emb_proj',
  'out_layers.0': 'norm2',
  'out_layers.3': 'conv2',
  skip_connection: 'conv_shortcut',
}
