import type { MapRole, Quality } from '../../base/asset.ts'
import type { Pool } from '../../base/pool.ts'
import { encodePng, type PngImage, type PngOptions } from './codecs/encode-png.ts'
import { measureMap, measurePicture } from './quality/measure-map.ts'

/** One picture or map on its way to a file: encoded and measured in a worker thread. */
export interface PictureToEncode {
  readonly image: PngImage
  readonly options?: PngOptions
  /** Absent for a picture that is no map. */
  readonly role?: MapRole
  readonly tileable?: boolean
  /** Of a picture that is no map: the axes along which it is to tile. */
  readonly seamless?: 'none' | 'x' | 'y' | 'xy'
  readonly metalness?: Uint8Array | undefined
}

export interface EncodedPicture {
  readonly bytes: Uint8Array
  readonly quality: Quality
}

/** PNG files and what was measured of them, several at a time. */
export function encodePictures(
  pictures: readonly PictureToEncode[],
  { pool, signal }: { readonly pool: Pool; readonly signal: AbortSignal },
): Promise<EncodedPicture[]> {
  return pool.map(new URL(import.meta.url), 'encodePicture', pictures, { signal })
}

/** One call of the worker pool. @worker */
export function encodePicture({
  image,
  options,
  role,
  tileable = false,
  seamless,
  metalness,
}: PictureToEncode): EncodedPicture {
  return {
    bytes: encodePng(image, options),
    quality:
      role === undefined ? measurePicture(image, seamless) : measureMap({ role, samples: image, tileable, metalness }),
  }
}
