import type { Document, Node as GltfNode, WebIO } from '@gltf-transform/core'
import { WorkspaceError } from '../../base/error.ts'
import { removeRecordFromGlb } from './glb-record.ts'
import type { Levels } from './msft-lod.ts'

/** Between two neighbours, of the wider one's width: near enough to compare, far enough to select. */
const gap = 0.25

/**
 * Several GLB files as one, standing in a row along +X, each node named after its file. One file alone stays as it is, but
 * for the record of how it was made.
 */
export async function joinGlbs(parts: readonly { name: string; bytes: Uint8Array }[]): Promise<Uint8Array> {
  if (parts.length === 0) throw new WorkspaceError('bad-input', 'There is no mesh to join.')
  if (parts.length === 1) return removeRecordFromGlb(parts[0]!.bytes)
  const { Document, getBounds, Logger } = await import('@gltf-transform/core')
  const { mergeDocuments, unpartition } = await import('@gltf-transform/functions')
  const io = await openIo()
  const joined = new Document().setLogger(new Logger(Logger.Verbosity.ERROR))
  joined.getRoot().getAsset().generator = 'ai-workspace'
  const row = joined.createScene('row')
  joined.getRoot().setDefaultScene(row)
  const taken = new Set<string>()
  let edge = 0
  let width = 0
  for (const { name, bytes } of parts) {
    const part = await io.readBinary(removeRecordFromGlb(bytes))
    const scene = part.getRoot().getDefaultScene() ?? part.getRoot().listScenes()[0]
    if (scene === undefined) continue
    nameNodes(part, scene.listChildren(), freeName(name, taken))
    const { min, max } = getBounds(scene)
    const between = gap * Math.max(width, max[0] - min[0])
    width = max[0] - min[0]
    const start = edge === 0 ? 0 : edge + between
    const group = joined.createNode(`${name}-place`).setTranslation([start - min[0], 0, 0])
    edge = start + width
    const copies = mergeDocuments(joined, part)
    for (const child of scene.listChildren()) group.addChild(copies.get(child) as GltfNode)
    for (const other of part.getRoot().listScenes()) copies.get(other)!.dispose()
    row.addChild(group)
  }
  await joined.transform(unpartition())
  return io.writeBinary(joined)
}

/** Triangles of the scene a viewer shows: the finest levels. */
export async function countTriangles(bytes: Uint8Array): Promise<number> {
  const gltf = await (await openIo()).readBinary(bytes)
  const scene = gltf.getRoot().getDefaultScene() ?? gltf.getRoot().listScenes()[0]
  let corners = 0
  scene?.traverse((node) => {
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const used = primitive.getIndices()?.getCount() ?? primitive.getAttribute('POSITION')?.getCount() ?? 0
      if (primitive.getMode() === 4) corners += used
      if (primitive.getMode() > 4) corners += 3 * Math.max(0, used - 2)
    }
  })
  return Math.floor(corners / 3)
}

async function openIo(): Promise<WebIO> {
  const { WebIO } = await import('@gltf-transform/core')
  const { ALL_EXTENSIONS } = await import('@gltf-transform/extensions')
  const { LevelOfDetail } = await import('./msft-lod.ts')
  const { MeshoptDecoder, MeshoptEncoder } = await import('meshoptimizer')
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready])
  return new WebIO()
    .registerExtensions([...ALL_EXTENSIONS, LevelOfDetail])
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder, 'meshopt.encoder': MeshoptEncoder })
}

/** One mesh takes the name of its file, and its levels with it; a file of many parts keeps their names. */
function nameNodes(part: Document, children: readonly GltfNode[], name: string): void {
  const [only] = children
  if (children.length !== 1 || only === undefined) return
  only.setName(name)
  const levels = only.getExtension<Levels>('MSFT_lod')?.listLevels() ?? []
  levels.forEach((level, index) => {
    level.setName(`${name}_LOD${index + 1}`)
  })
  for (const mesh of part.getRoot().listMeshes()) if (mesh === only.getMesh()) mesh.setName(name)
}

function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}-${n}`
  taken.add(free)
  return free
}
