import type { Pixels } from '../../../base/pixels.ts'

/** Levels of 8 bits by which a background of one colour may differ from itself: what JPEG leaves of a flat area. */
const tolerance = 14
/** Share of the border that must have one colour. */
const leastBorder = 0.97

/**
 * The foreground of a picture whose border has one colour: what that colour does not reach from outside, with soft edges. One channel, 255
 * is foreground. Undefined where the border has several colours, so that something else must decide.
 */
export function plainBackground(pixels: Pixels): Pixels | undefined {
  const { width, height } = pixels
  const border = borderPixels(width, height)
  const colour = medianColour(pixels, border)
  const far = (at: number) => difference(pixels, at, colour)
  if (border.filter((at) => far(at) <= tolerance).length < leastBorder * border.length) return undefined
  const data = new Uint8Array(width * height).fill(255)
  const queue = new Int32Array(width * height)
  let end = 0
  const reach = (at: number) => {
    if (data[at] !== 255) return
    const d = far(at)
    if (d <= tolerance) {
      data[at] = 0
      queue[end++] = at
      // The outermost pixels of a thing are a mixture of it and what is behind.
    } else if (d < 3 * tolerance) data[at] = Math.round((255 * (d - tolerance)) / (2 * tolerance))
  }
  border.forEach(reach)
  for (let n = 0; n < end; n++) {
    const at = queue[n]!
    const x = at % width
    if (x > 0) reach(at - 1)
    if (x < width - 1) reach(at + 1)
    if (at >= width) reach(at - width)
    if (at + width < data.length) reach(at + width)
  }
  return { width, height, channels: 1, data }
}

function borderPixels(width: number, height: number): number[] {
  const border: number[] = []
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x)
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1)
  return border
}

function medianColour({ channels, data }: Pixels, at: readonly number[]): number[] {
  return [0, 1, 2].map((c) => {
    const sorted = at.map((pixel) => data[channels * pixel + (channels === 1 ? 0 : c)]!).sort((a, b) => a - b)
    return sorted[sorted.length >> 1]!
  })
}

function difference({ channels, data }: Pixels, at: number, colour: readonly number[]): number {
  let most = 0
  for (let c = 0; c < 3; c++) {
    most = Math.max(most, Math.abs(data[channels * at + (channels === 1 ? 0 : c)]! - colour[c]!))
  }
  return most
}
