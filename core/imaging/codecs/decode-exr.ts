import { inflateSync } from 'node:zlib'
import { WorkspaceError } from '../../../base/error.ts'
import { largestImagePixels } from './decode-image.ts'
import type { FloatMap } from './encode-exr.ts'

/** Rows of a block by compression: none, zip by row, zip by sixteen. */
const rowsOf: Readonly<Record<number, number>> = { 0: 1, 2: 1, 3: 16 }

/** Whether a file begins as OpenEXR files do. */
export function isExr(bytes: Uint8Array): boolean {
  return [0x76, 0x2f, 0x31, 0x01].every((byte, i) => bytes[i] === byte)
}

/**
 * The one float channel of an OpenEXR file in scanlines, uncompressed or by zip: what this workspace writes, and what depth passes
 * of other programs can be saved as. Errors: `bad-input` for other kinds of OpenEXR files, `corrupt-file`.
 */
export function decodeExr(bytes: Uint8Array): FloatMap & { readonly attributes: Readonly<Record<string, string>> } {
  try {
    return decode(bytes)
  } catch (error) {
    if (error instanceof WorkspaceError) throw error
    throw new WorkspaceError('corrupt-file', 'This OpenEXR file is damaged.', {
      hint: 'Get the file again from where it came.',
      cause: error,
    })
  }
}

function decode(bytes: Uint8Array): FloatMap & { attributes: Record<string, string> } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!isExr(bytes)) throw new WorkspaceError('corrupt-file', 'This is no OpenEXR file.')
  if ((view.getUint32(4, true) & 0x1a00) !== 0) throw unsupported('has tiles, deep pixels or several parts')
  let at = 8
  const name = () => {
    const end = bytes.indexOf(0, at)
    // Without this, reading would go on at the beginning of the file, for ever.
    if (end === -1) throw new Error('The header has no end.')
    const text = new TextDecoder().decode(bytes.subarray(at, end))
    at = end + 1
    return text
  }
  const attributes: Record<string, string> = {}
  let [width, height, top, rows, channels] = [0, 0, 0, 0, 0]
  for (let attribute = name(); attribute !== ''; attribute = name()) {
    const type = name()
    const length = view.getInt32(at, true)
    at += 4
    if (length < 0 || at + length > bytes.length) throw new Error('The header is cut short.')
    if (attribute === 'channels') channels = checkChannels(bytes.subarray(at, at + length))
    if (attribute === 'compression') rows = rowsOf[bytes[at]!] ?? 0
    if (attribute === 'dataWindow') {
      const [left, first, right, last] = [0, 4, 8, 12].map((offset) => view.getInt32(at + offset, true))
      ;[width, height, top] = [right! - left! + 1, last! - first! + 1, first!]
    }
    if (type === 'string') attributes[attribute] = new TextDecoder().decode(bytes.subarray(at, at + length))
    at += length
  }
  if (rows === 0) throw unsupported('is compressed in a way that is not read here; ZIP or none is')
  if (channels !== 1 || width < 1 || height < 1) throw new Error('No channel or size.')
  if (width * height > largestImagePixels) {
    throw new WorkspaceError('bad-input', `The map is ${width} × ${height}: more than ${largestImagePixels} pixels.`)
  }
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y += rows, at += 8) {
    const from = Number(view.getBigUint64(at, true))
    const first = view.getInt32(from, true) - top
    const count = Math.min(rows, height - first) * width
    const packed = bytes.subarray(from + 8, from + 8 + view.getInt32(from + 4, true))
    const plain = packed.length === 4 * count ? packed : unpack(packed, 4 * count)
    if (plain.length !== 4 * count) throw new Error('A block is too short.')
    const numbers = new DataView(plain.buffer, plain.byteOffset)
    for (let i = 0; i < count; i++) data[first * width + i] = numbers.getFloat32(4 * i, true)
  }
  return { width, height, data, attributes }
}

function checkChannels(list: Uint8Array): number {
  const end = list.indexOf(0)
  if (end + 17 < list.length - 1) throw unsupported('has several channels; a depth map has one')
  if (list[end + 1] !== 2) throw unsupported('has numbers of 16 bits; float32 is read')
  return 1
}

/** `mostBytes` is what the block's rows take: a block that unpacks to more is no block of this file, whatever its size. */
function unpack(packed: Uint8Array, mostBytes: number): Uint8Array {
  const parted = new Uint8Array(inflateSync(packed, { maxOutputLength: Math.max(1, mostBytes) }))
  for (let i = 1; i < parted.length; i++) parted[i] = (parted[i - 1]! + parted[i]! - 128) & 255
  const half = (parted.length + 1) >> 1
  const plain = new Uint8Array(parted.length)
  for (let i = 0; i < plain.length; i++) plain[i] = parted[(i & 1) * half + (i >> 1)]!
  return plain
}

function unsupported(what: string): WorkspaceError {
  return new WorkspaceError('bad-input', `This OpenEXR file ${what}.`, {
    hint: 'Save the depth as one float channel in ZIP-compressed scanlines.',
  })
}
