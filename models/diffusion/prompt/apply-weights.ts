/**
 * Multiplies each token's vector of a text encoder's output by its weight and brings the mean of all numbers back to what it
 * was ("Original" emphasis of AUTOMATIC1111, modules/sd_emphasis.py). In place; `hidden` is [tokens, width], one chunk.
 * `moveFromEmpty` is ComfyUI's way.
 */
export function applyWeights(hidden: Float32Array, weights: ArrayLike<number>): void {
  const width = hidden.length / weights.length
  let before = 0
  for (const value of hidden) before += value
  let after = 0
  for (let token = 0, i = 0; token < weights.length; token++) {
    for (let end = i + width; i < end; i++) {
      hidden[i]! *= weights[token]!
      after += hidden[i]!
    }
  }
  // All weights 1, or a mean of 0 that no factor can restore.
  if (after === before || after === 0) return
  const factor = before / after
  for (let i = 0; i < hidden.length; i++) hidden[i]! *= factor
}

/**
 * Moves each token's vector along the line from the vector that an empty prompt has at its place: 0 leaves that one, 1 the
 * token's own (comfy/sd1_clip.py, `encode_token_weights`). In place; both are [tokens, width], one chunk.
 */
export function moveFromEmpty(hidden: Float32Array, weights: ArrayLike<number>, empty: ArrayLike<number>): void {
  const width = hidden.length / weights.length
  for (let i = 0; i < hidden.length; i++) {
    const weight = weights[Math.floor(i / width)]!
    if (weight !== 1) hidden[i] = (hidden[i]! - empty[i]!) * weight + empty[i]!
  }
}
