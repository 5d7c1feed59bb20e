import type { LatentShape } from './latent-shape.ts'

/** Above this cosine the two lie so close that dividing by the angle's sine loses its digits. */
const nearlyParallel = 0.9995

/**
 * Spherical interpolation between two noises, which keeps their spread: `share` 0 is `low`, 1 is `high`. A1111 turns every column of
 * every channel by its own angle (its vectors lie along the height), so that is done here too. AUTOMATIC1111 modules/rng.py, slerp,
 * where nearly parallel noises are mixed the other way round; here they are mixed as meant.
 */
export function slerp(
  low: Float32Array,
  high: Float32Array,
  share: number,
  [channels, height, width]: LatentShape,
): Float32Array {
  const mixed = new Float32Array(low.length)
  for (let c = 0; c < channels; c++) {
    for (let x = 0; x < width; x++) {
      const at = (y: number) => (c * height + y) * width + x
      let dot = 0
      let lowSquare = 0
      let highSquare = 0
      for (let y = 0; y < height; y++) {
        dot += low[at(y)]! * high[at(y)]!
        lowSquare += low[at(y)]! ** 2
        highSquare += high[at(y)]! ** 2
      }
      const cosine = dot / Math.sqrt(lowSquare * highSquare)
      const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
      const parallel = Math.abs(cosine) > nearlyParallel
      const a = parallel ? 1 - share : Math.sin((1 - share) * angle) / Math.sin(angle)
      const b = parallel ? share : Math.sin(share * angle) / Math.sin(angle)
      for (let y = 0; y < height; y++) mixed[at(y)] = a * low[at(y)]! + b * high[at(y)]!
    }
  }
  return mixed
}
