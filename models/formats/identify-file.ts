import { stat } from 'node:fs/promises'
import { openByteSource } from './byte-source.ts'
import { readGgufHeader } from './gguf/read-gguf.ts'
import { identifyGguf } from './identify/identify-gguf.ts'
import type { Identity } from './identify/identity.ts'
import { identify } from './identify-checkpoint.ts'
import { openCheckpoint } from './open-checkpoint.ts'
import { recogniseFormat } from './recognise-format.ts'

/**
 * Says what a file or folder of weights is, GGUF included, by its header alone. Errors: those of `openCheckpoint`.
 */
export async function identifyFile(path: string): Promise<Identity> {
  const kind = await stat(path).catch(() => undefined)
  if (kind?.isFile()) {
    await using source = await openByteSource(path)
    if ((await recogniseFormat(source)) === 'gguf') return identifyGguf(await readGgufHeader(source))
  }
  await using checkpoint = await openCheckpoint(path)
  return identify(checkpoint)
}
