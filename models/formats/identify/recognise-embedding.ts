import { defined } from './defined.ts'
import type { Architecture, Finding, Tensors } from './identity.ts'

/** A textual inversion has one tensor for each text encoder; a few more are optimizer leftovers. */
const MOST_TENSORS = 4

/** A textual inversion: vectors that stand for a word. [vectors, width], or [width] for one vector */
export function recogniseEmbedding(tensors: Tensors): Finding | undefined {
  if (tensors.size === 0 || tensors.size > MOST_TENSORS) return undefined
  const find = (...patterns: readonly RegExp[]) =>
    [...tensors].find(([name, { shape }]) => shape.length <= 2 && patterns.some((pattern) => pattern.test(name)))?.[1]
      .shape
  const large = find(/^clip_g$/)
  const small = find(/^clip_l$/, /^emb_params$/, /^string_to_param\./, /^<[^>]+>$/)
  const shape = small ?? large
  if (shape === undefined) return undefined
  const contextDim = shape.at(-1)
  const vectors = shape.length === 2 ? shape[0]! : 1
  const architecture: Architecture | undefined =
    large !== undefined ? 'sdxl' : contextDim === 768 ? 'sd15' : contextDim === 1024 ? 'sd21' : undefined
  return {
    kind: 'embedding',
    what: `a textual inversion of ${vectors} ${vectors === 1 ? 'vector' : 'vectors'}`,
    notes: architecture === undefined ? [`vectors of ${contextDim} numbers fit no text encoder that is known`] : [],
    ...defined({ architecture, contextDim }),
  }
}
