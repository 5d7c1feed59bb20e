import type { ImageAbility, ImageModel, ModelFamily } from '../../../base/model.ts'
import {
  detectStableDiffusion,
  type StableDiffusionParameters,
  splitWeights,
  stableDiffusionArchitectures,
} from './components.ts'

/** What each was trained on. SD 2.x exists for 512 and 768; turbo models for 512. */
const sizes = {
  sd15: { width: 512, height: 512 },
  sd21: { width: 512, height: 512 },
  sdxl: { width: 1024, height: 1024 },
  'sdxl-refiner': { width: 1024, height: 1024 },
} as const

const abilities: readonly ImageAbility[] = ['start', 'mask', 'control', 'seamless', 'variation', 'sampling']

/** Stable Diffusion 1.x, 2.x and SDXL out of the checkpoints that ComfyUI and AUTOMATIC1111 take. */
const stableDiffusion: ModelFamily<'text-to-image', StableDiffusionParameters> = {
  id: 'stable-diffusion',
  task: 'text-to-image',
  summary: 'Stable Diffusion 1.x, 2.x and SDXL, from a safetensors or torch checkpoint as it is.',
  version: 2,
  architectures: stableDiffusionArchitectures,
  detect: detectStableDiffusion,
  async describe(parameters, settings) {
    const { chooseSampling } = await import('./defaults.ts')
    const { steps, sampler, schedule, guidance } = chooseSampling(parameters, settings)
    return { abilities, size: sizes[parameters.architecture], sampling: { steps, sampler, schedule, guidance } }
  },
  async load(detected, installed, context) {
    if (installed === undefined) throw new Error('Stable Diffusion has no weights of its own.')
    const [
      { openCheckpoint },
      { checkpointWeights },
      { generateImage },
      { createClipTokenizer },
      { clipVocabularyOf },
      { settlePrediction },
    ] = await Promise.all([
      import('../../formats/open-checkpoint.ts'),
      import('../../graph/checkpoint-weights.ts'),
      import('./generate.ts'),
      import('../tokenizers/clip-tokenizer.ts'),
      import('./clip-vocabulary-of.ts'),
      import('./settle-prediction.ts'),
    ])
    const checkpoint = await openCheckpoint(installed.path)
    const parameters = await settlePrediction(detected, checkpoint, installed.settings)
    const weights = splitWeights(checkpointWeights(checkpoint))
    const vocabulary = clipVocabularyOf(installed)
    const tokenizers = parameters.textEncoders.map(({ pad }) => createClipTokenizer(vocabulary, { pad }))
    const generate: ImageModel['generate'] = (request, options) =>
      generateImage({ parameters, weights, tokenizers, installed, context }, request, options)
    return {
      abilities: new Set(abilities),
      size: sizes[parameters.architecture],
      generate,
      [Symbol.asyncDispose]: () => checkpoint[Symbol.asyncDispose](),
    }
  },
}
export default stableDiffusion
