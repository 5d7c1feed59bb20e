import { inflateSync } from 'node:zlib'
import { WorkspaceError } from '../../../base/error.ts'
import { type PngChunk, readPngChunks, writePngChunks } from './png-chunks.ts'

const latin1 = new TextDecoder('latin1')
/** The longest text that is unpacked from a compressed chunk: a whole ComfyUI graph is some 100 kB. */
const longestText = 16 * 1024 * 1024

/** All text entries of a PNG file by keyword: tEXt, zTXt and iTXt. */
export function readPngText(bytes: Uint8Array): Record<string, string> {
  const entries: Record<string, string> = {}
  for (const chunk of readPngChunks(bytes)) {
    const entry = readEntry(chunk)
    if (entry !== undefined) entries[entry[0]] = entry[1]
  }
  return entries
}

/** The same picture with these text entries: pixels untouched, entries of the same keyword replaced. */
export function addPngText(bytes: Uint8Array, entries: Readonly<Record<string, string>>): Uint8Array {
  const kept = readPngChunks(bytes).filter((chunk) => {
    const keyword = keywordOf(chunk)
    return keyword === undefined || !Object.hasOwn(entries, keyword)
  })
  // Before the pixels, so that a reader finds them without reading the whole file.
  const place = kept.findIndex((chunk) => chunk.type === 'IDAT')
  return writePngChunks([...kept.slice(0, place), ...textChunks(entries), ...kept.slice(place)])
}

/** tEXt for Latin-1 text as A1111 writes it, else iTXt (UTF-8). Our own JSON record is always iTXt. */
export function textChunks(entries: Readonly<Record<string, string>>): PngChunk[] {
  return Object.entries(entries).map(([keyword, text]) => {
    if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,77}[\x21-\x7e])?$/.test(keyword)) {
      throw new WorkspaceError('internal', `"${keyword}" cannot be a PNG keyword (1 to 79 printable characters).`)
    }
    const isLatin = !text.startsWith('{') && /^[\n\x20-\x7e\xa0-\xff]*$/.test(text)
    return isLatin
      ? { type: 'tEXt', data: Buffer.from(`${keyword}\0${text}`, 'latin1') }
      : { type: 'iTXt', data: Buffer.from(`${keyword}\0\0\0\0\0${text.replaceAll('\0', '')}`, 'utf8') }
  })
}

function keywordOf({ type, data }: PngChunk): string | undefined {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return undefined
  const end = data.indexOf(0)
  return end < 1 ? undefined : latin1.decode(data.subarray(0, end))
}

function readEntry(chunk: PngChunk): [keyword: string, text: string] | undefined {
  const keyword = keywordOf(chunk)
  if (keyword === undefined) return undefined
  const rest = chunk.data.subarray(keyword.length + 1)
  if (chunk.type === 'tEXt') return [keyword, latin1.decode(rest)]
  if (chunk.type === 'zTXt') return [keyword, latin1.decode(unpack(rest.subarray(1)))]
  const languageEnd = rest.indexOf(0, 2)
  const translatedEnd = rest.indexOf(0, languageEnd + 1)
  if (languageEnd < 0 || translatedEnd < 0) return undefined
  const text = rest.subarray(translatedEnd + 1)
  return [keyword, new TextDecoder().decode(rest[0] === 1 ? unpack(text) : text)]
}

function unpack(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: longestText })
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', 'A compressed text of the PNG file is damaged or too large.', { cause })
  }
}
