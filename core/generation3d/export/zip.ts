import { crc32 } from 'node:zlib'
import type { Zippable } from 'fflate'

/** Entries are stored under names of ASCII letters; the bytes are the same whenever and wherever they are packed. */
export type ZipEntries = readonly (readonly [name: string, bytes: Uint8Array])[]

/** A ZIP file with compressed entries. */
export async function zipFiles(entries: ZipEntries): Promise<Uint8Array> {
  const { zipSync } = await import('fflate')
  const files: Zippable = {}
  // PNG is compressed already.
  for (const [name, bytes] of entries) files[name] = [bytes, { level: name.endsWith('.png') ? 0 : 6 }]
  return zipSync(files, { mtime: zipTime })
}

/** The files of a ZIP that the workspace has written, folders left out. */
export async function unzip(bytes: Uint8Array): Promise<ZipEntries> {
  const { unzipSync } = await import('fflate')
  return Object.entries(unzipSync(bytes))
}

/** The earliest time a ZIP can hold: every entry has it, so that the same files give the same bytes. */
const zipTime = '1980-01-01T00:00:00'

/**
 * A ZIP file whose entries are not compressed and begin at multiples of `alignment` bytes, so that a reader can map them
 * from the disk as they lie; the unused extra field of each header pads up to there.
 */
export function zipAligned(entries: ZipEntries, alignment: number): Uint8Array {
  const headers: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, bytes] of entries) {
    const encodedName = new TextEncoder().encode(name)
    const fields = entryFields(bytes)
    const start = offset + 30 + encodedName.length
    let padding = (alignment - (start % alignment)) % alignment
    if (padding > 0 && padding < 4) padding += alignment // an extra field is at least its own header of four bytes
    const local = new Uint8Array(30 + encodedName.length + padding)
    const view = new DataView(local.buffer)
    view.setUint32(0, 0x04034b50, true)
    local.set(fields, 4)
    view.setUint16(26, encodedName.length, true)
    view.setUint16(28, padding, true)
    local.set(encodedName, 30)
    if (padding > 0) {
      view.setUint16(30 + encodedName.length, 0x1986, true) // the id USD's own writer gives to padding
      view.setUint16(32 + encodedName.length, padding - 4, true)
    }
    headers.push(local, bytes)

    const central = new Uint8Array(46 + encodedName.length)
    const centralView = new DataView(central.buffer)
    centralView.setUint32(0, 0x02014b50, true)
    centralView.setUint16(4, 20, true)
    central.set(fields, 6)
    centralView.setUint16(28, encodedName.length, true)
    centralView.setUint32(42, offset, true)
    central.set(encodedName, 46)
    directory.push(central)
    offset += local.length + bytes.length
  }
  return concatenate([...headers, ...directory, endRecord(entries.length, byteLength(directory), offset)])
}

/** The 22 bytes that the local header and the directory have in common: version, method 0 (stored), time, CRC, sizes. */
function entryFields(bytes: Uint8Array): Uint8Array {
  const fields = new Uint8Array(22)
  const view = new DataView(fields.buffer)
  view.setUint16(0, 20, true) // the reader must know version 2.0
  view.setUint16(8, 0x0021, true) // 1980-01-01, as zipTime
  view.setUint32(10, crc32(bytes), true)
  view.setUint32(14, bytes.length, true)
  view.setUint32(18, bytes.length, true)
  return fields
}

function endRecord(count: number, directoryBytes: number, directoryOffset: number): Uint8Array {
  const end = new Uint8Array(22)
  const view = new DataView(end.buffer)
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(8, count, true)
  view.setUint16(10, count, true)
  view.setUint32(12, directoryBytes, true)
  view.setUint32(16, directoryOffset, true)
  return end
}

function byteLength(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(byteLength(parts))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
