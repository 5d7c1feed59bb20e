/** The shapes of a tiny SRVGGNetCompact: `layers` convolutions of `features` channels between the first and the last one. */
export function tinySrvgg({ scale = 4, features = 4, layers = 1 } = {}): Record<string, number[]> {
  const tensors: Record<string, number[]> = {}
  const conv = (n: number, out: number, into: number) => {
    tensors[`body.${n}.weight`] = [out, into, 3, 3]
    tensors[`body.${n}.bias`] = [out]
  }
  for (let n = 0; n <= layers; n++) {
    conv(2 * n, features, n === 0 ? 3 : features)
    tensors[`body.${2 * n + 1}.weight`] = [features]
  }
  conv(2 * layers + 2, 3 * scale ** 2, features)
  return tensors
}
