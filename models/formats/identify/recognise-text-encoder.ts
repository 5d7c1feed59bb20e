import { defined } from './defined.ts'
import type { Finding, Tensors } from './identity.ts'
import { countOf, hasName, shapeOf } from './names.ts'

/** CLIP in the names of transformers or OpenCLIP, and T5. */
export function recogniseTextEncoder(tensors: Tensors): Finding | undefined {
  if (hasName(tensors, /^(?:clip\.|transformer\.)?text_model\.encoder\.layers\.0\./)) {
    const layers = countOf(tensors, /text_model\.encoder\.layers\.(\d+)\./)
    const contextDim = shapeOf(tensors, /text_model\.final_layer_norm\.weight$/)?.[0]
    const notes = hasName(tensors, /vision_model\./) ? ['it also has the encoder for images'] : []
    return {
      kind: 'text-encoder',
      architecture: 'clip',
      naming: 'transformers',
      what: `a CLIP text encoder of ${layers} layers`,
      notes,
      ...defined({ contextDim }),
    }
  }
  if (hasName(tensors, /^(?:model\.)?transformer\.resblocks\.0\./) && hasName(tensors, /token_embedding\.weight$/)) {
    const layers = countOf(tensors, /^(?:model\.)?transformer\.resblocks\.(\d+)\./)
    const contextDim = shapeOf(tensors, /ln_final\.weight$/)?.[0]
    return {
      kind: 'text-encoder',
      architecture: 'open-clip',
      naming: 'original',
      what: `an OpenCLIP text encoder of ${layers} layers`,
      notes: [],
      ...defined({ contextDim }),
    }
  }
  if (hasName(tensors, /^encoder\.block\.0\.layer\.0\.SelfAttention\.q\.weight$/)) {
    const layers = countOf(tensors, /^encoder\.block\.(\d+)\./)
    const contextDim = shapeOf(tensors, /^encoder\.final_layer_norm\.weight$/)?.[0]
    return {
      kind: 'text-encoder',
      architecture: 't5',
      naming: 'transformers',
      what: `a T5 text encoder of ${layers} layers`,
      notes: [],
      ...defined({ contextDim }),
    }
  }
  return undefined
}
