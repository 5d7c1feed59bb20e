import { WorkspaceError } from '../../../base/error.ts'
import { readPngChunks } from '../codecs/png-chunks.ts'
import { addPngText, readPngText } from '../codecs/png-text.ts'

/** Keyword of our own JSON in a PNG file, beside the `parameters` text that other programs read. */
export const recordKeyword = 'ai-workspace'

/** The same picture carrying its record; other kinds of file than PNG come back as they are. */
export function embedRecord(
  mediaType: string,
  bytes: Uint8Array,
  record: unknown,
  parametersText?: string,
): Uint8Array {
  if (mediaType !== 'image/png') return bytes
  return addPngText(bytes, {
    ...(parametersText === undefined ? {} : { parameters: parametersText }),
    [recordKeyword]: JSON.stringify(record),
  })
}

/** The record a PNG file carries; undefined where there is none or the file is of another kind. */
export function readRecord(mediaType: string, bytes: Uint8Array): unknown {
  if (mediaType !== 'image/png') return undefined
  const text = readPngText(bytes)[recordKeyword]
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new WorkspaceError('corrupt-file', 'The record inside the PNG file is damaged.', { cause })
  }
}

/** Width and height of a PNG from its header. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } {
  const header = readPngChunks(bytes)[0]!.data
  const view = new DataView(header.buffer, header.byteOffset)
  return { width: view.getUint32(0), height: view.getUint32(4) }
}
