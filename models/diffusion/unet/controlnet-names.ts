import { below, renamed, type WeightSource } from '../../graph/weights.ts'
import { unetNames } from './unet-names.ts'

/**
 * A ControlNet in the names of its first release (`control_model.input_hint_block.0.weight`) seen under diffusers' names
 * (`controlnet_cond_embedding.conv_in.weight`).
 */
export function controlNetNames(source: WeightSource): WeightSource {
  const inner = source.info(`${prefix}input_blocks.0.0.weight`) === undefined ? source : below(source, prefix)
  if (inner.info('input_hint_block.0.weight') === undefined) return inner
  const encoder = unetNames(inner)
  const last = hintLayers(inner) - 1
  const original = (name: string) => originalName(name, last)
  const own = renamed(inner, original)
  const pick = (name: string) => (original(name) === undefined ? encoder : own)
  return {
    names: () => inner.names(),
    info: (name) => pick(name).info(name),
    floats: (name) => pick(name).floats(name),
    locate: (name) => pick(name).locate(name),
  }
}

const prefix = 'control_model.'

/** Convolutions that bring the picture to the latent's size; SiLUs stand between them at the odd numbers. */
function hintLayers(source: WeightSource): number {
  let count = 0
  while (source.info(`input_hint_block.${2 * count}.weight`) !== undefined) count++
  return count
}

/** The name of what a ControlNet has beyond the U-Net's encoder; undefined for all else. */
function originalName(name: string, lastHint: number): string | undefined {
  const match = /^(controlnet_[a-z_]+)\.(.+)$/.exec(name)
  if (match === null) return undefined
  const [, part, rest] = match as unknown as [string, string, string]
  switch (part) {
    case 'controlnet_cond_embedding':
      return `input_hint_block.${rest
        .replace(/^conv_in\./, '0.')
        // Behind the last block the numbers go on with conv_out: no block has that one.
        .replace(/^blocks\.(\d+)\./, (_, n) => (Number(n) + 1 < lastHint ? `${2 * (Number(n) + 1)}.` : 'none.'))
        .replace(/^conv_out\./, `${2 * lastHint}.`)}`
    case 'controlnet_down_blocks':
      return `zero_convs.${rest.replace(/^(\d+)\./, '$1.0.')}`
    case 'controlnet_mid_block':
      return `middle_block_out.0.${rest}`
    default:
      return undefined
  }
}
