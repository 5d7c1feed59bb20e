import type { Sharp } from 'sharp'
import { largestImagePixels } from '../../../core/imaging/codecs/decode-image.ts'

/** A picture for sharp to work on, held to the workspace's limit of pixels; loaded when first needed. */
export async function sharpOf(bytes: Uint8Array): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  return sharp(bytes, { failOn: 'warning', limitInputPixels: largestImagePixels }).autoOrient()
}
