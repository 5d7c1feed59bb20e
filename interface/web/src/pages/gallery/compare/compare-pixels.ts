/** How far two pictures of the same size are apart, in 8-bit steps of a colour channel. */
export interface PixelDifference {
  /** The largest difference of any channel of any pixel. */
  readonly most: number
  readonly mean: number
  /** Share of the pixels that differ at all, in [0, 1]. */
  readonly changed: number
  /** Peak signal-to-noise ratio in dB over red, green and blue; infinite when they are the same. */
  readonly psnr: number
}

/** Compares RGBA pixels; transparency counts as a channel for `changed` and `most`. Throws RangeError when the lengths differ. */
export function comparePixels(a: Uint8ClampedArray, b: Uint8ClampedArray): PixelDifference {
  if (a.length !== b.length) throw new RangeError(`${a.length} bytes against ${b.length}`)
  let most = 0
  let sum = 0
  let squares = 0
  let changed = 0
  for (let at = 0; at < a.length; at += 4) {
    let pixel = Math.abs(a[at + 3]! - b[at + 3]!)
    for (let channel = at; channel < at + 3; channel++) {
      const difference = Math.abs(a[channel]! - b[channel]!)
      sum += difference
      squares += difference * difference
      if (difference > pixel) pixel = difference
    }
    if (pixel > most) most = pixel
    if (pixel > 0) changed++
  }
  const pixels = a.length / 4
  return {
    most,
    mean: sum / (3 * pixels),
    changed: changed / pixels,
    psnr: squares === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((255 * 255 * 3 * pixels) / squares),
  }
}

/** The difference as an opaque picture: each channel's distance, times `gain`. */
export function differencePicture(
  a: Uint8ClampedArray,
  b: Uint8ClampedArray,
  gain: number,
): Uint8ClampedArray<ArrayBuffer> {
  const picture = new Uint8ClampedArray(a.length)
  for (let at = 0; at < a.length; at += 4) {
    for (let channel = at; channel < at + 3; channel++) {
      picture[channel] = Math.abs(a[channel]! - b[channel]!) * gain
    }
    picture[at + 3] = 255
  }
  return picture
}
