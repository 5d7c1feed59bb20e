import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { levelsField, textureSizeField } from './mesh-fields.ts'

const share = z.number().min(0).max(1)

/** Any mesh made ready for use. */
export default defineNode({
  id: 'mesh.finish',
  summary:
    'Make a mesh ready for use: clean it, fill holes, reduce triangles, unwrap, bake textures, make levels of detail.',
  version: 4,
  input: z.strictObject({
    mesh: assetId('mesh').describe('The mesh; OBJ, STL and PLY files become one when they are imported.'),
    triangles: z.int().min(12).max(500_000).optional().describe('The most triangles; by default as many as there are.'),
    textureSize: textureSizeField('Side of baked textures in pixels.', { least: 64, usual: 2048 }),
    unwrap: z
      .enum(['auto', 'new', 'keep'])
      .default('auto')
      .describe(
        'New uvs, the ones there are, or new ones only where those there are do not fit (overlap, filled holes).',
      ),
    bakeNormals: z.boolean().default(true).describe('Keep the relief that fewer triangles lose as a normal map.'),
    bakeOcclusion: z.boolean().default(true).describe('Bake ambient occlusion where new uvs are made.'),
    levels: levelsField,
    weld: share.default(1e-6).describe('Vertices nearer than this share of the diagonal become one.'),
    floaters: share
      .default(0.001)
      .describe('Loose pieces below this share of the area and volume of the largest are removed; 0 keeps all.'),
    holes: z
      .number()
      .min(0)
      .max(10)
      .default(0.2)
      .describe('Holes with a border up to this many diagonals long are filled; 0 fills none.'),
    up: z.enum(['y', 'z']).default('y').describe('The axis of the mesh that points up; z is turned.'),
    pivot: z
      .enum(['keep', 'centre', 'ground'])
      .default('keep')
      .describe('Where the origin lies: as it is, in the middle, or below the middle on the ground.'),
    scale: z.number().positive().max(1e6).default(1).describe('Every size is multiplied by it.'),
    longest: z.number().positive().max(1e6).optional().describe('Longest side in metres, instead of a scale.'),
    name: z.string().min(1).max(100).optional().describe('Name of the mesh; by default made of the one given.'),
  }),
  output: z.object({
    mesh: assetId('mesh'),
    cleaning: z.record(z.string(), z.unknown()).describe('What was removed and filled.'),
    unwrapped: z.boolean().describe('Whether it has new uvs.'),
    baked: z.array(z.string()).describe('Textures that were made anew.'),
    leftOut: z
      .array(z.number())
      .describe(
        'Levels that could not be made: the seams of uvs that are kept forbid them, or nothing is left to remove.',
      ),
    report: z.record(z.string(), z.unknown()).describe('What was measured of the mesh.'),
  }),
  example: { mesh: '$mesh', triangles: 200, textureSize: 64 },

  async run({ mesh, name, up, pivot, scale, longest, triangles, ...options }, context) {
    const [
      { readGlb, writeGlb },
      { finishMesh },
      { placementMatrix },
      { transformMesh },
      { inspectMesh, qualityOfMesh },
    ] = await Promise.all([
      import('./glb.ts'),
      import('./finish/finish-mesh.ts'),
      import('./finish/place-mesh.ts'),
      import('./transform-mesh.ts'),
      import('./inspect-mesh.ts'),
    ])
    const { pool, signal } = context
    const { asset, bytes } = await context.readAsset(mesh)
    const given = await readGlb(bytes)
    const title = name ?? `${asset.name}-finished`
    const finished = await finishMesh(
      { ...given, name: title },
      {
        ...options,
        triangles,
        pool,
        signal,
        onProgress: (fraction, message) => context.progress(fraction * 0.9, message),
      },
    )
    context.progress(0.9, 'Writing the mesh')
    // Placed at the end: reducing may take away the vertex that it stood on.
    const matrix = placementMatrix(finished.document.levels[0]!, { up, pivot, scale, longest })
    const size = matrix[0]!
    const document = {
      ...finished.document,
      levels: finished.document.levels.map((level) => transformMesh(level, matrix)),
    }
    const report = inspectMesh(document.levels)
    const finest = report.levels[0]!
    const put = await context.putAsset(
      {
        name: title,
        kind: 'mesh',
        mediaType: 'model/gltf-binary',
        parents: [mesh],
        quality: qualityOfMesh(report, { solid: finest.watertight }),
        facts: {
          triangles: report.levels.map((level) => level.triangles),
          vertices: finest.vertices,
          watertight: finest.watertight,
          sizeMetres: [0, 1, 2].map((a) => Math.round((finest.max[a]! - finest.min[a]!) * 1e4) / 1e4),
          levelErrorsMetres: finished.levelErrors.map((value) => Math.round(value * size * 1e6) / 1e6),
          ...(finished.baked.length === 0 ? {} : { textureSize: options.textureSize, baked: finished.baked }),
          ...(finished.leftOut.length === 0 ? {} : { levelsLeftOut: finished.leftOut }),
          cleaning: finished.cleaning,
        },
      },
      await writeGlb(document),
    )
    return {
      mesh: put.id,
      cleaning: { ...finished.cleaning },
      unwrapped: finished.unwrapped,
      baked: [...finished.baked],
      leftOut: [...finished.leftOut],
      report: { ...report },
    }
  },
})
