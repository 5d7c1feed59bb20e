import type { Pixels } from '../../base/pixels.ts'

/** A picture in another size by Lanczos' filter over three lobes. */
export async function resizePixels(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  if (pixels.width === width && pixels.height === height) return pixels
  const { default: sharp } = await import('sharp')
  const { channels } = pixels
  const data = await sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels } })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
  return { width, height, channels, data: new Uint8Array(data.buffer, data.byteOffset, data.length) }
}
