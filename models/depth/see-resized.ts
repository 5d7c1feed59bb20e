import type { Pixels } from '../../base/pixels.ts'
import type { SeeDepth } from './depth-handle.ts'
import { networkSize, type SizeRule } from './network-size.ts'
import { type PictureForm, pictureValues } from './picture-values.ts'
import { type Resampling, resampleGrid, resamplingTaps } from './resample.ts'

export interface SeeOptions {
  readonly rule: SizeRule
  readonly form: PictureForm
  /** How the network's answer is brought to the picture's size. */
  readonly back: Resampling
}

/** The picture at the network's size, its depth, and that at the picture's size: [height, width], row-major. */
export async function seeResized(
  pixels: Pixels,
  see: SeeDepth,
  { rule, form, back }: SeeOptions,
): Promise<Float32Array> {
  const { width, height, depth } = await see(pictureValues(pixels, networkSize(pixels, rule), form))
  return resampleGrid(
    { width, height, channels: 1, data: depth },
    resamplingTaps(width, pixels.width, back),
    resamplingTaps(height, pixels.height, back),
  )
}
