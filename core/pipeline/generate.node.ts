import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { WorkspaceError } from '../../base/error.ts'
import { defineNode } from '../../base/node.ts'
import { blenderStamp } from '../config/find-blender.ts'
import { diffusionFields, modelsOfRequest, optionalSide, pickDiffusionFields } from '../imaging/diffusion-fields.ts'

/** Imported when they run: an answer from the cache needs none of them. */
const steps = {
  depthImage: async () => (await import('../imaging/depth-image.node.ts')).default,
  fromImageMesh: async () => (await import('../generation3d/from-image-mesh.node.ts')).default,
  formMesh: async () => (await import('../generation3d/form-mesh.node.ts')).default,
  generateImage: async () => (await import('../imaging/generate-image.node.ts')).default,
  generateTexture: async () => (await import('../imaging/generate-texture.node.ts')).default,
  normalImage: async () => (await import('../imaging/normal-image.node.ts')).default,
  reliefMesh: async () => (await import('../generation3d/relief-mesh.node.ts')).default,
  renderForm: async () => (await import('../generation3d/render-form.node.ts')).default,
}

const makeOutput = () =>
  z.object({
    image: assetId('image'),
    images: z.array(assetId('image')).optional().describe('All of them, when there are several.'),
    form: assetId('form').optional(),
    depth: assetId('map').optional(),
    normal: assetId('map').optional(),
    material: assetId('material').optional(),
    mesh: assetId('mesh').optional(),
    method: z
      .enum(['form', 'model', 'relief'])
      .optional()
      .describe('How the mesh of a picture without a form was made.'),
    reason: z.string().optional().describe('Why so, in a sentence.'),
    blend: assetId('export').optional(),
    script: assetId('export').optional(),
    problem: z.string().optional().describe('Why Blender saved no .blend although it is there.'),
    made: z.enum(['blend', 'glb-and-script']).optional().describe('Whether Blender was there to save a .blend.'),
    reading: z.record(z.string(), z.unknown()).optional().describe('What was understood of the prompt.'),
    seed: z.int(),
  })

/** Made when it is asked for: what comes from the cache was checked before it was kept. */
let output: ReturnType<typeof makeOutput> | undefined

/** The main job: a picture from words or a form, and with `3d` everything up to Blender. */
export default defineNode({
  id: 'generate',
  summary:
    'Make an image from a sentence; with --3d also its depth and normal maps, a textured mesh and a Blender export.',
  version: 5,
  input: z.strictObject({
    prompt: z
      .string()
      .check(z.trim(), z.maxLength(10_000))
      .optional()
      .register(z.globalRegistry, { description: 'What to make, in words.' }),
    form: assetId('form')
      .optional()
      .register(z.globalRegistry, { description: 'A form program (JSON) to use instead of words.' }),
    negativePrompt: z
      .string()
      .check(z.maxLength(10_000))
      .default('')
      .register(z.globalRegistry, { flag: 'negative', description: 'What to leave out.' }),
    '3d': z
      .boolean()
      .default(false)
      .register(z.globalRegistry, { description: 'Also make depth, normals, a textured mesh and a Blender export.' }),
    width: optionalSide('Width'),
    height: optionalSide('Height'),
    seed: z
      .int()
      .check(z.gte(-1), z.lte(2 ** 32 - 1))
      .default(-1)
      .register(z.globalRegistry, {
        randomSeed: true,
        description: 'The same seed gives the same bytes; −1 chooses one.',
      }),
    model: z
      .string()
      .optional()
      .register(z.globalRegistry, { description: 'The image model; see: ai-workspace models list.' }),
    name: z
      .string()
      .check(z.maxLength(100))
      .optional()
      .register(z.globalRegistry, { description: 'Name of the assets; by default made of the prompt.' }),
    ...diffusionFields,
    triangles: z
      .int()
      .check(z.gte(100), z.lte(60_000))
      .default(12_000)
      .register(z.globalRegistry, { description: 'Triangles of the finest mesh.' }),
    textureSize: z
      .int()
      .check(z.gte(256), z.lte(4096))
      .default(1024)
      .register(z.globalRegistry, { description: "Side of the mesh's textures in pixels." }),
    blender: z
      .boolean()
      .default(true)
      .register(z.globalRegistry, { description: 'With --3d: make the Blender export.' }),
  }),
  get output() {
    output ??= makeOutput()
    return output
  },
  example: { prompt: 'ancient stone statue', width: 64, height: 64, seed: 1 },

  models: (input) => [
    ...(input.form === undefined ? modelsOfRequest(input) : []),
    // Of a picture whose form nobody knows, models see the shape.
    ...(input['3d'] ? (['depth', 'mesh'] as const).map((task) => ({ task, optional: true })) : []),
  ],

  // The export is a .blend or not, depending on the Blender that is there.
  environment: async (input, config) => (input['3d'] && input.blender ? blenderStamp(config) : ''),

  async run(input, context) {
    const { prompt, form, negativePrompt, seed, model, name, triangles, textureSize, blender, '3d': all } = input
    const size = {
      ...(input.width === undefined ? {} : { width: input.width }),
      ...(input.height === undefined ? {} : { height: input.height }),
    }
    const common = { ...size, seed, ...(name === undefined ? {} : { name }) }
    if ((prompt === undefined || prompt === '') === (form === undefined)) {
      throw new WorkspaceError('bad-input', 'It takes a prompt or a form, one of the two.', {
        hint: 'For example: ai-workspace generate "ancient stone statue" --3d',
      })
    }
    const picture =
      form !== undefined
        ? {
            ...(await context.run(await steps.renderForm(), { ...common, form }, { until: all ? 0.3 : 1 })),
            form,
            reading: undefined,
          }
        : await context.run(
            await steps.generateImage(),
            {
              ...pickDiffusionFields(input),
              ...common,
              prompt: prompt!,
              negativePrompt,
              ...(model === undefined ? {} : { model }),
            },
            { until: all ? 0.3 : 1 },
          )
    const reading = picture.reading === undefined ? {} : { reading: picture.reading }
    const images = 'images' in picture && picture.images !== undefined ? { images: picture.images } : {}
    const start = {
      image: picture.image,
      ...images,
      seed,
      ...reading,
      ...(picture.form === undefined ? {} : { form: picture.form }),
    }
    if (!all) return start

    const { asset } = await context.readAsset(picture.image)
    const maps =
      picture.form === undefined
        ? await seenMaps()
        : {
            depth: (await context.run(await steps.depthImage(), { image: picture.image }, { until: 0.35 })).depth,
            normal: (await context.run(await steps.normalImage(), { image: picture.image }, { until: 0.4 })).normal,
          }
    const exportBlender = blender ? await context.node('blender.export') : undefined
    // Blender takes half a second and more to start, most of it on one core: it does so while the mesh is made.
    await using prepared = await exportBlender?.prepare?.(context.config)
    const solid = await makeSolid()
    const made = { ...start, ...maps, ...solid }
    if (exportBlender === undefined) return made
    const exported = (await context.run(exportBlender, { meshes: [solid.mesh], name: asset.name }, { prepared })) as {
      script: string
      blend?: string
      made: 'blend' | 'glb-and-script'
      problem?: string
    }
    return {
      ...made,
      script: exported.script,
      made: exported.made,
      ...(exported.blend === undefined ? {} : { blend: exported.blend }),
      ...(exported.problem === undefined ? {} : { problem: exported.problem }),
    }

    async function makeSolid() {
      if (picture.form === undefined) {
        const request = { image: picture.image, triangles, textureSize }
        const guessed = await context.run(await steps.fromImageMesh(), request, { until: 0.85 })
        const { mesh, depth, method, reason } = guessed
        return { mesh, method, reason, ...(depth === undefined ? {} : { depth }) }
      }
      const onlyMaterial = (await context.readAsset(picture.form)).asset.facts['subject'] === 'material'
      if (onlyMaterial) return makeRelief()
      const { mesh, material } = await context.run(
        await steps.formMesh(),
        { form: picture.form, triangles, textureSize },
        { until: 0.85 },
      )
      return { mesh, material }
    }

    /** Depth and normals as a depth model sees them, where there is one. */
    async function seenMaps(): Promise<{ depth?: string; normal?: string }> {
      const seen = await context
        .run(await steps.depthImage(), { image: picture.image }, { until: 0.35 })
        .catch((error: unknown) => {
          if (error instanceof WorkspaceError && error.code === 'no-model') return undefined
          throw error
        })
      if (seen === undefined) return {}
      const { normal } = await context.run(await steps.normalImage(), { image: seen.depth }, { until: 0.4 })
      return { depth: seen.depth, normal }
    }

    /** A prompt of nothing but a material: its height map becomes a slab. */
    async function makeRelief(): Promise<{ mesh: string; material: string }> {
      const texture = await context.run(
        await steps.generateTexture(),
        { prompt: prompt ?? '', width: textureSize, height: textureSize, seed },
        { until: 0.6 },
      )
      const { mesh } = await context.run(
        await steps.reliefMesh(),
        { map: texture.maps['height']!, image: texture.maps['albedo']! },
        { until: 0.85 },
      )
      return { mesh, material: texture.material }
    }
  },
})
