import type { Pixels } from '../../base/pixels.ts'
import type { Values } from '../graph/session.ts'
import { type Resampling, resampleGrid, resamplingTaps } from './resample.ts'

/** How a network's numbers are made of a picture's: (x − mean) / std of each channel, x in [0, 1]. */
export interface PictureForm {
  readonly mean: readonly [number, number, number]
  readonly std: readonly [number, number, number]
  readonly resampling: Resampling
  /** Resampled values are whole levels of 0 to 255 before they are normalised, as Pillow gives them. */
  readonly levels?: boolean
}

/** The statistics of ImageNet's pictures. */
export const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const
/** [0, 1] to [−1, 1]. */
export const centred = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const

/** An RGB picture at the size of the network: [1, 3, height, width]. */
export function pictureValues(
  pixels: Pixels,
  size: { readonly width: number; readonly height: number },
  { mean, std, resampling, levels = false }: PictureForm,
): Values {
  const level = (value: number) => Math.max(0, Math.min(255, Math.floor(value + 0.5)))
  const grid = resampleGrid(
    pixels,
    resamplingTaps(pixels.width, size.width, resampling),
    resamplingTaps(pixels.height, size.height, resampling),
    levels ? { between: level } : {},
  )
  const plane = size.width * size.height
  const data = new Float32Array(3 * plane)
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane; i++) {
      const value = grid[3 * i + c]!
      data[c * plane + i] = ((levels ? level(value) : value) / 255 - mean[c]!) / std[c]!
    }
  }
  return { data, shape: [1, 3, size.height, size.width] }
}
