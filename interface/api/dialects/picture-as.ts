import { sharpOf } from './sharp-of.ts'

export const pictureFormats = ['png', 'jpeg', 'webp'] as const
export type PictureFormat = (typeof pictureFormats)[number]

/**
 * A picture's file in another format; the PNG of the workspace stays as it is, with what it was made with inside. `quality` is
 * that of JPEG and WebP, 0 to 100.
 */
export async function pictureAs(bytes: Uint8Array, format: PictureFormat, quality: number): Promise<Uint8Array> {
  switch (format) {
    case 'png':
      return bytes[0] === 0x89 ? bytes : (await sharpOf(bytes)).png().toBuffer()
    case 'jpeg':
      // Its scale begins at 1.
      return (await sharpOf(bytes)).jpeg({ quality: Math.max(1, quality) }).toBuffer()
    case 'webp':
      return (await sharpOf(bytes)).webp({ quality: Math.max(1, quality) }).toBuffer()
    default:
      return format satisfies never
  }
}
