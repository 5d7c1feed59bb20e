import { z } from 'zod'
import { assetId } from '../../base/asset.ts'
import { defineNode } from '../../base/node.ts'
import { assetName } from './asset-name.ts'
import { nameField, negativePromptField, promptField, readingField, seedField, textureSide } from './input-fields.ts'
import { putMaterialSet, setRoles } from './material-set.ts'

/** A tileable material from words, by the built-in engine. */
export default defineNode({
  id: 'texture.generate',
  summary: 'Make a tileable PBR texture set from a sentence.',
  version: 2,
  input: z.strictObject({
    prompt: promptField.describe('The material in words, like "mossy cobblestone".'),
    negativePrompt: negativePromptField,
    width: textureSide('Width'),
    height: textureSide('Height'),
    seed: seedField,
    maps: z
      .array(z.enum(setRoles))
      .min(1)
      .default([...setRoles])
      .describe('Which maps to write.'),
    normalConvention: z
      .enum(['opengl', 'directx'])
      .default('opengl')
      .describe('Green up (Blender, glTF, Unity) or green down (Unreal).'),
    preview: z.boolean().default(true).describe('Also make a picture of the material on a ball.'),
    name: nameField.describe('Name of the assets; by default made of the prompt.'),
  }),
  output: z.object({
    material: assetId('material'),
    maps: z.record(z.string(), assetId('map')).describe('The maps by their role.'),
    preview: assetId('image').optional(),
    reading: readingField,
    seed: z.int(),
  }),
  example: { prompt: 'mossy cobblestone', width: 256, height: 256, seed: 1, preview: false },

  models: () => [{ task: 'text-to-image', id: 'procedural' }],

  async run({ prompt, negativePrompt, width, height, seed, maps: roles, normalConvention, preview, name }, context) {
    const [{ materialOfPrompt }, { buildMaterial }] = await Promise.all([
      import('../../models/procedural/document-of-prompt.ts'),
      import('../../models/procedural/materials/build-material.ts'),
    ])
    const { pool, memo, signal } = context
    const { spec, reading } = materialOfPrompt({ prompt, negativePrompt, seed })
    const maps = await buildMaterial(
      spec,
      { width, height },
      { pool, signal, onProgress: (fraction) => context.progress(fraction * 0.6, `Building ${spec.family}`) },
    )
    const { renderMaterial } = await import('../../models/procedural/render-material.ts')
    const set = await putMaterialSet(context, maps, {
      name: assetName(name ?? prompt, 'material'),
      roles,
      convention: normalConvention,
      tileable: true,
      parents: [],
      facts: { prompt, ...(negativePrompt === '' ? {} : { negativePrompt }), seed, spec, reading },
      preview: preview ? () => renderMaterial(maps, { side: 256 }, { pool, memo, signal }) : undefined,
    })
    return { ...set, reading, seed }
  },
})
