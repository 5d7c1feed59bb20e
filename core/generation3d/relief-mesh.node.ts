import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { levelsField } from './mesh-fields.ts'

/** A height field as a mesh. */
export default defineNode({
  id: 'mesh.relief',
  summary: 'Lift a height or depth map to a relief mesh: bright is high.',
  version: 2,
  input: z.strictObject({
    map: assetId('map', 'image').describe('The height or depth map; any picture is read by its brightness.'),
    image: assetId('image', 'map').optional().describe('A picture to lay over it.'),
    width: z
      .number()
      .min(0.001)
      .max(1000)
      .optional()
      .describe('Metres from side to side; by default that of the map, or 1.'),
    depth: z
      .number()
      .min(0)
      .max(1000)
      .optional()
      .describe('Metres from black to white; by default that of the map, or a tenth of the width.'),
    base: z
      .number()
      .min(0)
      .max(1000)
      .optional()
      .describe('Metres of solid behind the relief, by default a twentieth of the width; 0 leaves it open.'),
    triangles: z.int().min(10).max(200_000).default(20_000).describe('The most triangles of the finest level.'),
    precision: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.002)
      .describe('Error that needs no more triangles, as a share of the depth.'),
    levels: levelsField,
    name: z.string().min(1).max(100).optional().describe('Name of the mesh; by default made of the map.'),
  }),
  output: z.object({
    mesh: assetId('mesh'),
    report: z.record(z.string(), z.unknown()).describe('What was measured of the mesh.'),
  }),
  example: { map: '$map', triangles: 200 },

  async run({ map, image, triangles, precision, levels: shares, name, ...sizes }, context) {
    const [
      { readHeights },
      { decodeImage },
      { encodePictures },
      { buildRelief },
      { reliefTexture },
      { buildLevels },
      { creaseNormals },
    ] = await Promise.all([
      import('./relief/read-heights.ts'),
      import('../imaging/codecs/decode-image.ts'),
      import('../imaging/encode-assets.ts'),
      import('./relief/build-relief.ts'),
      import('./relief/relief-texture.ts'),
      import('./build-levels.ts'),
      import('./relief/crease-normals.ts'),
    ])
    const [{ writeGlb }, { inspectMesh, qualityOfMesh }] = await Promise.all([
      import('./glb.ts'),
      import('./inspect-mesh.ts'),
    ])
    const { pool, signal } = context
    const { asset, bytes } = await context.readAsset(map)
    const heights = await readHeights(asset, bytes)
    const fact = (key: string) => {
      const value = asset.facts[key]
      return typeof value === 'number' && value > 0 ? value : undefined
    }
    const width = sizes.width ?? fact('tileSize') ?? 1
    const depth = sizes.depth ?? fact('heightRangeMetres') ?? width * 0.1
    const base = sizes.base ?? width * 0.05
    const picture = image === undefined ? undefined : await decodeImage((await context.readAsset(image)).bytes)
    const ratio = picture === undefined ? 1 : (picture.width * heights.height) / (picture.height * heights.width)
    if (Math.abs(ratio - 1) > 0.02) {
      throw new WorkspaceError(
        'bad-input',
        `The picture is ${picture!.width} × ${picture!.height}, the map ${heights.width} × ${heights.height}: not of one shape.`,
        { hint: 'Give a picture with the sides of the map in the same proportion.' },
      )
    }
    context.progress(0.1, 'Triangulating')
    const { mesh, error } = await buildRelief(heights, {
      width,
      depth,
      base,
      triangles,
      maxError: depth * precision,
      signal,
    })
    context.progress(0.5, 'Making levels of detail')
    const { levels: smooth, errors, leftOut } = await buildLevels(mesh, shares)
    // After reducing: sharp edges are seams, which forbid collapses.
    const levels = await Promise.all(smooth.map(creaseNormals))
    signal.throwIfAborted()
    context.progress(0.7, 'Writing the texture')
    const drawn = picture === undefined ? undefined : base > 0 ? reliefTexture(picture) : picture
    const [albedo] = drawn === undefined ? [] : await encodePictures([{ image: drawn }], { pool, signal })
    const title = name ?? `${asset.name.replace(/-(height|depth)$/, '')}-relief`
    const document = {
      name: title,
      levels,
      material: {
        name: title,
        textures: albedo === undefined ? {} : { albedo: albedo.bytes },
        roughness: 0.8,
        metalness: 0,
      },
    }
    context.progress(0.85, 'Writing the mesh')
    const report = inspectMesh(document.levels)
    const levelErrors = [error, ...errors.map((more) => error + more)].map((value) => Math.round(value * 1e6) / 1e6)
    const put = await context.putAsset(
      {
        name: title,
        kind: 'mesh',
        mediaType: 'model/gltf-binary',
        parents: image === undefined ? [map] : [map, image],
        quality: qualityOfMesh(report, { solid: base > 0 }),
        facts: {
          triangles: report.levels.map((level) => level.triangles),
          vertices: report.levels[0]!.vertices,
          watertight: report.levels[0]!.watertight,
          widthMetres: width,
          depthMetres: depth,
          baseMetres: base,
          levelErrorsMetres: levelErrors,
          ...(leftOut.length === 0 ? {} : { levelsLeftOut: leftOut }),
        },
      },
      await writeGlb(document),
    )
    return { mesh: put.id, report: { ...report, levelErrors } }
  },
})
