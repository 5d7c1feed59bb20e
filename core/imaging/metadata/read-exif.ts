/** The texts of a picture's EXIF block that programs keep settings in, by the names of their tags. */
export interface ExifTexts {
  readonly imageDescription?: string
  readonly make?: string
  readonly model?: string
  readonly userComment?: string
}

const tags: ReadonlyMap<number, keyof ExifTexts> = new Map([
  [0x010e, 'imageDescription'],
  [0x010f, 'make'],
  [0x0110, 'model'],
  [0x9286, 'userComment'],
])
const exifDirectoryTag = 0x8769
/** Real directories hold some dozens. */
const mostEntries = 1000

/** Reads a TIFF structure (TIFF 6.0, EXIF 2.32); a damaged one gives what could be read, at worst nothing. */
export function readExif(bytes: Uint8Array): ExifTexts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) return {}
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return {}
  const little = order === 0x4949
  const texts: { -readonly [Key in keyof ExifTexts]: ExifTexts[Key] } = {}
  const readDirectory = (at: number, depth: number) => {
    if (at < 8 || at + 2 > bytes.length) return
    const count = Math.min(view.getUint16(at, little), mostEntries)
    for (let entry = at + 2, i = 0; i < count && entry + 12 <= bytes.length; i++, entry += 12) {
      const tag = view.getUint16(entry, little)
      const size = view.getUint32(entry + 4, little) * unitSize(view.getUint16(entry + 2, little))
      // Up to four bytes stand in the entry itself.
      const place = size <= 4 ? entry + 8 : view.getUint32(entry + 8, little)
      if (tag === exifDirectoryTag && depth === 0) readDirectory(view.getUint32(entry + 8, little), 1)
      const name = tags.get(tag)
      if (name === undefined || size === 0 || place + size > bytes.length) continue
      const value = bytes.subarray(place, place + size)
      texts[name] = name === 'userComment' ? decodeComment(value) : decodeText(value)
    }
  }
  readDirectory(view.getUint32(4, little), 0)
  return texts
}

/** Bytes of one value of a TIFF type: texts and raw bytes 1; the others hold no text. */
function unitSize(type: number): number {
  return type === 1 || type === 2 || type === 7 ? 1 : 0
}

/** A UserComment begins with eight bytes that name its alphabet. */
function decodeComment(bytes: Uint8Array): string {
  const alphabet = String.fromCharCode(...bytes.subarray(0, 8)).replace(/\0+$/, '')
  const rest = bytes.subarray(8)
  if (alphabet === 'UNICODE')
    return trimZeros(new TextDecoder(isBigEndian(rest) ? 'utf-16be' : 'utf-16le').decode(rest))
  return decodeText(alphabet === 'ASCII' || alphabet === '' ? rest : bytes)
}

/** Writers disagree on the byte order, whatever the block's own is: in mostly Latin text the high bytes are zeros. */
function isBigEndian(bytes: Uint8Array): boolean {
  let zeros = 0
  for (let i = 0; i + 1 < bytes.length; i += 2) zeros += (bytes[i] === 0 ? 1 : 0) - (bytes[i + 1] === 0 ? 1 : 0)
  return zeros >= 0
}

function decodeText(bytes: Uint8Array): string {
  return trimZeros(new TextDecoder().decode(bytes))
}

function trimZeros(text: string): string {
  return text.replace(/\0+$/, '')
}
