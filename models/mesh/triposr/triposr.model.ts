import type { ModelFamily } from '../../../base/model.ts'
import { floatBytes } from '../../graph/float-bytes.ts'
import { readMeshSettings } from '../mesh-settings.ts'
import { readModelConfig } from '../model-config.ts'
import { tripoSrConfig } from './triposr-config.ts'
import { tripoSrHandle } from './triposr-handle.ts'
import { tripoSrParts } from './triposr-parts.ts'

/** TripoSR: a mesh of one picture. */
const family: ModelFamily<'mesh', { readonly weightBytes: number }> = {
  id: 'triposr',
  task: 'mesh',
  summary: 'TripoSR: a mesh with colours out of one picture.',
  version: 1,
  architectures: ['triposr'],

  detect: ({ tensors }) =>
    tensors.has('tokenizer.embeddings') && tensors.has('post_processor.upsample.weight')
      ? { weightBytes: floatBytes(tensors) }
      : undefined,

  async load({ weightBytes }, weights, context) {
    const config = await readModelConfig(tripoSrConfig, weights!)
    const { title } = weights!
    const settings = readMeshSettings(weights!.settings, title)
    const parts = tripoSrParts(weights!, { config, weightBytes }, context)
    return tripoSrHandle(parts, { title, config, settings }, context)
  },
}
export default family
