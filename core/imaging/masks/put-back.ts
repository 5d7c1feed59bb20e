import type { Pixels } from '../../../base/pixels.ts'
import { keepUnmasked } from '../../../models/diffusion/stable-diffusion/inpainting.ts'
import { cropPixels } from '../crop-pixels.ts'
import { resizePixels } from '../resize-pixels.ts'
import type { Area } from './area-of-mask.ts'

/** A picture of which only a part was painted. */
export interface Whole {
  readonly pixels: Pixels
  readonly mask: Pixels
  readonly area: Area
  /** Pixels over which the mask's edge is softened. */
  readonly maskBlur: number
}

/** The whole picture with the painted part in its place; what is not masked stays to the bit. */
export function putBack(painted: Pixels, { pixels, mask, area, maskBlur }: Whole): Pixels {
  const part = resizePixels(painted, area.width, area.height)
  const blended = keepUnmasked(part, cropPixels(pixels, area), cropPixels(mask, area), maskBlur)
  const channels = 3
  const data = new Uint8Array(pixels.width * pixels.height * channels)
  for (let i = 0; i < pixels.width * pixels.height; i++) {
    for (let c = 0; c < channels; c++) {
      data[channels * i + c] = pixels.data[pixels.channels * i + (pixels.channels === 1 ? 0 : c)]!
    }
  }
  const line = area.width * channels
  for (let y = 0; y < area.height; y++) {
    const to = ((area.top + y) * pixels.width + area.left) * channels
    data.set(blended.data.subarray(y * line, (y + 1) * line), to)
  }
  return { width: pixels.width, height: pixels.height, channels, data }
}
