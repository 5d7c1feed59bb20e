import type { Sharp } from 'sharp'
import { WorkspaceError } from '../../../base/error.ts'
import type { Pixels } from '../../../base/pixels.ts'
import { readPngChunks } from './png-chunks.ts'

export type ImageMediaType = 'image/png' | 'image/jpeg' | 'image/webp'

/** 16384²/4: a 16k × 4k panorama or an 8192² texture; 8-bit RGBA of it is 268 MB, which still fits beside a model. */
export const largestImagePixels = 8192 * 8192

/** A map of one channel with 16 bits a pixel: heights, depths. */
export interface HeightPixels {
  readonly width: number
  readonly height: number
  readonly data: Uint16Array
}

/** The kind of picture by its first bytes, whatever the file is called; undefined for anything the workspace cannot read. */
export function sniffImage(bytes: Uint8Array): ImageMediaType | undefined {
  const starts = (...expected: number[]) => expected.every((byte, i) => bytes[i] === byte)
  const says = (text: string, at: number) => [...text].every((c, i) => bytes[at + i] === c.charCodeAt(0))
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (says('RIFF', 0) && says('WEBP', 8)) return 'image/webp'
  return undefined
}

/** The size written in the picture's header, as it stands once a camera's rotation is applied; nothing is unpacked. */
export async function readImageSize(
  bytes: Uint8Array,
): Promise<{ width: number; height: number; mediaType: ImageMediaType }> {
  const mediaType = mediaTypeOf(bytes)
  const { autoOrient } = await (await open(bytes)).metadata().catch(refuse)
  return { ...autoOrient, mediaType }
}

/** sRGB pixels of a PNG, JPEG or WebP: three channels, or four where it has transparency; a camera's rotation is applied. */
export async function decodeImage(
  bytes: Uint8Array,
  { maxPixels = largestImagePixels }: { maxPixels?: number } = {},
): Promise<Pixels> {
  mediaTypeOf(bytes)
  const image = await checked(bytes, maxPixels)
  const { data, info } = await image
    .autoOrient()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(refuse)
  const { width, height } = info
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length)
  if (info.channels === 3 || info.channels === 4) return { width, height, channels: info.channels, data: pixels }
  return { width, height, channels: 3, data: greyToRgb(pixels, info.channels) }
}

/** The 16-bit numbers of a height or depth map; an 8-bit picture is widened (× 257), colours become their luminance. */
export async function decodeHeight(
  bytes: Uint8Array,
  { maxPixels = largestImagePixels }: { maxPixels?: number } = {},
): Promise<HeightPixels> {
  if (mediaTypeOf(bytes) === 'image/png') {
    const header = readPngChunks(bytes)[0]!.data
    const isGrey16 = header[8] === 16 && header[9] === 0
    if (isGrey16) {
      const { data, info } = await (await checked(bytes, maxPixels))
        .toColourspace('grey16')
        .raw({ depth: 'ushort' })
        .toBuffer({ resolveWithObject: true })
        .catch(refuse)
      // A copy: the pool's buffer need not be aligned to two bytes.
      const values = new Uint16Array(new Uint8Array(data).buffer)
      return { width: info.width, height: info.height, data: values }
    }
  }
  const { width, height, channels, data } = await decodeImage(bytes, { maxPixels })
  const values = new Uint16Array(width * height)
  for (let i = 0, at = 0; i < values.length; i++, at += channels) {
    // Rec. 709 luma weights; they sum to 1, so grey stays exactly itself.
    values[i] = Math.round((data[at]! * 0.2126 + data[at + 1]! * 0.7152 + data[at + 2]! * 0.0722) * 257)
  }
  return { width, height, data: values }
}

function mediaTypeOf(bytes: Uint8Array): ImageMediaType {
  const mediaType = sniffImage(bytes)
  if (mediaType !== undefined) return mediaType
  throw new WorkspaceError('corrupt-file', 'This file is not a PNG, JPEG or WebP picture.', {
    hint: 'Convert it to PNG first.',
  })
}

/** Refuses, before anything is unpacked, pictures that are damaged or unpack to more than `maxPixels`. */
async function checked(bytes: Uint8Array, maxPixels: number): Promise<Sharp> {
  // Reading the header unpacks nothing, so the size is known and can be told, whatever it is.
  const { width, height } = await (await open(bytes)).metadata().catch(refuse)
  if (width * height > maxPixels) {
    throw new WorkspaceError('bad-input', `The picture is ${width} × ${height}: more than ${maxPixels} pixels.`, {
      hint: 'Scale it down first.',
    })
  }
  if (sniffImage(bytes) === 'image/png') readPngChunks(bytes)
  return open(bytes, maxPixels)
}

async function open(bytes: Uint8Array, maxPixels?: number): Promise<Sharp> {
  const { default: sharp } = await import('sharp')
  return sharp(bytes, { failOn: 'warning', limitInputPixels: maxPixels ?? false, sequentialRead: true })
}

function refuse(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
  throw new WorkspaceError('corrupt-file', `The picture is damaged and cannot be read (${reason}).`, {
    hint: 'Get the file again from where it came.',
    cause,
  })
}

function greyToRgb(grey: Uint8Array, channels: number): Uint8Array {
  const rgb = new Uint8Array((grey.length / channels) * 3)
  for (let i = 0, at = 0; at < rgb.length; i += channels, at += 3) rgb.fill(grey[i]!, at, at + 3)
  return rgb
}
