import { WorkspaceError } from '../../base/error.ts'
import type { Pixels } from '../../base/pixels.ts'

/** As many as a picture of the workspace may have: 8192 × 8192. */
const MOST_PIXELS = 8192 * 8192

/** Longest side of a preview: what a terminal or a corner of a page shows. */
const PREVIEW_SIDE = 256

/** The bytes of base64, with or without `data:…;base64,` in front. */
export function decodeBase64(text: string, host: string): Uint8Array {
  const data = text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text
  const bytes = Buffer.from(data, 'base64')
  // Buffer skips what is no base64: then there are fewer bytes than the letters say.
  const letters = data.replace(/[\s=]+/g, '').length
  if (bytes.length > 0 && bytes.length === Math.floor((letters * 3) / 4)) return bytes
  throw new WorkspaceError('corrupt-file', `${host} sent a picture that is not whole base64.`, {
    hint: 'Ask it again.',
  })
}

/** sRGB pixels of a server's picture: PNG, JPEG or WebP, three channels, or four where it has transparency. */
export async function decodePicture(bytes: Uint8Array, host: string): Promise<Pixels> {
  const { default: sharp } = await import('sharp')
  try {
    const { data, info } = await sharp(bytes, {
      failOn: 'warning',
      limitInputPixels: MOST_PIXELS,
      sequentialRead: true,
    })
      .autoOrient()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return withColours(info, new Uint8Array(data.buffer, data.byteOffset, data.length))
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new WorkspaceError('corrupt-file', `${host} sent a picture that is damaged or cut off (${reason}).`, {
      hint: 'Ask it again.',
      cause: error,
    })
  }
}

/** A small picture to show meanwhile; undefined where it cannot be read, since the picture itself is still to come. */
export async function decodePreview(bytes: Uint8Array): Promise<Pixels | undefined> {
  const { default: sharp } = await import('sharp')
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return withColours(info, new Uint8Array(data))
  } catch {
    return undefined
  }
}

/** The text that the picture carries under a keyword: `parameters`. */
export async function readPictureText(bytes: Uint8Array, keyword: string): Promise<string | undefined> {
  const { default: sharp } = await import('sharp')
  const { comments = [] } = await sharp(bytes).metadata()
  return comments.find((comment) => comment.keyword === keyword)?.text
}

/** A PNG file of pixels. */
export async function encodePicture({ width, height, channels, data }: Pixels): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const raw = sharp(data, { raw: { width, height, channels } })
  // Transfers are short on the way to a server: speed before size.
  return (channels === 1 ? raw.toColourspace('b-w') : raw).png({ compressionLevel: 3 }).toBuffer()
}

/** A mask whose edge is softened over `blur` pixels (σ of a Gaussian, as A1111's mask_blur). */
export async function softenMask(mask: Pixels, blur: number): Promise<Pixels> {
  // Below that sharp's Gaussian does nothing.
  if (blur < 0.3) return mask
  const { width, height, data } = mask
  const { default: sharp } = await import('sharp')
  const soft = await sharp(data, { raw: { width, height, channels: 1 } })
    .blur(blur)
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return { ...mask, data: new Uint8Array(soft) }
}

function withColours(
  { width, height, channels }: { width: number; height: number; channels: number },
  data: Uint8Array,
): Pixels {
  if (channels === 3 || channels === 4) return { width, height, channels, data }
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0, at = 0; at < rgb.length; i += channels, at += 3) rgb.fill(data[i]!, at, at + 3)
  return { width, height, channels: 3, data: rgb }
}
