import { z } from 'zod'
import { type Asset, assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { levelsField, textureSizeField } from './mesh-fields.ts'

const methods = ['form', 'model', 'relief'] as const

/** Imported when they run: an answer from the cache needs none of them. */
const steps = {
  chooseMethod: async () => (await import('./from-image/choose-method.ts')).chooseMethod,
  guessMesh: async () => (await import('./from-image/guess-mesh.ts')).guessMesh,
  depthImage: async () => (await import('../imaging/depth-image.node.ts')).default,
  formMesh: async () => (await import('./form-mesh.node.ts')).default,
  reliefMesh: async () => (await import('./relief-mesh.node.ts')).default,
}

/** A mesh of what a picture shows, by the best means there is. */
export default defineNode({
  id: 'mesh.from-image',
  summary: 'Turn an image into a textured mesh, by the best method available; it says which.',
  version: 1,
  input: z.strictObject({
    image: assetId('image').describe('The image: of one thing, best cut out of its background.'),
    views: z
      .array(assetId('image'))
      .max(16)
      .optional()
      .describe('Pictures all around the thing, for models that take several instead of one.'),
    method: z
      .enum(['auto', ...methods])
      .default('auto')
      .describe(
        'form: the exact shape, of images the built-in engine made. model: a mesh model. relief: its depth, lifted. auto: the first that can.',
      ),
    model: z.string().optional().describe('The mesh model; see: ai-workspace models list.'),
    background: z
      .enum(['remove', 'keep'])
      .default('remove')
      .describe('For a mesh model: cut the thing out of its background first, or show it the whole image.'),
    resolution: z
      .int()
      .min(16)
      .max(512)
      .optional()
      .describe("For a mesh model: points of its grid along each side; by default the model's own."),
    size: z.number().min(0.001).max(1000).default(1).describe('For a mesh model: metres of the longest side.'),
    triangles: z.int().min(100).max(60_000).default(20_000).describe('Triangles of the finest level.'),
    levels: levelsField,
    textureSize: textureSizeField('Side of the texture in pixels.'),
    name: z.string().min(1).max(100).optional().describe('Name of the mesh; by default made of the image.'),
  }),
  output: z.object({
    mesh: assetId('mesh'),
    method: z.enum(methods).describe('How it was made.'),
    reason: z.string().describe('Why so, in a sentence.'),
    model: z.string().optional(),
    material: assetId('material').optional(),
    depth: assetId('map').optional(),
    cutout: assetId('image').optional(),
    report: z.record(z.string(), z.unknown()).describe('What was measured of the mesh.'),
  }),
  example: { image: '$image', triangles: 500, textureSize: 256 },

  models: ({ method, model }) =>
    method === 'form'
      ? []
      : [{ task: 'mesh', ...(model === undefined ? { optional: method !== 'model' } : { id: model }) }],

  async run(input, context) {
    const { image, triangles, levels, textureSize, name: given } = input
    const { method, reason, form } = await (await steps.chooseMethod())(context, input)
    const { asset } = await context.readAsset(image)
    const name = given ?? `${asset.name}-mesh`
    context.progress(0.02, reason)
    switch (method) {
      case 'form': {
        const request = { form: form!, triangles, levels, textureSize, name }
        const { mesh, material, report } = await context.run(await steps.formMesh(), request)
        return { mesh, method, reason, material, report }
      }
      case 'model':
        return { method, reason, ...(await (await steps.guessMesh())(context, { ...input, name })) }
      case 'relief': {
        const depthImage = await steps.depthImage()
        const { depth } = await context.run(depthImage, { image }, { until: 0.6 }).catch((error: unknown) => {
          throw input.method === 'relief' ? error : noModel(asset, error)
        })
        const request = { map: depth, image, triangles, levels, width: input.size, name }
        const { mesh, report } = await context.run(await steps.reliefMesh(), request)
        return { mesh, method, reason, depth, report }
      }
      default:
        return method satisfies never
    }
  },
})

/** Nothing at all can be done: a depth model is not the only way out. */
function noModel({ name }: Asset, cause: unknown): unknown {
  if (!(cause instanceof WorkspaceError) || cause.code !== 'no-model') return cause
  return new WorkspaceError('no-model', `No installed model can make a mesh of "${name}", or see its depth.`, {
    hint: 'Get one: ai-workspace models pull triposr, or for a relief: ai-workspace models pull depth-anything-v2-small',
    cause,
  })
}
