/** Pictures as numbers, channel after channel: [channels, height, width]. */
export interface Planes {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: Float32Array<ArrayBuffer>
}

/**
 * A picture at another size by a triangle that is as wide as an output pixel where it gets smaller: torch's interpolate with
 * mode='bilinear', antialias=True, align_corners=False, which is Pillow's BILINEAR without rounding. The columns first, as there.
 */
export function resizeAntialiased(picture: Planes, width: number, height: number): Planes {
  const { channels, data } = picture
  const across = filterTaps(picture.width, width)
  const narrow = new Float32Array(channels * picture.height * width)
  for (let row = 0; row < channels * picture.height; row++) {
    for (let x = 0; x < width; x++) {
      const { from, weights } = across[x]!
      let sum = 0
      for (let n = 0; n < weights.length; n++) sum += weights[n]! * data[row * picture.width + from + n]!
      narrow[row * width + x] = sum
    }
  }
  const down = filterTaps(picture.height, height)
  const out = new Float32Array(channels * height * width)
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      const { from, weights } = down[y]!
      const [target, source] = [(c * height + y) * width, (c * picture.height + from) * width]
      for (let x = 0; x < width; x++) {
        let sum = 0
        for (let n = 0; n < weights.length; n++) sum += weights[n]! * narrow[source + n * width + x]!
        out[target + x] = sum
      }
    }
  }
  return { width, height, channels, data: out }
}

interface Taps {
  readonly from: number
  readonly weights: readonly number[]
}

/** For each output pixel the input pixels that it is a mean of (aten/src/ATen/native/cpu/UpSampleKernel.cpp of PyTorch). */
function filterTaps(into: number, out: number): Taps[] {
  const scale = into / out
  const support = Math.max(1, scale)
  return Array.from({ length: out }, (_, i) => {
    const centre = scale * (i + 0.5)
    const from = Math.max(0, Math.trunc(centre - support + 0.5))
    const to = Math.min(into, Math.trunc(centre + support + 0.5))
    const weights = Array.from({ length: to - from }, (_, n) =>
      Math.max(0, 1 - Math.abs((n + from - centre + 0.5) / support)),
    )
    const sum = weights.reduce((all, weight) => all + weight, 0)
    return { from, weights: weights.map((weight) => weight / sum) }
  })
}
