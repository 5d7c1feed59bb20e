import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'

/** A mesh measured, whoever made it. */
export default defineNode({
  id: 'mesh.inspect',
  summary: 'Measure a mesh: closed or not, manifold, holes, uv overlap and stretch, texel density, volume, memory.',
  version: 3,
  input: z.strictObject({
    mesh: assetId('mesh').describe('The mesh to measure.'),
    page: z.boolean().default(false).describe('Also make a page with pictures of it from all sides.'),
  }),
  output: z.object({
    report: z.record(z.string(), z.unknown()).describe('What was measured, for each level of detail.'),
    score: z.number().describe('Share of the checks that it passes.'),
    failed: z.array(z.string()).describe('Names of the checks that it fails.'),
    page: assetId('export').optional().describe('The report as one HTML file.'),
    sheet: assetId('image').optional().describe('The mesh from eight sides.'),
  }),
  example: { mesh: '$mesh' },

  async run({ mesh, page }, context) {
    const { asset, bytes } = await context.readAsset(mesh)
    const { measureMesh } = await import('./inspect/measure-mesh.ts')
    const { readGlb } = await import('./glb.ts')
    const document = await readGlb(bytes)
    const { report, quality } = await measureMesh(document)
    const answer = {
      report: { ...report },
      score: quality.score,
      failed: quality.measures.filter(({ pass }) => pass === false).map(({ name }) => name),
    }
    if (!page) return answer
    context.progress(0.3, 'Drawing it from all sides')
    const { drawInspection } = await import('./inspect/draw-inspection.ts')
    const { inspectionPage } = await import('./inspect/inspection-page.ts')
    const pictures = await drawInspection(document, context.signal)
    const sheet = await context.putAsset(
      { name: `${asset.name}-views`, kind: 'image', mediaType: 'image/png', parents: [mesh] },
      pictures.sheet,
    )
    const html = inspectionPage({ ...report, name: asset.name, quality, pictures })
    const put = await context.putAsset(
      { name: `${asset.name}-report`, kind: 'export', mediaType: 'text/html', parents: [mesh] },
      new TextEncoder().encode(html),
    )
    return { ...answer, page: put.id, sheet: sheet.id }
  },
})
