import type { Wrap } from '../../graph/layers.ts'

/**
 * Latents up to this many places on a side go through the autoencoder whole: 96 is a picture of 768 px, whose decoder takes some
 * 2 GB for its widest layers. Larger ones go in tiles of this size, so that the memory does not grow with the picture.
 */
export const tileSide = 96
/** What two tiles share, in places of the latent: 16 is 128 px, beyond what the autoencoder's convolutions see. */
const overlap = 16

/** The tiles of a latent, row by row, and the picture they lie in. Along an axis that wraps, they go all the way round. */
export function tilesOf(
  height: number,
  width: number,
  { side, wrap }: { side: number; wrap: Wrap },
): { tiles: readonly Tile[]; picture: Picture } {
  const around = { y: wrap.includes('y'), x: wrap.includes('x') }
  const rows = tileStarts(height, side, around.y)
  const columns = tileStarts(width, side, around.x)
  const h = (top: number) => Math.min(side, around.y ? height : height - top)
  const w = (left: number) => Math.min(side, around.x ? width : width - left)
  return {
    tiles: rows.flatMap((top) => columns.map((left) => ({ top, left, h: h(top), w: w(left) }))),
    picture: { height, width, around },
  }
}

/** Where tiles begin along an axis: evenly, so that none is a sliver. `around`: the last one overlaps the first. */
function tileStarts(length: number, side: number, around: boolean): number[] {
  if (length <= side) return [0]
  if (around) {
    const count = Math.ceil(length / (side - overlap))
    return Array.from({ length: count }, (_, n) => Math.round((n * length) / count))
  }
  const count = Math.ceil((length - overlap) / (side - overlap))
  return Array.from({ length: count }, (_, n) => Math.round((n * (length - side)) / (count - 1)))
}

/** In places of the latent. */
export interface Tile {
  readonly top: number
  readonly left: number
  readonly h: number
  readonly w: number
}

export interface Picture {
  readonly height: number
  readonly width: number
  readonly around: { readonly y: boolean; readonly x: boolean }
}

export function cutOut(
  data: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  { top, left, h, w }: Tile,
): Float32Array {
  const tile = new Float32Array(channels * h * w)
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < h; y++) {
      const row = (c * height + ((top + y) % height)) * width
      const first = Math.min(w, width - left)
      tile.set(data.subarray(row + left, row + left + first), (c * h + y) * w)
      // Only a tile that goes round the border has a second part.
      tile.set(data.subarray(row, row + w - first), (c * h + y) * w + first)
    }
  }
  return tile
}

/** Tiles that are put together: `factor` values of a result along a side for each place of the latent. */
export interface Mosaic {
  readonly sum: Float32Array
  readonly weight: Float32Array
  readonly channels: number
  readonly factor: number
}

export function emptyMosaic(
  channels: number,
  { height, width }: Pick<Picture, 'height' | 'width'>,
  factor: number,
): Mosaic {
  const area = height * width * factor ** 2
  return { sum: new Float32Array(channels * area), weight: new Float32Array(area), channels, factor }
}

/** The finished values, [channels, height·factor, width·factor]. */
export function mosaicValues({ sum, weight }: Mosaic): Float32Array {
  const area = weight.length
  return sum.map((value, i) => value / weight[i % area]!)
}

/** Adds a tile, its weight falling towards each edge that has a neighbour. */
export function blend(
  { sum, weight, channels, factor }: Mosaic,
  data: Float32Array,
  { top, left, h, w, height, width, around }: Tile & Picture,
): void {
  const fade = overlap * factor
  const [H, W] = [height * factor, width * factor]
  const [roundY, roundX] = [around.y && h < height, around.x && w < width]
  const down = fadeOf(h * factor, { before: roundY || top > 0, after: roundY || top + h < height, fade })
  const across = fadeOf(w * factor, { before: roundX || left > 0, after: roundX || left + w < width, fade })
  for (let y = 0; y < h * factor; y++) {
    for (let x = 0; x < w * factor; x++) {
      const share = down[y]! * across[x]!
      const to = ((top * factor + y) % H) * W + ((left * factor + x) % W)
      weight[to]! += share
      for (let c = 0; c < channels; c++) sum[c * H * W + to]! += share * data[(c * h * factor + y) * w * factor + x]!
    }
  }
}

function fadeOf(
  length: number,
  { before, after, fade }: { before: boolean; after: boolean; fade: number },
): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const rise = before ? Math.min(1, (i + 0.5) / fade) : 1
    const fall = after ? Math.min(1, (length - i - 0.5) / fade) : 1
    return rise * fall
  })
}
