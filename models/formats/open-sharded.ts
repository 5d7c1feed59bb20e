import { basename, dirname, join } from 'node:path'
import { WorkspaceError } from '../../base/error.ts'
import { type ByteSource, openByteSource } from './byte-source.ts'
import { cannotRead } from './cannot-read.ts'
import type { TensorEntry } from './checkpoint.ts'
import { type JsonValue, parseJson } from './parse-json.ts'
import { readTable } from './read-table.ts'
import type { TensorTable } from './tensor-table.ts'

/** An index names every tensor in about 100 bytes: this much is for half a million. */
const MOST_INDEX_BYTES = 64 * 2 ** 20
const MOST_SHARDS = 1_000

/**
 * Lists the tensors of weights in several files, by an index file (`*.safetensors.index.json`, `*.bin.index.json`): what
 * `weight_map` names, each from the shard beside the index that it names. The shards stay open in `sources`.
 * Errors: `not-found` (a shard), `corrupt-file`.
 */
export async function openSharded(
  path: string,
  { sources }: { readonly sources: AsyncDisposableStack },
): Promise<TensorTable & { readonly opened: readonly ByteSource[] }> {
  const weightMap = await readWeightMap(path)
  const files = [...new Set(weightMap.values())]
  if (files.length > MOST_SHARDS) throw cannotRead(path, `it names ${files.length} files, ${MOST_SHARDS} are the most`)
  const opened: ByteSource[] = []
  const tables = new Map<string, TensorTable>()
  for (const [i, file] of files.entries()) {
    const shardPath = join(dirname(path), file)
    const source = sources.use(await openShard(path, shardPath, `${i + 1} of ${files.length}`))
    opened.push(source)
    tables.set(file, await readTable(shardPath, source))
  }
  const tensors = new Map<string, TensorEntry>()
  for (const [name, file] of weightMap) {
    const entry = tables.get(file)!.tensors.get(name)
    if (entry === undefined)
      throw cannotRead(path, `it places tensor "${name.slice(0, 120)}" in ${file}, which has none of that name`)
    tensors.set(name, entry)
  }
  const metadata = Object.fromEntries([...tables.values()].flatMap((table) => Object.entries(table.metadata)))
  return { tensors, metadata, opened }
}

async function readWeightMap(path: string): Promise<ReadonlyMap<string, string>> {
  await using source = await openByteSource(path)
  if (source.sizeBytes > MOST_INDEX_BYTES) {
    throw cannotRead(path, `an index file of ${source.sizeBytes} bytes is too large, ${MOST_INDEX_BYTES} are the most`)
  }
  return parseWeightMap(path, await source.read(0, source.sizeBytes))
}

/** The index's `weight_map`: tensor name → file beside the index. Errors: `bad-input` (other JSON), `corrupt-file`. */
export function parseWeightMap(path: string, bytes: Uint8Array): ReadonlyMap<string, string> {
  let index: JsonValue
  try {
    index = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw cannotRead(path, error instanceof SyntaxError ? `it is no JSON (${error.message})` : 'it is no UTF-8 text')
  }
  const weightMap = index instanceof Map ? (index.get('weight_map') as JsonValue | undefined) : undefined
  if (!(weightMap instanceof Map)) {
    throw new WorkspaceError('bad-input', `${path} is JSON without a weight_map, so no index of weights.`, {
      hint: 'Give the weights beside it, the folder of a pipeline, or an index file whose name ends in .index.json.',
    })
  }
  for (const [name, file] of weightMap as ReadonlyMap<string, JsonValue>) {
    // A name of a file beside the index and nothing else: no way out of the folder.
    if (
      typeof file !== 'string' ||
      file === '' ||
      file.startsWith('.') ||
      basename(file) !== file ||
      /[\\\0]/.test(file)
    ) {
      throw cannotRead(
        path,
        `it places tensor "${name.slice(0, 120)}" in ${JSON.stringify(file).slice(0, 120)}, which is no file beside it`,
      )
    }
  }
  return weightMap as ReadonlyMap<string, string>
}

async function openShard(index: string, path: string, which: string): Promise<ByteSource> {
  try {
    return await openByteSource(path)
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'not-found') throw error
    throw new WorkspaceError(
      'not-found',
      `${index} needs the file ${basename(path)} (${which}) beside it, and it is missing.`,
      {
        hint: 'Download the missing part.',
        cause: error,
      },
    )
  }
}
