import type { Sharp } from 'sharp'
import type { Asset } from '../../../base/asset.ts'
import { decodeHeight, largestImagePixels } from '../../../core/imaging/codecs/decode-image.ts'

/** Sides of the square a thumbnail fits into, in pixels. */
export const thumbnailSizes = { small: 256, medium: 512, large: 1024 } as const
export type ThumbnailSize = keyof typeof thumbnailSizes

/** Maps of numbers, not of colours: shown from their smallest to their largest value, or a flat relief would be a black square. */
const measuredRoles = new Set(['height', 'depth'])

/** WebP bytes of a picture that fits into the size; never enlarged. */
export async function makeThumbnail(
  { kind, role }: Pick<Asset, 'kind' | 'role'>,
  bytes: Uint8Array,
  size: ThumbnailSize,
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp')
  const side = thumbnailSizes[size]
  if (kind === 'mesh') {
    const { drawMeshPicture } = await import('../../../core/generation3d/inspect/draw-mesh-picture.ts')
    const { data, ...raw } = await drawMeshPicture(bytes, side)
    return encode(sharp(data, { raw }))
  }
  const box = { width: side, height: side, fit: 'inside', withoutEnlargement: true } as const
  if (role !== undefined && measuredRoles.has(role)) {
    const { width, height, data } = await decodeHeight(bytes)
    const grey = sharp(stretch(data), { raw: { width, height, channels: 1 } })
    return encode(grey.resize(box))
  }
  return encode(sharp(bytes, { limitInputPixels: largestImagePixels, sequentialRead: true }).autoOrient().resize(box))
}

async function encode(image: Sharp): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await image.webp({ quality: 82, effort: 3 }).toBuffer())
}

/** 16-bit values as 8-bit grey, the smallest black and the largest white. */
function stretch(values: Uint16Array): Uint8Array {
  let least = 65_535
  let most = 0
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const scale = most > least ? 255 / (most - least) : 0
  return Uint8Array.from(values, (value) => (value - least) * scale)
}
