import { z } from 'zod'
import { defineNode } from '../../base/node.ts'
import { assetName } from './asset-name.ts'
import { nameField, negativePromptField, promptField, readingField, seedField, textureSide } from './input-fields.ts'
import { putMaterialSet } from './material-set.ts'
import { textureFields, textureOutput } from './texture-fields.ts'

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
    ...textureFields,
    name: nameField.describe('Name of the assets; by default made of the prompt.'),
  }),
  output: z.object({
    ...textureOutput,
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
    const { pool, signal } = context
    const { spec, reading } = materialOfPrompt({ prompt, negativePrompt, seed })
    const maps = await buildMaterial(
      spec,
      { width, height },
      { pool, signal, onProgress: (fraction) => context.progress(fraction * 0.6, `Building ${spec.family}`) },
    )
    const set = await putMaterialSet(context, maps, {
      name: assetName(name ?? prompt, 'material'),
      roles,
      convention: normalConvention,
      tileable: true,
      parents: [],
      facts: { prompt, ...(negativePrompt === '' ? {} : { negativePrompt }), seed, spec, reading },
      preview,
    })
    return { ...set, reading, seed }
  },
})
