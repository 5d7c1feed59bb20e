/** A vector of length 1 in the same direction, so that a product is a cosine; zeros stay zeros. */
export function toUnitLength(vector: readonly number[] | Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length))
}
