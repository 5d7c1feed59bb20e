import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import type { MeshDocument } from './mesh.ts'

const mediaTypes = {
  glb: 'model/gltf-binary',
  obj: 'model/obj',
  stl: 'model/stl',
  ply: 'model/vnd.ply',
  usdz: 'model/vnd.usdz+zip',
} as const
type Format = keyof typeof mediaTypes

/** Writes one mesh asset as a file for other programs. */
export default defineNode({
  id: 'mesh.export',
  summary: 'Export a mesh as GLB, OBJ with its material, STL, PLY or USDZ.',
  version: 1,
  input: z.object({
    mesh: assetId('mesh'),
    format: z
      .enum(['glb', 'obj', 'stl', 'ply', 'usdz'])
      .default('glb')
      .describe('The kind of file; obj comes as a .zip with its textures.'),
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
      .describe('Every size is multiplied by it; 1000 makes millimetres for 3D printing.'),
  }),
  output: z.object({ file: assetId('export'), triangles: z.int() }),
  example: { mesh: '$mesh', format: 'obj' },

  async run({ mesh, format, level, scale }, context) {
    const { asset, bytes } = await context.readAsset(mesh)
    const { readGlb } = await import('./read-glb.ts')
    const { exportLevel } = await import('./export/export-level.ts')
    const { scaleMesh } = await import('./transform-mesh.ts')
    const whole = { ...(await readGlb(bytes)), name: asset.name }
    const levels = level === undefined && format === 'glb' ? whole.levels : [exportLevel(whole, level ?? 0)]
    const document = { ...whole, levels: levels.map((one) => scaleMesh(one, scale)) }
    context.progress(0.3, `Writing ${format.toUpperCase()}`)
    context.signal.throwIfAborted()
    const triangles = document.levels[0]!.indices.length / 3
    const file = await context.putAsset(
      {
        name: `${asset.name}${level === undefined ? '' : `-lod${level}`}-${format}`,
        kind: 'export',
        mediaType: mediaTypes[format],
        parents: [mesh],
        facts: { format, triangles, levels: document.levels.length, scale, ...(level === undefined ? {} : { level }) },
      },
      await write(document, format),
    )
    return { file: file.id, triangles }
  },
})

async function write(document: MeshDocument, format: Format): Promise<Uint8Array> {
  const mesh = document.levels[0]!
  switch (format) {
    case 'glb':
      return (await import('./write-glb.ts')).writeGlb(document)
    case 'obj':
      return (await import('./export/write-obj.ts')).writeObj(document)
    case 'stl':
      return (await import('./export/write-stl.ts')).writeStl(mesh)
    case 'ply':
      return (await import('./export/write-ply.ts')).writePly(mesh)
    case 'usdz':
      return (await import('./export/write-usdz.ts')).writeUsdz(document)
    default:
      return format satisfies never
  }
}
