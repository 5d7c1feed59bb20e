import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { levelsField, textureSizeField } from './mesh-fields.ts'

/** A textured mesh of a form. */
export default defineNode({
  id: 'mesh.form',
  summary: 'Turn a form into a watertight mesh with uvs, baked textures and levels of detail.',
  version: 4,
  input: z.strictObject({
    form: assetId('form').describe('The form: of an image the built-in engine made, or a form program.'),
    triangles: z.int().min(100).max(60_000).default(12_000).describe('Triangles of the finest level.'),
    levels: levelsField,
    textureSize: textureSizeField('Side of the textures in pixels.'),
    name: z.string().min(1).max(100).optional().describe('Name of the mesh; by default made of the form.'),
  }),
  output: z.object({
    mesh: assetId('mesh'),
    material: assetId('material'),
    report: z.record(z.string(), z.unknown()).describe('What was measured of the mesh.'),
  }),
  example: { form: '$form', triangles: 500, textureSize: 256 },

  async run({ form: formId, triangles, levels, textureSize, name }, context) {
    const [
      { parseFormDocument },
      { buildFormMesh },
      { putMaterialSet },
      { writeGlb },
      { inspectMesh, qualityOfMesh },
      { checkSolid },
    ] = await Promise.all([
      import('../../models/procedural/form-document.ts'),
      import('./build-form-mesh.ts'),
      import('../imaging/material-set.ts'),
      import('./glb.ts'),
      import('./inspect-mesh.ts'),
      import('./check-solid.ts'),
    ])
    const { pool, memo, signal } = context
    const { asset, bytes } = await context.readAsset(formId)
    const document = parseFormDocument(JSON.parse(new TextDecoder().decode(bytes)))
    const title = name ?? asset.name.replace(/-form$/, '')
    const built = await buildFormMesh(document, {
      triangles,
      levels,
      textureSize,
      pool,
      memo,
      signal,
      onProgress: (fraction, message) => context.progress(fraction * 0.7, message),
    })
    // The threads encode the maps while this one inspects the levels.
    const [set, report] = await Promise.all([
      putMaterialSet(context, built.maps, {
        name: `${title}-texture`,
        roles: ['albedo', 'normal', 'orm', 'emission'],
        convention: 'opengl',
        tileable: false,
        parents: [formId],
        facts: { summary: document.summary },
      }),
      inspect(),
    ])
    context.progress(0.9, 'Writing the mesh')
    const read = async (role: string) => {
      const id = set.maps[role]
      return id === undefined ? undefined : (await context.readAsset(id)).bytes
    }
    const [albedo, normal, orm, emission] = await Promise.all(['albedo', 'normal', 'orm', 'emission'].map(read))
    const mesh = {
      name: title,
      levels: built.levels,
      material: {
        name: title,
        textures: {
          ...(albedo && { albedo }),
          ...(normal && { normal }),
          ...(orm && { orm }),
          ...(emission && { emission }),
        },
      },
    }
    const glb = await writeGlb(mesh)
    const levelErrors = built.levelErrors.map((value) => Math.round(value * 1e6) / 1e6)
    const finest = report.levels[0]!
    const put = await context.putAsset(
      {
        name: title,
        kind: 'mesh',
        mediaType: 'model/gltf-binary',
        parents: [formId, set.material],
        quality: qualityOfMesh(report),
        facts: {
          triangles: report.levels.map((level) => level.triangles),
          vertices: finest.vertices,
          watertight: finest.watertight,
          sizeMetres: [0, 1, 2].map((a) => Math.round((finest.max[a]! - finest.min[a]!) * 1e4) / 1e4),
          levelErrorsMetres: levelErrors,
          ...(built.leftOut.length === 0 ? {} : { levelsLeftOut: built.leftOut }),
          textureSize,
          charts: built.chartCount,
          cavitiesLeftOut: built.cavities,
          crumbsLeftOut: built.crumbs,
          summary: document.summary,
        },
      },
      glb,
    )
    return { mesh: put.id, material: set.material, report: { ...report, levelErrors } }

    async function inspect() {
      const solid = await checkSolid(built.levels[0]!)
      return { ...inspectMesh(built.levels), solid }
    }
  },
})
