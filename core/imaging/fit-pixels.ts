import type { Pixels } from '../../base/pixels.ts'
import { cropPixels } from './crop-pixels.ts'
import type { Fit } from './diffusion-fields.ts'
import { resizePixels } from './resize-pixels.ts'

/**
 * A picture at `width` × `height`: stretched to it, cut to its shape in the middle, or whole in the middle with its edges
 * carried on to both sides.
 */
export function fitPixels(pixels: Pixels, width: number, height: number, fit: Exclude<Fit, 'exact'>): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels
  switch (fit) {
    case 'stretch':
      return resizePixels(pixels, width, height)
    case 'crop': {
      const part = largestPart(pixels, width / height)
      return resizePixels(cropPixels(pixels, part), width, height)
    }
    case 'pad': {
      const scale = Math.min(width / pixels.width, height / pixels.height)
      const inner = resizePixels(pixels, side(pixels.width * scale, width), side(pixels.height * scale, height))
      return carryEdges(inner, width, height)
    }
    default:
      return fit satisfies never
  }
}

function side(length: number, most: number): number {
  return Math.min(most, Math.max(1, Math.round(length)))
}

/** The largest part in the middle with that ratio of width to height. */
function largestPart({ width, height }: Pixels, ratio: number) {
  const wide = side(Math.min(width, height * ratio), width)
  const high = side(Math.min(height, width / ratio), height)
  return { left: (width - wide) >> 1, top: (height - high) >> 1, width: wide, height: high }
}

function carryEdges({ width, height, channels, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  const [left, top] = [(toWidth - width) >> 1, (toHeight - height) >> 1]
  const result = new Uint8Array(toWidth * toHeight * channels)
  for (let y = 0, to = 0; y < toHeight; y++) {
    const row = Math.min(height - 1, Math.max(0, y - top)) * width
    for (let x = 0; x < toWidth; x++) {
      const from = (row + Math.min(width - 1, Math.max(0, x - left))) * channels
      for (let c = 0; c < channels; c++) result[to++] = data[from + c]!
    }
  }
  return { width: toWidth, height: toHeight, channels, data: result }
}
