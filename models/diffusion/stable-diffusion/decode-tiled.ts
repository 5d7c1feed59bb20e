import type { Wrap } from '../../graph/layers.ts'
import type { Session, Values } from '../../graph/session.ts'
import { decodeLatent } from './pixels-and-latents.ts'
import { blend, cutOut, emptyMosaic, type Mosaic, mosaicValues, tileSide, tilesOf } from './tiles.ts'

/**
 * A latent [c, h, w] of any size as a picture, in bounded memory: tiles that overlap, faded into one another. Group
 * normalisation sees one tile at a time, so that large pictures differ a little from a decoding in one piece.
 */
export async function decodeTiled(
  decoder: Session,
  latent: Float32Array,
  shape: readonly [number, number, number],
  {
    wrap = 'none',
    side = tileSide,
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
  const { tiles, picture } = tilesOf(height, width, { side, wrap })
  let mosaic: Mosaic | undefined
  for (const [n, tile] of tiles.entries()) {
    const part = cutOut(latent, shape, tile)
    const { data, shape: size } = await decodeLatent(decoder, part, [channels, tile.h, tile.w], options)
    mosaic ??= emptyMosaic(3, picture, size[2]! / tile.h)
    blend(mosaic, data as Float32Array, { ...tile, ...picture })
    onTile?.(n + 1, tiles.length)
  }
  const { factor } = mosaic!
  return { data: mosaicValues(mosaic!), shape: [1, 3, height * factor, width * factor] }
}
