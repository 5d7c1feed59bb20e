import { sniffImage } from '../codecs/decode-image.ts'
import { readPngChunks } from '../codecs/png-chunks.ts'
import { readPngText } from '../codecs/png-text.ts'
import { type ExifTexts, readExif } from './read-exif.ts'

/**
 * The texts in a picture under the keywords of PNG: `parameters`, `prompt`, `workflow`, … In JPEG and WebP they come out of EXIF:
 * A1111 and SwarmUI write a UserComment, ComfyUI `prompt:{…}` and `workflow:{…}` into Model and Make. Throws `corrupt-file` for
 * a damaged PNG.
 */
export function readPictureTexts(bytes: Uint8Array): Readonly<Record<string, string>> {
  switch (sniffImage(bytes)) {
    case 'image/png': {
      const exif = readPngChunks(bytes).find(({ type }) => type === 'eXIf')
      return { ...(exif === undefined ? {} : textsOfExif(readExif(exif.data))), ...readPngText(bytes) }
    }
    case 'image/jpeg':
      return textsOfExif(readExif(findJpegExif(bytes)))
    case 'image/webp':
      return textsOfExif(readExif(findWebpExif(bytes)))
    default:
      return {}
  }
}

function textsOfExif({ userComment, ...others }: ExifTexts): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const text of Object.values(others)) {
    const [, keyword, content] = /^(prompt|workflow):(.*)$/is.exec(text ?? '') ?? []
    if (keyword !== undefined && content !== undefined) texts[keyword.toLowerCase()] = content
  }
  if (userComment !== undefined) texts['parameters'] = userComment
  return texts
}

const exifMark = [...'Exif\0\0'].map((character) => character.charCodeAt(0))

/** The TIFF structure in the APP1 part of a JPEG; empty where there is none. */
function findJpegExif(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Parts of a mark (0xff, kind) and a length that counts itself, up to the start of the scan (0xda).
  for (
    let at = 2;
    at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;
    at += 2 + view.getUint16(at + 2)
  ) {
    const part = bytes.subarray(at + 4, at + 2 + view.getUint16(at + 2))
    if (bytes[at + 1] === 0xe1 && hasMark(part)) return part.subarray(exifMark.length)
  }
  return new Uint8Array()
}

/** The TIFF structure in the EXIF chunk of a WebP; empty where there is none. */
function findWebpExif(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true)
    const part = bytes.subarray(at + 8, at + 8 + size)
    // Some writers keep JPEG's mark in front.
    if (view.getUint32(at) === 0x45584946) return hasMark(part) ? part.subarray(exifMark.length) : part
    at += 8 + size + (size % 2)
  }
  return new Uint8Array()
}

function hasMark(part: Uint8Array): boolean {
  return exifMark.every((byte, i) => part[i] === byte)
}
