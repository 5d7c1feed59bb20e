import { createReadStream } from 'node:fs'
import { Zip, ZipPassThrough } from 'fflate'
import { fileEndings } from '../../../base/asset.ts'
import type { ListedAsset } from '../../../core/storage/search-assets.ts'

/** A ZIP without its 64-bit extension, which not every program reads, ends at 4 GiB and 65,535 files. */
export const largestZip = { bytes: 4_000_000_000, files: 65_000 } as const

/**
 * A ZIP of assets as a stream of chunks: what is read of a file is passed on before more is read, so it needs no memory to speak of.
 * Pictures and meshes are packed already and are stored as they are. `manifest.json` at the end has the record of each.
 */
export async function* zipAssets(
  assets: readonly ListedAsset[],
  fileOf: (asset: ListedAsset) => string,
): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error
    chunks.push(chunk)
  })
  function* take() {
    yield* chunks
    chunks = []
  }
  const names = entryNames(assets)
  for (const asset of assets) {
    const entry = open(zip, names.get(asset.id)!, asset.createdAt)
    for await (const chunk of createReadStream(fileOf(asset), { highWaterMark: 262_144 })) {
      entry.push(chunk as Uint8Array)
      yield* take()
    }
    entry.push(new Uint8Array(), true)
    yield* take()
  }
  const entry = open(zip, 'manifest.json', new Date().toISOString())
  entry.push(new TextEncoder().encode(manifest(assets, names)), true)
  zip.end()
  yield* take()
}

function open(zip: Zip, name: string, time: string): ZipPassThrough {
  const entry = new ZipPassThrough(name)
  // A ZIP holds years from 1980 on.
  entry.mtime = Math.max(Date.parse(time), Date.UTC(1980, 0, 2))
  zip.add(entry)
  return entry
}

/** Readable names, each once whatever its case; in a folder for each project where there are several. */
function entryNames(assets: readonly ListedAsset[]): Map<string, string> {
  const isMany = new Set(assets.map(({ projectId }) => projectId)).size > 1
  const taken = new Set(['manifest.json'])
  const names = new Map<string, string>()
  for (const { id, name, version, mediaType, projectSlug } of assets) {
    const stem = `${isMany ? `${projectSlug}/` : ''}${name}${version === 1 ? '' : `.v${version}`}`
    const ending = fileEndings[mediaType] ?? 'bin'
    let entry = `${stem}.${ending}`
    for (let other = 2; taken.has(entry.toLowerCase()); other++) entry = `${stem}-${other}.${ending}`
    taken.add(entry.toLowerCase())
    names.set(id, entry)
  }
  return names
}

function manifest(assets: readonly ListedAsset[], names: ReadonlyMap<string, string>): string {
  const records = assets.map(({ path: _, collections: __, versions: ___, ...record }) => ({
    file: names.get(record.id),
    ...record,
  }))
  return `${JSON.stringify({ format: 'ai-workspace-archive', version: 1, assets: records }, undefined, 1)}\n`
}
