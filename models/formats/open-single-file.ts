import { openByteSource } from './byte-source.ts'
import type { Checkpoint } from './checkpoint.ts'
import { readerOf } from './reader-of.ts'
import { readSafetensorsHeader } from './safetensors/read-header.ts'

/** Opens one file of weights. */
export async function openSingleFile(path: string): Promise<Checkpoint> {
  const source = await openByteSource(path)
  try {
    const table = await readSafetensorsHeader(source)
    return readerOf({ path, layout: 'single-file', ...table, configs: new Map(), sources: [source] })
  } catch (error) {
    await source[Symbol.asyncDispose]()
    throw error
  }
}
