import type { ByteSource } from '../byte-source.ts'
import { cannotRead } from '../cannot-read.ts'

/** The fixed part of the record at the end, and the longest comment after it. */
const END_BYTES = 22
const MOST_COMMENT_BYTES = 65_535

/** A checkpoint has an entry for each tensor; this much directory is half a million of them. */
const MOST_DIRECTORY_BYTES = 64 * 2 ** 20

/** A file inside a zip file that can be read where it lies. */
export interface ZipEntry {
  readonly name: string
  readonly sizeBytes: number
  /** Of the entry's local header; its data follow it (`dataOffset`). */
  readonly headerOffset: number
  /** 0 is stored as it is. */
  readonly method: number
  readonly encrypted: boolean
}

/**
 * Lists a zip file (also zip64) by its directory at the end. Errors: `corrupt-file`.
 * Source: PKWARE, APPNOTE.TXT 6.3.10
 */
export async function readZipDirectory(source: ByteSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const fail = (problem: string) => cannotRead(source.path, problem)
  const { offset, sizeBytes, count, end } = await findDirectory(source, fail)
  if (offset + sizeBytes > end) {
    throw fail(`its zip directory would end at byte ${offset + sizeBytes}, past where its end record begins, ${end}`)
  }
  if (sizeBytes > MOST_DIRECTORY_BYTES) throw fail(`its zip directory takes ${sizeBytes} bytes`)
  const bytes = await source.read(offset, sizeBytes)
  const view = new DataView(bytes.buffer)
  const entries = new Map<string, ZipEntry>()
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > sizeBytes || view.getUint32(at, true) !== 0x02014b50) {
      throw fail(`its zip directory names ${count} files and breaks off after ${i}`)
    }
    const nameEnd = at + 46 + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    const next = extraEnd + view.getUint16(at + 32, true)
    if (next > sizeBytes) throw fail(`its zip directory names ${count} files and breaks off after ${i}`)
    const name = Buffer.from(bytes.buffer, at + 46, nameEnd - at - 46).toString('utf8')
    if (entries.has(name)) throw fail(`it holds two files ${JSON.stringify(name.slice(0, 120))}`)
    const wide = wideFields(view, nameEnd, extraEnd)
    const entrySize = orWide(view.getUint32(at + 24, true), wide)
    orWide(view.getUint32(at + 20, true), wide)
    const headerOffset = orWide(view.getUint32(at + 42, true), wide)
    if (headerOffset + entrySize > offset) {
      throw fail(`${JSON.stringify(name.slice(0, 120))} in it would take ${entrySize} bytes from ${headerOffset}`)
    }
    entries.set(name, {
      name,
      sizeBytes: entrySize,
      headerOffset,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    })
    at = next
  }
  return entries
}

/** Where an entry's bytes begin: its local header has a name and padding of its own. Errors: `corrupt-file`. */
export async function zipDataOffset(source: ByteSource, entry: ZipEntry): Promise<number> {
  const header = await source.read(entry.headerOffset, 30)
  const view = new DataView(header.buffer)
  const offset = entry.headerOffset + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  if (view.getUint32(0, true) !== 0x04034b50 || offset + entry.sizeBytes > source.sizeBytes) {
    throw cannotRead(
      source.path,
      `${JSON.stringify(entry.name.slice(0, 120))} in it is not where its zip directory says`,
    )
  }
  return offset
}

interface Directory {
  readonly offset: number
  readonly sizeBytes: number
  readonly count: number
  /** Where the records after the directory begin. */
  readonly end: number
}

async function findDirectory(source: ByteSource, fail: (problem: string) => Error): Promise<Directory> {
  const tailStart = Math.max(0, source.sizeBytes - END_BYTES - MOST_COMMENT_BYTES)
  const tail = await source.read(tailStart, source.sizeBytes - tailStart)
  const view = new DataView(tail.buffer)
  let at = tail.length - END_BYTES
  while (at >= 0 && view.getUint32(at, true) !== 0x06054b50) at--
  if (at < 0) throw fail(`it is a zip file of ${source.sizeBytes} bytes whose end is missing`)
  const short = {
    offset: view.getUint32(at + 16, true),
    sizeBytes: view.getUint32(at + 12, true),
    count: view.getUint16(at + 10, true),
    end: tailStart + at,
  }
  const isWide = short.offset === 0xffffffff || short.sizeBytes === 0xffffffff || short.count === 0xffff
  if (!isWide) return short
  const locatorOffset = tailStart + at - 20
  if (locatorOffset < 0) throw fail('its zip64 record is missing')
  const locator = new DataView((await source.read(locatorOffset, 20)).buffer)
  const recordOffset = Number(locator.getBigUint64(8, true))
  if (locator.getUint32(0, true) !== 0x07064b50 || recordOffset + 56 > locatorOffset) {
    throw fail('its zip64 record is missing')
  }
  const record = new DataView((await source.read(recordOffset, 56)).buffer)
  if (record.getUint32(0, true) !== 0x06064b50) throw fail('its zip64 record is missing')
  return {
    offset: Number(record.getBigUint64(48, true)),
    sizeBytes: Number(record.getBigUint64(40, true)),
    count: Number(record.getBigUint64(32, true)),
    end: recordOffset,
  }
}

/** The 64-bit numbers of an entry, in the order in which the fields that need them stand: size, packed size, offset. */
function wideFields(view: DataView, start: number, end: number): number[] {
  for (let at = start; at + 4 <= end; ) {
    const next = at + 4 + view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 0x0001) {
      const fields: number[] = []
      for (let field = at + 4; field + 8 <= Math.min(next, end); field += 8) {
        fields.push(Number(view.getBigUint64(field, true)))
      }
      return fields
    }
    at = next
  }
  return []
}

function orWide(value: number, wide: number[]): number {
  return value === 0xffffffff ? (wide.shift() ?? value) : value
}
