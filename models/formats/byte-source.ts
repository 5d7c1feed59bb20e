import { open, realpath } from 'node:fs/promises'
import { WorkspaceError } from '../../base/error.ts'
import { cannotRead } from './cannot-read.ts'
import { explainFileErrors } from './explain-file-errors.ts'

/** A file's bytes, read where and when they are asked for. */
export interface ByteSource extends AsyncDisposable {
  /** Absolute, with links followed: ONNX Runtime refuses weights behind a link that leaves its folder. */
  readonly path: string
  readonly sizeBytes: number
  /** Exactly `length` bytes from `offset`; the caller owns them. Bytes past the end are a `corrupt-file` error, before anything is allocated. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>
  /** Fills `target` from `offset` on. */
  readInto(offset: number, target: Uint8Array): Promise<void>
}

/** One call to the operating system reads at most 2^31 - 1 bytes; this much at a time also lets other reads in between. */
const MOST_PER_CALL = 64 * 2 ** 20

/** Opens a file for reading. It stays open, so that a rename or a new file of that name does not mix two files. */
export async function openByteSource(path: string): Promise<ByteSource> {
  const real = await explainFileErrors(path, () => realpath(path))
  const file = await explainFileErrors(path, () => open(real, 'r'))
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw new WorkspaceError('bad-input', `${path} is not a file.`)
    const readInto = async (offset: number, target: Uint8Array) => {
      requireInside(real, stats.size, offset, target.length)
      for (let done = 0; done < target.length; ) {
        const length = Math.min(MOST_PER_CALL, target.length - done)
        const { bytesRead } = await explainFileErrors(path, () => file.read(target, done, length, offset + done))
        if (bytesRead === 0) {
          throw cannotRead(path, `it had ${stats.size} bytes when it was opened and now ends at ${offset + done}`)
        }
        done += bytesRead
      }
    }
    return {
      path: real,
      sizeBytes: stats.size,
      readInto,
      async read(offset, length) {
        requireInside(real, stats.size, offset, length)
        const bytes = new Uint8Array(length)
        await readInto(offset, bytes)
        return bytes
      },
      [Symbol.asyncDispose]: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Bytes that are in memory already, under a name for the errors. */
export function byteSourceOf(path: string, bytes: Uint8Array): ByteSource {
  return {
    path,
    sizeBytes: bytes.length,
    async read(offset, length) {
      requireInside(path, bytes.length, offset, length)
      return Uint8Array.from(bytes.subarray(offset, offset + length))
    },
    async readInto(offset, target) {
      requireInside(path, bytes.length, offset, target.length)
      target.set(bytes.subarray(offset, offset + target.length))
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

function requireInside(path: string, sizeBytes: number, offset: number, length: number): void {
  if (offset < 0 || length < 0 || offset + length > sizeBytes) {
    throw cannotRead(path, `${length} bytes at ${offset} are needed and the file has ${sizeBytes}`)
  }
}
