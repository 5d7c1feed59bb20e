import type { Pixels } from '../../../base/pixels.ts'
import { blurField } from '../maps/blur-field.ts'
import { squaredDistanceTo } from './distance-to.ts'

/** One channel: 255 is painted anew, 0 stays. */
export type Mask = Pixels & { readonly channels: 1 }

/** A mask from a rule for each pixel. */
export function maskWhere(
  { width, height }: { readonly width: number; readonly height: number },
  painted: (index: number) => boolean,
): Mask {
  const data = Uint8Array.from({ length: width * height }, (_, i) => (painted(i) ? 255 : 0))
  return { width, height, channels: 1, data }
}

export function invertMask(mask: Mask): Mask {
  return { ...mask, data: mask.data.map((value) => 255 - value) }
}

/** Larger by `pixels` in every direction, round at corners; smaller where it is negative. The border of the picture is none. */
export function growMask(mask: Mask, pixels: number): Mask {
  if (pixels === 0) return mask
  if (pixels < 0) return invertMask(growMask(invertMask(mask), -pixels))
  const { data } = squaredDistanceTo(mask, (i) => mask.data[i]! >= 128)
  return maskWhere(mask, (i) => data[i]! <= pixels * pixels)
}

/** A soft edge that reaches about `pixels` to either side: a blur of half that deviation. */
export function featherMask(mask: Mask, pixels: number): Mask {
  if (pixels === 0) return mask
  const { data } = blurField({ ...mask, data: Float32Array.from(mask.data) }, pixels / 2, 'mirror')
  return { ...mask, data: Uint8Array.from(data, (value) => Math.round(Math.min(255, Math.max(0, value)))) }
}
