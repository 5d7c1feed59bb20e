import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'

/** A mesh measured, whoever made it. */
export default defineNode({
  id: 'mesh.inspect',
  summary: 'Measure a mesh: closed or not, manifold, degenerate triangles, uv overlap, texel density, volume.',
  version: 1,
  input: z.strictObject({ mesh: assetId('mesh').describe('The mesh to measure.') }),
  output: z.object({
    report: z.record(z.string(), z.unknown()).describe('What was measured, for each level of detail.'),
    score: z.number().describe('Share of the checks that it passes.'),
    failed: z.array(z.string()).describe('Names of the checks that it fails.'),
  }),
  example: { mesh: '$mesh' },

  async run({ mesh }, context) {
    const [{ readGlb }, { inspectMesh, qualityOfMesh }, { checkSolid }] = await Promise.all([
      import('./glb.ts'),
      import('./inspect-mesh.ts'),
      import('./check-solid.ts'),
    ])
    const { bytes } = await context.readAsset(mesh)
    const document = await readGlb(bytes)
    const report = { ...inspectMesh(document.levels), solid: await checkSolid(document.levels[0]!) }
    const { score, measures } = qualityOfMesh(report)
    return {
      report: { ...report },
      score,
      failed: measures.filter(({ pass }) => pass === false).map(({ name }) => name),
    }
  },
})
