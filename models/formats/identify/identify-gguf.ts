import type { GgufHeader } from '../gguf/read-gguf.ts'
import { defined } from './defined.ts'
import { formatSize } from './format-size.ts'
import type { Architecture, Identity } from './identity.ts'

/** What image models are called in the files of stable-diffusion.cpp and ComfyUI-GGUF. */
const imageArchitectures: Readonly<Record<string, Architecture>> = {
  flux: 'flux',
  sd3: 'sd3',
  sdxl: 'sdxl',
  sd1: 'sd15',
}

/** Says what a GGUF file is, by its header: language models, and the image models that are also packed so. */
export function identifyGguf({ metadata, tensors }: GgufHeader): Identity {
  const text = (key: string) => (typeof metadata.get(key) === 'string' ? (metadata.get(key) as string) : undefined)
  const name = text('general.architecture') ?? 'unknown'
  const architecture = Object.hasOwn(imageArchitectures, name) ? imageArchitectures[name] : undefined
  const isLanguage = metadata.has(`${name}.context_length`) || metadata.has('tokenizer.ggml.model')
  const kind = architecture !== undefined ? 'unet' : isLanguage ? 'llm' : 'unknown'
  const bytesByType = new Map<string, number>()
  let sizeBytes = 0
  let parameters = 0
  for (const tensor of tensors.values()) {
    bytesByType.set(tensor.type, (bytesByType.get(tensor.type) ?? 0) + tensor.sizeBytes)
    sizeBytes += tensor.sizeBytes
    parameters += tensor.shape.reduce((product, size) => product * size, 1)
  }
  const mostly = [...bytesByType].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'nothing'
  const title = text('general.name')
  const noun = kind === 'llm' ? 'language model' : kind === 'unet' ? 'denoiser' : 'model'
  const what = `the ${noun} ${title === undefined ? `of the architecture ${name}` : `${title} (${name})`}`
  const contextLength = metadata.get(`${name}.context_length`)
  const notes = [
    `${(parameters / 1e9).toFixed(2)} billion parameters, mostly as ${mostly}`,
    ...(typeof contextLength === 'number' ? [`up to ${contextLength} tokens`] : []),
  ]
  return {
    kind,
    what,
    notes,
    tensorCount: tensors.size,
    sizeBytes,
    summary: `T${what.slice(1)} (${tensors.size} tensors, ${formatSize(sizeBytes)}); ${notes.join('; ')}.`,
    ...defined({ architecture }),
  }
}
