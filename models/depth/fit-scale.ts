/**
 * The scale and shift that bring `values` closest to `reference` (least squares: Ranftl et al. 2020, arXiv:1907.01341, section 5).
 * Undefined where no scale above 0 does.
 */
export function fitScaleAndShift(
  values: Float32Array,
  reference: Float32Array,
): { readonly scale: number; readonly shift: number } | undefined {
  let [meanX, meanY] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    meanX += values[i]!
    meanY += reference[i]!
  }
  meanX /= values.length
  meanY /= values.length
  let [xx, xy] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    const x = values[i]! - meanX
    xx += x * x
    xy += x * (reference[i]! - meanY)
  }
  // A flat window says nothing but its place: the reference's own mean.
  if (xx === 0) return { scale: 1, shift: meanY - meanX }
  const scale = xy / xx
  return scale > 0 ? { scale, shift: meanY - scale * meanX } : undefined
}
