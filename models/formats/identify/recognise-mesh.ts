import { architectureTitles } from './architecture-titles.ts'
import type { Finding, Tensors } from './identity.ts'
import { below, hasName } from './names.ts'

/** Models that make a mesh out of an image. */
export function recogniseMesh(tensors: Tensors): Finding | undefined {
  if (hasName(tensors, /^tokenizer\.embeddings/) && hasName(tensors, /^post_processor\.upsample\./)) {
    return { kind: 'mesh', architecture: 'triposr', naming: 'original', what: meshTitle('triposr'), notes: [] }
  }
  // A trainer's checkpoint holds the generator beside the loss networks.
  for (const network of [tensors, below(tensors, 'lrm_generator.')]) {
    if (!hasName(network, /^transformer\.deconv\./) || !hasName(network, /^synthesizer\.decoder\./)) continue
    const flexible = hasName(network, /^synthesizer\.decoder\.net_sdf\./)
    return {
      kind: 'mesh',
      architecture: 'instantmesh',
      naming: 'original',
      what: meshTitle('instantmesh'),
      notes: flexible ? [] : ['it is the variant that makes a radiance field, not a mesh'],
    }
  }
  return undefined
}

function meshTitle(architecture: 'triposr' | 'instantmesh'): string {
  return `the image-to-mesh model ${architectureTitles[architecture]}`
}
