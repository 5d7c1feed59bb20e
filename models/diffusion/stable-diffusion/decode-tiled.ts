import type { Wrap } from '../../graph/layers.ts'
import type { Session, Values } from '../../graph/session.ts'
import { decodeLatent } from './pixels-and-latents.ts'

/**
 * Latents up to this many places on a side are decoded whole: 96 is a picture of 768 px, whose decoder takes some 2 GB for
 * its widest layers. Larger ones go in tiles of this size, so that the memory does not grow with the picture.
 */
const usualSide = 96
/** What two tiles share, in places of the latent: 16 is 128 px, beyond what the decoder's convolutions see. */
const overlap = 16

/**
 * A latent [c, h, w] of any size as a picture, in bounded memory: tiles that overlap, faded into one another. Group
 * normalisation sees one tile at a time, so that large pictures differ a little from a decoding in one piece. Along an axis
 * that wraps, the tiles go all the way round.
 */
export async function decodeTiled(
  decoder: Session,
  latent: Float32Array,
  shape: readonly [number, number, number],
  {
    wrap = 'none',
    side = usualSide,
    onTile,
    ...options
  }: {
    scale: number
    signal: AbortSignal
    wrap?: Wrap
    /** Of a tile, in places of the latent: at least twice what tiles share. */
    side?: number
    onTile?: (done: number, total: number) => void
  },
): Promise<Values> {
  const [channels, height, width] = shape
  if (height <= side && width <= side) return decodeLatent(decoder, latent, shape, options)
  const around = { y: wrap.includes('y'), x: wrap.includes('x') }
  const rows = tileStarts(height, side, around.y)
  const columns = tileStarts(width, side, around.x)
  let result: { sum: Float32Array; weight: Float32Array; factor: number } | undefined
  let done = 0
  for (const top of rows) {
    for (const left of columns) {
      const h = Math.min(side, around.y ? height : height - top)
      const w = Math.min(side, around.x ? width : width - left)
      const tile = cutOut(latent, shape, { top, left, h, w })
      const { data, shape: size } = await decodeLatent(decoder, tile, [channels, h, w], options)
      const factor = size[2]! / h
      result ??= {
        sum: new Float32Array(3 * height * width * factor ** 2),
        weight: new Float32Array(height * width * factor ** 2),
        factor,
      }
      blend(result, data as Float32Array, { top, left, h, w, height, width, around })
      onTile?.(++done, rows.length * columns.length)
    }
  }
  const { sum, weight, factor } = result!
  const area = weight.length
  return { data: sum.map((value, i) => value / weight[i % area]!), shape: [1, 3, height * factor, width * factor] }
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

interface Tile {
  readonly top: number
  readonly left: number
  readonly h: number
  readonly w: number
}

interface Picture {
  readonly height: number
  readonly width: number
  readonly around: { readonly y: boolean; readonly x: boolean }
}

function cutOut(
  latent: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  { top, left, h, w }: Tile,
): Float32Array {
  const tile = new Float32Array(channels * h * w)
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < h; y++) {
      const row = (c * height + ((top + y) % height)) * width
      const first = Math.min(w, width - left)
      tile.set(latent.subarray(row + left, row + left + first), (c * h + y) * w)
      // Only a tile that goes round the border has a second part.
      tile.set(latent.subarray(row, row + w - first), (c * h + y) * w + first)
    }
  }
  return tile
}

/** Adds a tile, its weight falling towards each edge that has a neighbour. */
function blend(
  { sum, weight, factor }: { sum: Float32Array; weight: Float32Array; factor: number },
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
      for (let c = 0; c < 3; c++) sum[c * H * W + to]! += share * data[(c * h * factor + y) * w * factor + x]!
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
