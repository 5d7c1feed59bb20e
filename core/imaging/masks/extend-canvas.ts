import type { Pixels } from '../../../base/pixels.ts'
import { createRandom } from '../../../models/procedural/random.ts'
import { blurField } from '../maps/blur-field.ts'
import type { Mask } from './refine-mask.ts'

/** How many pixels are added on each side. */
export interface Sides {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Deviations of the blurs between which the new area goes over with its distance from the picture, which is twice as large. */
const blurs = [0, 4, 16, 64] as const

/**
 * The picture on a larger canvas: its edge colours stretched outwards, blurred more the farther they are, and noise as strong
 * as the detail at the edge (up to 32 of 255). Models that begin from it see where colours go and have something to make
 * detail of. The old pixels stay as they are.
 */
export function extendCanvas(pixels: Pixels, sides: Sides, seed: number): Pixels & { readonly channels: 3 } {
  const [width, height] = sizeOf(pixels, sides)
  const random = createRandom(seed)
  const result = new Uint8Array(width * height * 3)
  const grains = Float32Array.from({ length: width * height }, () => random() + random() + random() - 1.5)
  for (let c = 0; c < 3; c++) {
    const stretched = stretch(pixels, sides, Math.min(c, pixels.channels - 1))
    const levels = blurs.map((sigma) => (sigma === 0 ? stretched.data : blurField(stretched, sigma, 'mirror').data))
    const detail = Math.min(32, deviation(pixels, sides, levels[1]!, stretched.data))
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x
        const distance = distanceOutside(x, y, pixels, sides)
        if (distance === 0) {
          result[3 * i + c] = stretched.data[i]!
          continue
        }
        // The sum of three uniform numbers has a deviation of ½.
        const noise = 2 * grains[i]! * detail
        result[3 * i + c] = Math.round(Math.min(255, Math.max(0, between(levels, i, distance / 2) + noise)))
      }
    }
  }
  return { width, height, channels: 3, data: result }
}

/**
 * The new area: 255, falling to 0 over `feather` pixels into the old picture, so that both fade into one another. A side that
 * nothing is added to has no edge.
 */
export function newAreaMask(pixels: Pixels, sides: Sides, feather: number): Mask {
  const [width, height] = sizeOf(pixels, sides)
  const far = Infinity
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [(i % width) - sides.left, Math.floor(i / width) - sides.top]
    if (x < 0 || y < 0 || x >= pixels.width || y >= pixels.height) return 255
    // From the pixel's middle to the nearest border beyond which there is something new.
    const depth = Math.min(
      sides.left > 0 ? x + 0.5 : far,
      sides.right > 0 ? pixels.width - x - 0.5 : far,
      sides.top > 0 ? y + 0.5 : far,
      sides.bottom > 0 ? pixels.height - y - 0.5 : far,
    )
    return depth >= feather ? 0 : Math.round(255 * (1 - depth / feather))
  })
  return { width, height, channels: 1, data }
}

function sizeOf({ width, height }: Pixels, { left, right, top, bottom }: Sides): [number, number] {
  return [width + left + right, height + top + bottom]
}

/** One channel with the edge's values carried on outwards. */
function stretch(pixels: Pixels, sides: Sides, channel: number): { width: number; height: number; data: Float32Array } {
  const [width, height] = sizeOf(pixels, sides)
  const data = Float32Array.from({ length: width * height }, (_, i) => {
    const x = Math.min(pixels.width - 1, Math.max(0, (i % width) - sides.left))
    const y = Math.min(pixels.height - 1, Math.max(0, Math.floor(i / width) - sides.top))
    return pixels.data[(y * pixels.width + x) * pixels.channels + channel]!
  })
  return { width, height, data }
}

/** In pixels, 0 inside the old picture. */
function distanceOutside(x: number, y: number, { width, height }: Pixels, { left, top }: Sides): number {
  const dx = Math.max(0, left - x, x - (left + width - 1))
  const dy = Math.max(0, top - y, y - (top + height - 1))
  return Math.hypot(dx, dy)
}

/** The value at the blur of deviation `sigma`, mixed from the two nearest of those that there are. */
function between(levels: readonly Float32Array[], i: number, sigma: number): number {
  const next = blurs.findIndex((each) => each >= sigma)
  if (next < 0) return levels.at(-1)![i]!
  if (next === 0) return levels[0]![i]!
  const [low, high] = [blurs[next - 1]!, blurs[next]!]
  const share = (sigma - low) / (high - low)
  return levels[next - 1]![i]! * (1 - share) + levels[next]![i]! * share
}

/** How far the old picture within 32 pixels of the sides that grow strays from its own blur. */
function deviation(pixels: Pixels, sides: Sides, blurred: Float32Array, sharp: Float32Array): number {
  const width = pixels.width + sides.left + sides.right
  const strip = 32
  let [squares, count] = [0, 0]
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      const near =
        (sides.left > 0 && x < strip) ||
        (sides.right > 0 && x >= pixels.width - strip) ||
        (sides.top > 0 && y < strip) ||
        (sides.bottom > 0 && y >= pixels.height - strip)
      if (!near) continue
      const i = (y + sides.top) * width + x + sides.left
      squares += (sharp[i]! - blurred[i]!) ** 2
      count++
    }
  }
  return count === 0 ? 0 : Math.sqrt(squares / count)
}
