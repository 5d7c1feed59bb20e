import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { WorkspaceError } from '../../../base/error.ts'

/** A file that arrived. Disposing it deletes it. */
export interface Upload extends AsyncDisposable {
  /** Where it lies for now. */
  readonly path: string
  /** As the client calls it, cleaned: no folders, no control characters. */
  readonly fileName: string
  readonly sizeBytes: number
  readonly sha256: string
  /** The other fields of the form. */
  readonly fields: Readonly<Record<string, string>>
}

/** More than one form has; each may hold a kilobyte. */
const mostFields = 20
const longestField = 1000

/**
 * Streams the one file of a multipart form to the disk, whatever its size, into `folder`. Undefined where it is larger than
 * `maxBytes`; throws `bad-input` where the form is broken or holds no file. Then nothing is left on the disk.
 */
export async function receiveUpload(
  request: Request,
  { folder, maxBytes, signal }: { folder: string; maxBytes: number; signal: AbortSignal },
): Promise<Upload | undefined> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/i.test(contentType) || request.body === null) {
    throw new WorkspaceError('bad-input', 'The file is expected as multipart/form-data in the field "file".', {
      hint: 'For example: curl -H "Authorization: Bearer TOKEN" -F file=@picture.png ADDRESS',
    })
  }
  // What belongs to the form around the file is small; a client that says its size is told before it sends.
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes + 100_000) return undefined
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${randomBytes(12).toString('hex')}.part`)
  const remove = () => rm(path, { force: true })
  try {
    const received = await receive(request.body, contentType, { path, maxBytes, signal })
    return { path, ...received, [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    if (error === tooLarge) return undefined
    throw error
  }
}

/** Ends the stream in the middle of a file that is too large. */
const tooLarge = new Error('The upload is too large.')

async function receive(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  { path, maxBytes, signal }: { path: string; maxBytes: number; signal: AbortSignal },
): Promise<Omit<Upload, 'path' | typeof Symbol.asyncDispose>> {
  // Without a prototype: a field may be called __proto__.
  const fields: Record<string, string> = Object.create(null)
  const hash = createHash('sha256')
  let sizeBytes = 0
  let fileName: string | undefined
  let writing: Promise<void> | undefined
  const parser = openParser(contentType, maxBytes)
  parser.on('field', (name, value) => {
    fields[name] = value
  })
  parser.on('file', (_, stream, name) => {
    fileName = cleanFileName(name)
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk)
        sizeBytes += chunk.length
        done(undefined, chunk)
      },
    })
    stream.once('limit', () => parser.destroy(tooLarge))
    writing = pipeline(stream, measure, createWriteStream(path))
    writing.catch((error: Error) => parser.destroy(error))
  })
  parser.on('filesLimit', () => parser.destroy(new WorkspaceError('bad-input', 'One file an upload.')))
  try {
    await pipeline(Readable.fromWeb(body as never), parser, { signal })
    await writing
  } catch (error) {
    if (error === tooLarge || error instanceof WorkspaceError || signal.aborted) throw error
    throw new WorkspaceError('bad-input', `The upload is broken: ${(error as Error).message}.`, { cause: error })
  }
  if (fileName === undefined) throw new WorkspaceError('bad-input', 'The form has no file in it.')
  return { fileName, sizeBytes, sha256: hash.digest('hex'), fields }
}

function openParser(contentType: string, maxBytes: number) {
  try {
    return new Busboy({
      headers: { 'content-type': contentType } as BusboyHeaders,
      // One byte more than may come: the parser says 'limit' when it is reached.
      limits: { files: 1, fileSize: maxBytes + 1, fields: mostFields, fieldSize: longestField, headerSize: 16_384 },
    })
  } catch (cause) {
    throw new WorkspaceError('bad-input', `The form cannot be read: ${(cause as Error).message}.`, { cause })
  }
}

/** The last part of a name that may hold folders of any system, without what no file name has. */
export function cleanFileName(name: string | undefined): string {
  const last = (name ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const cleaned = last.replaceAll(/[\p{Cc}:*?"<>|]/gu, '').trim()
  const [, stem = '', ending = ''] = /^(.*?)(\.[a-z0-9]{1,8})?$/is.exec(cleaned) ?? []
  return `${stem.replace(/^\.+/, '').slice(0, 150) || 'upload'}${ending}`
}
