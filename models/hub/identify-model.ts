import type { Identity } from '../formats/identify/identity.ts'
import { identifyFile } from '../formats/identify-file.ts'
import { weightsPath } from './installed-model.ts'
import type { ModelKind } from './model-kind.ts'

export interface ModelIdentity {
  readonly kind?: ModelKind
  readonly architecture?: string
  /** One sentence for people. */
  readonly description?: string
}

interface Weights {
  readonly path: string
  readonly role: string
  readonly sizeBytes: number
}

/**
 * What a model is by the headers of its files: a diffusers folder as a whole, shards by their index. A damaged file, or
 * one with code in it, is an error; one that can be read but is not known has no kind.
 */
export async function identifyModel(files: readonly Weights[]): Promise<ModelIdentity> {
  const at = weightsPath(files)
  // Engines of their own read these.
  if (/\.(onnx|tflite|h5)$/i.test(at)) return {}
  const { kind, architecture, summary } = await identifyFile(at)
  return {
    description: summary,
    ...(kind === 'unknown' ? {} : { kind: kindOf(kind) }),
    ...(architecture === undefined ? {} : { architecture }),
  }
}

/** Words for people where the formats have theirs. */
function kindOf(kind: Identity['kind']): ModelKind {
  if (kind === 'llm') return 'language'
  return kind === 'unet' ? 'denoiser' : kind
}
