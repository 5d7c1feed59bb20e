import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import type { Compression } from './export/compress-glb.ts'
import { type PresetId, presetIds } from './export/presets/preset-ids.ts'
import type { PresetOptions } from './export/presets/write-preset.ts'
import type { MeshDocument } from './mesh.ts'

const mediaTypes = {
  glb: 'model/gltf-binary',
  obj: 'model/obj',
  stl: 'model/stl',
  ply: 'model/vnd.ply',
  usdz: 'model/vnd.usdz+zip',
  '3mf': 'model/3mf',
} as const
type Format = keyof typeof mediaTypes

/** Writes one mesh asset as a file for other programs. */
export default defineNode({
  id: 'mesh.export',
  summary: 'Export a mesh as a file (GLB, OBJ, STL, PLY, USDZ, 3MF), or as a folder made for one program.',
  version: 2,
  input: z.object({
    mesh: assetId('mesh'),
    preset: z
      .enum(presetIds)
      .optional()
      .describe('All that a program wants, as a .zip of one folder with a README; instead of a format.'),
    format: z
      .enum(['glb', 'obj', 'stl', 'ply', 'usdz', '3mf'])
      .optional()
      .describe('The kind of file, glb by default; obj comes as a .zip with its textures.'),
    level: z
      .int()
      .min(0)
      .max(15)
      .optional()
      .describe('Level of detail, 0 being the finest; GLB holds all levels when left out, the others the finest.'),
    scale: z
      .number()
      .positive()
      .max(1e6)
      .default(1)
      .describe(
        'Every size is multiplied by it; 1000 makes millimetres of an STL (3MF and the preset print do so themselves).',
      ),
    compress: z
      .enum(['none', 'draco', 'meshopt'])
      .default('none')
      .describe('Makes a GLB smaller, for programs that can read it.'),
    ktx2: z
      .boolean()
      .default(false)
      .describe('Textures of a GLB as KTX2 (ETC1S), small on the graphics processor; takes seconds a texture.'),
    hulls: z
      .int()
      .min(0)
      .max(32)
      .default(8)
      .describe('The most convex hulls for collisions, where the preset has a place for them; 0 makes none.'),
  }),
  output: z.object({ file: assetId('export'), triangles: z.int() }),
  example: { mesh: '$mesh', format: 'obj' },

  async run({ mesh, preset, format: wanted, level, scale, compress, ktx2, hulls }, context) {
    if (preset !== undefined && wanted !== undefined) {
      throw new WorkspaceError('bad-input', `A preset says its own format; got ${preset} and ${wanted}.`, {
        hint: 'Give one of the two.',
      })
    }
    const format = wanted ?? 'glb'
    if (preset === undefined && format !== 'glb' && (compress !== 'none' || ktx2)) {
      throw new WorkspaceError('bad-input', `Only a GLB can be compressed; got ${format}.`, {
        hint: 'Leave the compression out.',
      })
    }
    const { asset, bytes } = await context.readAsset(mesh)
    const { readGlb } = await import('./read-glb.ts')
    const { exportLevel } = await import('./export/export-level.ts')
    const { scaleMesh } = await import('./transform-mesh.ts')
    const whole = { ...(await readGlb(bytes)), name: asset.name }
    const keeps = level === undefined && (format === 'glb' || preset !== undefined)
    const levels = keeps ? whole.levels : [exportLevel(whole, level ?? 0)]
    const document = { ...whole, levels: levels.map((one) => scaleMesh(one, scale)) }
    context.progress(0.3, `Writing ${preset ?? format.toUpperCase()}`)
    context.signal.throwIfAborted()
    const triangles = document.levels[0]!.indices.length / 3
    const compression = { geometry: compress, ktx2 }
    const written =
      preset === undefined
        ? await write(document, format, compression)
        : await writeFor(preset, document, { ...compression, hulls })
    const file = await context.putAsset(
      {
        name: `${asset.name}${level === undefined ? '' : `-lod${level}`}-${preset ?? format}`,
        kind: 'export',
        mediaType: preset === undefined ? mediaTypes[format] : 'application/zip',
        parents: [mesh],
        facts: {
          ...(preset === undefined ? { format } : { preset }),
          triangles,
          levels: document.levels.length,
          scale,
          ...(level === undefined ? {} : { level }),
          ...(compress === 'none' ? {} : { compress }),
          ...(ktx2 ? { ktx2 } : {}),
        },
      },
      written,
    )
    return { file: file.id, triangles }
  },
})

async function writeFor(preset: PresetId, document: MeshDocument, options: PresetOptions): Promise<Uint8Array> {
  const { presets } = await import('./export/presets/presets.ts')
  const { writePreset } = await import('./export/presets/write-preset.ts')
  const { zipFiles } = await import('./export/zip.ts')
  return zipFiles(await writePreset(document, presets[preset], options))
}

async function write(document: MeshDocument, format: Format, compression: Compression): Promise<Uint8Array> {
  const mesh = document.levels[0]!
  switch (format) {
    case 'glb':
      return (await import('./export/compress-glb.ts')).compressGlb(
        await (await import('./write-glb.ts')).writeGlb(document),
        compression,
      )
    case 'obj':
      return (await import('./export/write-obj.ts')).writeObj(document)
    case 'stl':
      return (await import('./export/write-stl.ts')).writeStl(mesh)
    case 'ply':
      return (await import('./export/write-ply.ts')).writePly(mesh)
    case 'usdz':
      return (await import('./export/write-usdz.ts')).writeUsdz(document)
    case '3mf': {
      const { printableMesh } = await import('./export/presets/printable-mesh.ts')
      return (await import('./export/write-3mf.ts')).write3mf(printableMesh(mesh, document.name), document.name)
    }
    default:
      return format satisfies never
  }
}
