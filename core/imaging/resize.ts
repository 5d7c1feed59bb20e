import type { Pixels } from '../../base/pixels.ts'

/** A picture at another size by Lanczos resampling: `sharp`'s bicubic is shifted by a quarter pixel when it enlarges. */
export async function resize(pixels: Pixels, width: number, height: number): Promise<Pixels> {
  const { default: sharp } = await import('sharp')
  const { data } = await sharp(pixels.data, {
    raw: { width: pixels.width, height: pixels.height, channels: pixels.channels },
  })
    .resize(width, height, { kernel: 'lanczos3', fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width, height, channels: pixels.channels, data: new Uint8Array(data.buffer, data.byteOffset, data.length) }
}
