import { crc32 } from 'node:zlib'
import { WorkspaceError } from '../../../base/error.ts'

/** One chunk of a PNG file; `data` is a view into the file's bytes. */
export interface PngChunk {
  readonly type: string
  readonly data: Uint8Array
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

export function isPng(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && signature.every((byte, i) => bytes[i] === byte)
}

/** All chunks from IHDR to IEND, their checksums verified; a damaged or cut file is refused. */
export function readPngChunks(bytes: Uint8Array): PngChunk[] {
  if (!isPng(bytes)) throw new WorkspaceError('corrupt-file', 'This is not a PNG file: its signature is missing.')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: PngChunk[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) break
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw new WorkspaceError(
        'corrupt-file',
        `The PNG file is damaged: the checksum of its ${printable(type)} part is wrong.`,
        {
          hint: 'Get the file again from where it came.',
        },
      )
    }
    if (chunks.length === 0 && (type !== 'IHDR' || length !== 13)) break
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) })
    if (type === 'IEND') return chunks
    at += 12 + length
  }
  throw new WorkspaceError(
    'corrupt-file',
    `The PNG file is cut short: it ends in the middle, after ${bytes.length} bytes.`,
    {
      hint: 'Get the file again from where it came.',
    },
  )
}

/** A PNG file of the given chunks, with lengths and checksums. */
export function writePngChunks(chunks: readonly PngChunk[]): Uint8Array {
  let size = signature.length
  for (const { data } of chunks) size += 12 + data.length
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  bytes.set(signature)
  let at = signature.length
  for (const { type, data } of chunks) {
    view.setUint32(at, data.length)
    for (let i = 0; i < 4; i++) bytes[at + 4 + i] = type.charCodeAt(i)
    bytes.set(data, at + 8)
    view.setUint32(at + 8 + data.length, crc32(bytes.subarray(at + 4, at + 8 + data.length)))
    at += 12 + data.length
  }
  return bytes
}

function printable(type: string): string {
  return /^[A-Za-z]{4}$/.test(type) ? type : 'next'
}
