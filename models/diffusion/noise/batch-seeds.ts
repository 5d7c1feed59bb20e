/** The seeds of a batch's images, and of their variations where there is one. */
export interface BatchSeeds {
  readonly seeds: number[]
  readonly variation?: { readonly seeds: number[]; readonly strength: number }
}

/**
 * A1111's numbering: image i has seed + i; with a variation every image keeps the seed and takes variation seed + i.
 * AUTOMATIC1111 modules/processing.py, process_images_inner.
 */
export function batchSeeds(seed: number, count: number, variation?: { seed: number; strength: number }): BatchSeeds {
  const rising = (from: number) => Array.from({ length: count }, (_, i) => from + i)
  if (variation === undefined || variation.strength === 0) return { seeds: rising(seed) }
  return {
    seeds: Array.from({ length: count }, () => seed),
    variation: { seeds: rising(variation.seed), strength: variation.strength },
  }
}
