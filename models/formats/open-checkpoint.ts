import { stat } from 'node:fs/promises'
import { openByteSource } from './byte-source.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type OpenedFolder, openFolder } from './open-folder.ts'
import { openSharded } from './open-sharded.ts'
import { readTable } from './read-table.ts'
import { readerOf } from './reader-of.ts'
import { recogniseFormat } from './recognise-format.ts'

/**
 * Opens weights of any kind the workspace reads: `.safetensors`, torch files (`.ckpt`, `.pt`, `.pth`, `.bin`), an index
 * file with its shards, or a diffusers folder. The content decides, not the ending. Only headers are read; a torch file
 * is never run. Errors: `not-found`, `corrupt-file`, `bad-input` (a kind that is not read, or code in it).
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  await using sources = new AsyncDisposableStack()
  const found = await open(path, sources)
  return readerOf({ path, ...found, close: sources.move() })
}

async function open(path: string, sources: AsyncDisposableStack): Promise<OpenedFolder> {
  const kind = await stat(path).catch(() => undefined)
  if (kind?.isDirectory()) return openFolder(path, { sources })
  const configs = new Map<string, unknown>()
  const source = sources.use(await openByteSource(path))
  if ((await recogniseFormat(source)) === 'json') {
    return { ...(await openSharded(path, { sources })), layout: 'sharded', configs }
  }
  return { ...(await readTable(path, source)), layout: 'single-file', configs, opened: [source] }
}
