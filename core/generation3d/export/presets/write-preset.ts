import { WorkspaceError } from '../../../../base/error.ts'
import type { Mesh, MeshDocument } from '../../mesh.ts'
import type { Companion } from '../../write-glb.ts'
import type { Compression } from '../compress-glb.ts'
import { safeName } from '../export-level.ts'
import type { ZipEntries } from '../zip.ts'
import { packTextures } from './pack-textures.ts'
import type { ExportPreset } from './preset.ts'
import { writeReadme } from './write-readme.ts'

export interface PresetOptions extends Compression {
  /** The most convex hulls for collisions; 0 makes none. */
  readonly hulls: number
}

/** The corners of a collision hull: what PhysX and Jolt work well with. */
const CORNERS = 64

/** The files of a mesh as another program wants them, in one folder, with a README that says how to import them. */
export async function writePreset(
  document: MeshDocument,
  preset: ExportPreset,
  { geometry, ktx2, hulls: most }: PresetOptions,
): Promise<ZipEntries> {
  checkCompression(preset, { geometry, ktx2 })
  const name = `${preset.meshPrefix ?? ''}${safeName(document.name)}`
  const hulls = preset.collision === undefined || most === 0 ? [] : await hullsOf(document.levels[0]!, most)
  const named = hulls.map((mesh, i): Companion => ({ name: hullName(preset, name, i), mesh }))
  const own = await meshFiles({ ...document, name }, preset, named, { geometry, ktx2 })
  const packed = await packTextures(document.material, preset.textures)
  const textures = packed.map(({ file, png }) => ({
    file,
    name: `Textures/${preset.texturePrefix ?? ''}${safeName(document.name)}_${file.suffix}.png`,
    png,
  }))
  const files = [...own.files, ...textures.map(({ name: path, png }) => [path, png] as const)]
  const readme = writeReadme({
    preset,
    name,
    levels: preset.levels === 'none' ? own.levels.slice(0, 1) : own.levels,
    files: files.map(([path]) => path),
    textures,
    compression: [...(geometry === 'none' ? [] : [geometry]), ...(ktx2 ? ['KTX2 textures (ETC1S)'] : [])],
    hulls: hulls.length,
  })
  const all = [...files, ['README.txt', new TextEncoder().encode(readme)] as const]
  return all.map(([path, bytes]) => [`${safeName(document.name)}/${path}`, bytes] as const)
}

function checkCompression(preset: ExportPreset, { geometry, ktx2 }: Compression): void {
  const refused =
    geometry !== 'none' && !preset.compressions.includes(geometry)
      ? geometry
      : ktx2 && !preset.ktx2
        ? 'KTX2'
        : undefined
  if (refused === undefined) return
  const known = [...preset.compressions, ...(preset.ktx2 ? ['KTX2'] : [])]
  throw new WorkspaceError('bad-input', `${preset.title} cannot read ${refused} in such a file.`, {
    hint: known.length === 0 ? 'Leave the compression out.' : `It reads ${known.join(', ')}.`,
  })
}

async function hullsOf(mesh: Mesh, most: number): Promise<Mesh[]> {
  const { collisionHulls } = await import('../../finish/collision-hulls.ts')
  return collisionHulls(mesh, { most, corners: CORNERS })
}

/** Unreal counts with two digits. */
function hullName(preset: ExportPreset, name: string, index: number): string {
  return preset.collision!.name.replace('*', name).replace('#', String(index).padStart(2, '0'))
}

type Files = { readonly files: ZipEntries; readonly levels: readonly Mesh[] }

async function meshFiles(
  document: MeshDocument,
  preset: ExportPreset,
  hulls: readonly Companion[],
  compression: Compression,
): Promise<Files> {
  switch (preset.format) {
    case 'glb':
      return { files: await glbFiles(document, preset, hulls, compression), levels: document.levels }
    case 'usdz': {
      const { writeUsdz } = await import('../write-usdz.ts')
      return { files: [[`${document.name}.usdz`, writeUsdz(document)]], levels: document.levels }
    }
    case 'print':
      return printFiles(document)
    default:
      return preset.format satisfies never
  }
}

async function glbFiles(
  document: MeshDocument,
  preset: ExportPreset,
  hulls: readonly Companion[],
  compression: Compression,
): Promise<ZipEntries> {
  const { writeGlb } = await import('../../write-glb.ts')
  const { compressGlb } = await import('../compress-glb.ts')
  const write = async (part: MeshDocument, companions: readonly Companion[] = []) =>
    compressGlb(await writeGlb(part, companions), compression)
  const { name, material } = document
  const [finest, ...coarser] = document.levels
  const inside = preset.collision?.file === 'same' ? hulls : []
  const levels = preset.levels === 'in-file' ? document.levels : [finest!]
  const files: [string, Uint8Array][] = [[`${name}.glb`, await write({ ...document, levels }, inside)]]
  if (preset.levels === 'files') {
    for (const [i, level] of coarser.entries()) {
      const own = `${name}_LOD${i + 1}`
      const bare = { ...material, textures: {} }
      files.push([`${own}.glb`, await write({ name: own, levels: [level], material: bare })])
    }
  }
  if (preset.collision?.file === 'own' && hulls.length > 0) {
    const [first, ...others] = hulls
    const collider = { name: first!.name, levels: [first!.mesh], material: { name: 'Collider', textures: {} } }
    files.push([`${name}_Collider.glb`, await write(collider, others)])
  }
  return files
}

async function printFiles(document: MeshDocument): Promise<Files> {
  const { printableMesh } = await import('./printable-mesh.ts')
  const { write3mf } = await import('../write-3mf.ts')
  const { writeStl } = await import('../write-stl.ts')
  const mesh = printableMesh(document.levels[0]!, document.name)
  return {
    files: [
      [`${document.name}.3mf`, await write3mf(mesh, document.name)],
      [`${document.name}.stl`, writeStl(mesh)],
    ],
    levels: [mesh],
  }
}
