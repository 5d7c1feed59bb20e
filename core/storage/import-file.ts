import { readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Asset, AssetDraft } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import type { Project } from '../../base/project.ts'
import { slugify } from '../../base/slug.ts'
import type { AssetStore } from './asset-store.ts'
import type { HistoryStore } from './history-store.ts'
import { sha256 } from './record.ts'
import { refuseImport } from './refuse-import.ts'

/** Larger files are refused before they are read: no picture or mesh the workspace can use is that large. */
const largestImportBytes = 1_073_741_824

interface Stores {
  readonly assets: AssetStore
  readonly history: HistoryStore
}

/**
 * Takes a picture, mesh or form program from outside into a project. What it is, is read from its content, and only a file
 * that can really be read is taken. A file that the project has already gives the asset that is there, unless another name is
 * asked for. `source` is what the file is called where it comes from; absent: the name it has on the disk. Errors name it:
 * `not-found`, `bad-input`, `corrupt-file`.
 */
export async function importFile(
  stores: Stores,
  file: string,
  { source = basename(file), ...given }: { project: Project; session: string; name?: string; source?: string },
): Promise<Asset> {
  try {
    return await takeFile(stores, file, { source, ...given })
  } catch (error) {
    // One of many files failed: the readers know its bytes and not its name.
    if (!(error instanceof WorkspaceError) || error.message.includes(source)) throw error
    const hint = error.hint === undefined ? {} : { hint: error.hint }
    throw new WorkspaceError(error.code, `${source}: ${error.message}`, { ...hint, cause: error })
  }
}

async function takeFile(
  { assets, history }: Stores,
  file: string,
  { project, session, name, source }: { project: Project; session: string; name?: string; source: string },
): Promise<Asset> {
  const given = readImport(file)
  // Meshes of other formats are kept as GLB: that is what every step reads.
  const mesh = await convertMesh(given, basename(source, extname(source)))
  const bytes = mesh?.glb ?? given
  const hash = sha256(bytes)
  const known = assets.byContent(hash, project.id)
  if (known !== undefined && (name === undefined || slugify(name) === known.name) && assets.isPresent(known)) {
    if (known.trashedAt !== undefined) assets.change([known.id], { action: 'restore' }, () => session)
    return assets.get(known.id)
  }
  const { facts, ...recognised } = await recognise(source, bytes)
  const leftOut = recognised.kind === 'mesh' ? await leftOutOf(given) : []
  const draft: AssetDraft = {
    name: name ?? basename(source, extname(source)),
    ...recognised,
    facts: {
      ...facts,
      ...(mesh === undefined ? {} : { sourceFormat: mesh.format }),
      ...(leftOut.length === 0 ? {} : { leftOut }),
      source,
      sourceSha256: sha256(given),
    },
  }
  const asset = await assets.put(draft, bytes, { project, session, jobId: '', recipe: undefined })
  history.record(project, { label: `import ${source}`, session }, () => {
    const [head] = assets.list({ projectId: project.id, name: asset.name, limit: 1 })
    if (head?.id === asset.id) return []
    return [{ name: asset.name, ...(head === undefined ? {} : { before: head.id }), after: asset.id }]
  })
  return asset
}

async function convertMesh(bytes: Uint8Array, name: string) {
  const { sniffImage } = await import('../imaging/codecs/decode-image.ts')
  if (sniffImage(bytes) !== undefined || bytes.find((byte) => byte > 32) === 0x7b) return undefined
  const { meshFromFile } = await import('../generation3d/import/mesh-from-file.ts')
  return meshFromFile(bytes, name)
}

async function leftOutOf(bytes: Uint8Array): Promise<string[]> {
  const { findLeftOut } = await import('../generation3d/import/find-left-out.ts')
  return findLeftOut(bytes)
}

function readImport(file: string): Uint8Array {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) {
    throw new WorkspaceError('not-found', `There is no file "${file}".`, {
      hint: 'Look at the spelling and at the folder you are in; a name with spaces stands in quotes.',
    })
  }
  if (!stats.isFile()) {
    throw new WorkspaceError('bad-input', `"${file}" is a folder, not a file.`, {
      hint: `Name the files in it: ai-workspace assets import "${join(file, '/')}"*`,
    })
  }
  if (stats.size > largestImportBytes) {
    throw new WorkspaceError(
      'bad-input',
      `${file} has ${Math.round(stats.size / 1e6)} MB; at most 1,074 MB can be imported.`,
    )
  }
  return readFileSync(file)
}

async function recognise(file: string, bytes: Uint8Array): Promise<Omit<AssetDraft, 'name'>> {
  const { decodeHeight, decodeImage, readImageSize, sniffImage } = await import('../imaging/codecs/decode-image.ts')
  if (sniffImage(bytes) !== undefined) {
    const { width, height, mediaType } = await readImageSize(bytes)
    // Decoded once in full: a truncated file is refused now and not in the middle of a later job.
    if (isGrey16(bytes)) {
      await decodeHeight(bytes)
      return { kind: 'map', role: 'height', mediaType, facts: { width, height } }
    }
    await decodeImage(bytes)
    const facts: Record<string, unknown> = { width, height }
    const { readSettings } = await import('../imaging/metadata/read-settings.ts')
    const settings = readSettings(bytes)
    if (settings !== undefined) {
      // The text itself stays in the file: `image.settings` gives all of it.
      const { prompt, negativePrompt, raw: _, ...others } = settings
      Object.assign(facts, { prompt, negativePrompt, settings: others })
    }
    return { kind: 'image', mediaType, facts }
  }
  const { decodeExr, isExr } = await import('../imaging/codecs/decode-exr.ts')
  if (isExr(bytes)) {
    const { width, height, attributes } = decodeExr(bytes)
    const facts = { width, height, kind: attributes['depthKind'] ?? 'metric' }
    const { readDepthMap } = await import('../imaging/read-depth-map.ts')
    // Numbers that are none are refused now and not in the middle of a later job.
    await readDepthMap({ role: 'depth', mediaType: 'image/x-exr', facts }, bytes, 2)
    return { kind: 'map', role: 'depth', mediaType: 'image/x-exr', facts }
  }
  if (new TextDecoder('latin1').decode(bytes.subarray(0, 4)) === 'glTF') {
    const { readGlb } = await import('../generation3d/glb.ts')
    const document = await readGlb(bytes)
    const triangles = document.levels.map((mesh) => mesh.indices.length / 3)
    return { kind: 'mesh', mediaType: 'model/gltf-binary', facts: { triangles } }
  }
  const json = parseJson(bytes)
  if (json !== undefined) {
    if (isGltf(json)) {
      throw new WorkspaceError('bad-input', `${file} is a glTF that keeps its data in other files or as text.`, {
        hint: 'Export it as one binary file (.glb) first.',
      })
    }
    const { parseFormDocument } = await import('../../models/procedural/form-document.ts')
    parseFormDocument(json)
    return { kind: 'form', mediaType: 'application/json', facts: {} }
  }
  throw refuseImport(file, bytes)
}

/** A PNG of one channel with 16 bits: a height or depth map and no picture (bytes 24 and 25 are IHDR's depth and colour type). */
function isGrey16(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89 && bytes[24] === 16 && bytes[25] === 0
}

/** glTF 2.0, 5.17: the one property that every glTF has is `asset` with its version. */
function isGltf(json: unknown): boolean {
  const { asset } = json as { asset?: { version?: unknown } | null }
  return typeof asset?.version === 'string'
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.find((byte) => byte > 32) !== 0x7b) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new WorkspaceError('corrupt-file', `The file begins like JSON but is not: ${(error as Error).message}.`)
  }
}
