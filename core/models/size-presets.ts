/** A size that a form offers. */
export interface SizePreset {
  readonly title: 'square' | 'portrait' | 'landscape' | 'tall' | 'wide'
  readonly width: number
  readonly height: number
}

/** SDXL's own training sizes (Podell et al. 2023, arXiv:2307.01952, appendix I). */
const large: readonly SizePreset[] = [
  { title: 'square', width: 1024, height: 1024 },
  { title: 'portrait', width: 832, height: 1216 },
  { title: 'landscape', width: 1216, height: 832 },
  { title: 'tall', width: 768, height: 1344 },
  { title: 'wide', width: 1344, height: 768 },
]

/** Latents are an eighth as large and are halved three times: what is no multiple of 64 is padded or refused. */
const grid = 64

/** Sizes in the usual shapes for a model that was trained on `size`. */
export function sizePresets({ width, height }: { width: number; height: number }): readonly SizePreset[] {
  const side = Math.min(width, height)
  if (side === 1024) return large
  // Smaller models repeat the subject when both sides grow: the short one stays.
  const times = (ratio: number) => Math.round((side * ratio) / grid) * grid
  return [
    { title: 'square', width: side, height: side },
    { title: 'portrait', width: side, height: times(1.5) },
    { title: 'landscape', width: times(1.5), height: side },
    { title: 'tall', width: side, height: times(1.75) },
    { title: 'wide', width: times(1.75), height: side },
  ]
}
