import type { GeneratedImage, ImageAbility, ImageModel, ModelFamily } from '../../base/model.ts'

/** The built-in engine: no weights, always there, and the same bytes on any machine. */
const procedural: ModelFamily<'text-to-image', true> = {
  id: 'procedural',
  task: 'text-to-image',
  summary:
    'Built-in engine, not a neural network: reads the prompt with a word list and renders shapes and materials from formulas.',
  version: 2,
  builtIn: true,
  architectures: [],
  detect: () => true,
  describe: async () => ({ abilities: [], size: { width: 512, height: 512 } }),
  async load() {
    return { abilities: new Set<ImageAbility>(), generate, [Symbol.asyncDispose]: async () => {} }
  },
}
export default procedural

const generate: ImageModel['generate'] = async (
  request,
  { pool, memo, signal, onProgress },
): Promise<GeneratedImage> => {
  const [{ documentOfPrompt }, { renderDocument }] = await Promise.all([
    import('./document-of-prompt.ts'),
    import('./render-document.ts'),
  ])
  const { document, reading } = documentOfPrompt(request)
  const { width, height } = request
  const { rgb, camera } = await renderDocument(document, { width, height }, { pool, memo, signal, onProgress })
  return {
    pixels: { width, height, channels: 3, data: rgb },
    scene: { ...document, camera },
    reading,
  }
}
