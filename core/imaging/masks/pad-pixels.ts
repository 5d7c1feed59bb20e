import type { Pixels } from '../../../base/pixels.ts'
import type { Sides } from './extend-canvas.ts'
import type { Mask } from './refine-mask.ts'

/** Half of white, as ComfyUI's ImagePadForOutpaint fills the canvas. */
const grey = 127

/** The picture on a grey canvas that is larger by `sides`; transparency is left out. */
export function padPixels(pixels: Pixels, { left, right, top, bottom }: Sides): Pixels {
  const [width, height] = [pixels.width + left + right, pixels.height + top + bottom]
  const data = new Uint8Array(width * height * 3).fill(grey)
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      const from = (y * pixels.width + x) * pixels.channels
      const to = ((y + top) * width + x + left) * 3
      for (let c = 0; c < 3; c++) data[to + c] = pixels.data[from + (pixels.channels === 1 ? 0 : c)]!
    }
  }
  return { width, height, channels: 3, data }
}

/**
 * White where the canvas is new. Within `feather` pixels of a side that something is added to it falls by the square of the
 * distance (ComfyUI, nodes.py, ImagePadForOutpaint), unless two feathers would not fit side by side.
 */
export function padMask(pixels: Pixels, { left, right, top, bottom }: Sides, feather: number): Mask {
  const [width, height] = [pixels.width + left + right, pixels.height + top + bottom]
  const soft = feather > 0 && feather * 2 < pixels.height && feather * 2 < pixels.width
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [(i % width) - left, Math.floor(i / width) - top]
    if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) return 255
    if (!soft) return 0
    const distance = Math.min(
      top > 0 ? y : pixels.height,
      bottom > 0 ? pixels.height - y : pixels.height,
      left > 0 ? x : pixels.width,
      right > 0 ? pixels.width - x : pixels.width,
    )
    return distance >= feather ? 0 : Math.round(255 * ((feather - distance) / feather) ** 2)
  })
  return { width, height, channels: 1, data }
}
