import type { Pixels } from '../../base/pixels.ts'

/** A part of a picture; what is asked for must lie inside it. */
export function cropPixels(
  pixels: Pixels,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Pixels {
  if (left === 0 && top === 0 && width === pixels.width && height === pixels.height) return pixels
  return pick(pixels, width, height, (x, y) => (top + y) * pixels.width + left + x)
}

/** A picture with `x` pixels more on the left and right and `y` above and below: what lies on its other side. */
export function wrapPixels(pixels: Pixels, x: number, y: number): Pixels {
  const { width, height } = pixels
  if (x === 0 && y === 0) return pixels
  return pick(pixels, width + 2 * x, height + 2 * y, (column, row) => {
    return ((row - y + height) % height) * width + ((column - x + width) % width)
  })
}

/** A picture of the pixels at those places of another. */
function pick(
  { channels, data }: Pixels,
  width: number,
  height: number,
  place: (x: number, y: number) => number,
): Pixels {
  const picked = new Uint8Array(width * height * channels)
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = place(x, y) * channels
      for (let c = 0; c < channels; c++) picked[to++] = data[from + c]!
    }
  }
  return { width, height, channels, data: picked }
}
