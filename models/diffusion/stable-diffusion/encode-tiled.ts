import type { Wrap } from '../../graph/layers.ts'
import type { Session, Values } from '../../graph/session.ts'
import { encodeLatent } from './pixels-and-latents.ts'
import { blend, cutOut, emptyMosaic, type Mosaic, mosaicValues, tileSide, tilesOf } from './tiles.ts'

/**
 * A picture [1, 3, factor·h, factor·w] of any size as a latent [c, h, w], the posterior's mean scaled as the U-Net takes it, in bounded
 * memory: tiles as in decodeTiled.
 */
export async function encodeTiled(
  encoder: Session,
  { data, shape }: Values,
  {
    factor,
    wrap = 'none',
    side = tileSide,
    ...options
  }: {
    /** Pixels along a side for each place of the latent. */
    factor: number
    scale: number
    signal: AbortSignal
    wrap?: Wrap
    /** Of a tile, in places of the latent: at least twice what tiles share. */
    side?: number
  },
): Promise<Float32Array> {
  const [, colours, pixelHeight, pixelWidth] = shape as [number, number, number, number]
  const [height, width] = [pixelHeight / factor, pixelWidth / factor]
  if (height <= side && width <= side) return encodeLatent(encoder, { data, shape }, options)
  const { tiles, picture } = tilesOf(height, width, { side, wrap })
  let mosaic: Mosaic | undefined
  for (const tile of tiles) {
    const [top, left, h, w] = [tile.top, tile.left, tile.h, tile.w].map((places) => places * factor) as [
      number,
      number,
      number,
      number,
    ]
    const part = cutOut(data as Float32Array, [colours, pixelHeight, pixelWidth], { top, left, h, w })
    const latent = await encodeLatent(encoder, { data: part, shape: [1, colours, h, w] }, options)
    mosaic ??= emptyMosaic(latent.length / (tile.h * tile.w), picture, 1)
    blend(mosaic, latent, { ...tile, ...picture })
  }
  return mosaicValues(mosaic!)
}
