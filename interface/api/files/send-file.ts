import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { readByteRange } from './byte-range.ts'
import { fileHeaders, type NamedFile } from './file-headers.ts'

export interface SentFile extends NamedFile {
  readonly path: string
  readonly sizeBytes: number
  /** Of the whole file: its strong validator. */
  readonly sha256: string
}

/** A year, and never asked again: the same address always has the same bytes. For the user's browser, not for a proxy's cache. */
const immutable = 'private, max-age=31536000, immutable'

/** Answers with an unchanging file: whole, a range of it (206), nothing new (304) or no such range (416). Streams; HEAD opens nothing. */
export function sendFile(c: Context, file: SentFile): Response {
  const etag = `"${file.sha256}"`
  const headers: Record<string, string> = {
    ...fileHeaders(file),
    ETag: etag,
    'Cache-Control': immutable,
    'Accept-Ranges': 'bytes',
  }
  if (matches(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  const ifRange = c.req.header('if-range')
  // A date is no strong validator here: files carry none.
  const range = ifRange === undefined || ifRange === etag ? c.req.header('range') : undefined
  const found = readByteRange(range, file.sizeBytes)
  if (found === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${file.sizeBytes}` } })
  }
  if (found !== undefined) headers['Content-Range'] = `bytes ${found.start}-${found.end}/${file.sizeBytes}`
  headers['Content-Length'] = String(found === undefined ? file.sizeBytes : found.end - found.start + 1)
  const isHead = c.req.raw.method === 'HEAD'
  const body =
    isHead || file.sizeBytes === 0 ? null : (Readable.toWeb(createReadStream(file.path, found)) as ReadableStream)
  return new Response(body, { status: found === undefined ? 200 : 206, headers })
}

function matches(header: string | undefined, etag: string): boolean {
  const asked = header?.split(',').map((each) => each.trim()) ?? []
  return asked.some((each) => [etag, `W/${etag}`, '*'].includes(each))
}
