import type { Pixels } from '../../../base/pixels.ts'

/**
 * `source` laid over `destination` with its upper left corner at `left`, `top`; where `mask` (of the source's size) is white
 * the source shows, between white and black both do. What reaches beyond the destination is left out, and so is transparency.
 */
export function compositePixels(
  destination: Pixels,
  source: Pixels,
  { left, top, mask }: { left: number; top: number; mask?: Pixels | undefined },
): Pixels {
  const { width, height } = destination
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const [sx, sy] = [x - left, y - top]
      const inside = sx >= 0 && sy >= 0 && sx < source.width && sy < source.height
      const from = sy * source.width + sx
      const share = !inside ? 0 : mask === undefined ? 1 : mask.data[from * mask.channels]! / 255
      for (let c = 0; c < 3; c++) {
        const below = colour(destination, at, c)
        data[3 * at + c] = share === 0 ? below : Math.round(share * colour(source, from, c) + (1 - share) * below)
      }
    }
  }
  return { width, height, channels: 3, data }
}

function colour({ channels, data }: Pixels, place: number, channel: number): number {
  return data[place * channels + (channels === 1 ? 0 : channel)]!
}
