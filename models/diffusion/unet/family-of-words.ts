import type { WeightSource } from '../../graph/weights.ts'

/** What the words' channels that a cross-attention reads tell of a U-Net, for people. */
export function familyOfWords(channels: number): string {
  return wordChannels[channels] ?? `a model whose words have ${channels} channels`
}

const wordChannels: Readonly<Record<number, string>> = {
  768: 'Stable Diffusion 1.x',
  1024: 'Stable Diffusion 2.x',
  1280: 'the SDXL refiner',
  2048: 'SDXL',
}

/** The channels of the words that a U-Net or ControlNet (under diffusers' names) reads; undefined without attention to words. */
export function wordChannelsOf(source: WeightSource): number | undefined {
  for (const block of ['down_blocks.0', 'down_blocks.1', 'down_blocks.2', 'mid_block']) {
    const shape = source.info(`${block}.attentions.0.transformer_blocks.0.attn2.to_k.weight`)?.shape
    if (shape !== undefined) return shape[1]
  }
  return undefined
}
