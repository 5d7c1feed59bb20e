import { WorkspaceError } from '../../../base/error.ts'

/** Text of more than this does not fit a JavaScript string with what is made of it; it is some five million triangles. */
const mostBytes = 400_000_000

/** The text of a mesh file, a letter a byte. Error: `bad-input` past 400 MB. */
export function textOf(bytes: Uint8Array, format: string): string {
  if (bytes.length > mostBytes) {
    throw new WorkspaceError(
      'bad-input',
      `The ${format} file has ${Math.round(bytes.length / 1e6)} MB of text; at most 400 MB are read.`,
      { hint: 'Export it as GLB: the same mesh takes a fifth of the room.' },
    )
  }
  return latin1(bytes)
}

/** Letters of bytes, for looking at the beginning of a file. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
