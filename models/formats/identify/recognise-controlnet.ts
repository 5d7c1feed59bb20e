import { architectureTitles } from './architecture-titles.ts'
import { defined } from './defined.ts'
import type { Finding, Tensors } from './identity.ts'
import { hasName } from './names.ts'
import { recogniseDenoiser } from './recognise-denoiser.ts'

/** A ControlNet: half a UNet with an input for a hint image, in the names of the first release or of diffusers. */
export function recogniseControlnet(tensors: Tensors): Finding | undefined {
  const single = hasName(tensors, /^input_hint_block\.0\./) && hasName(tensors, /^zero_convs\.0\./)
  const diffusers =
    hasName(tensors, /^controlnet_cond_embedding\.conv_in\./) || hasName(tensors, /^controlnet_down_blocks\.0\./)
  if (!single && !diffusers) return undefined
  const { architecture, inputChannels, contextDim } = recogniseDenoiser(tensors) ?? {}
  return {
    kind: 'controlnet',
    naming: single ? 'single-file' : 'diffusers',
    what: `a ControlNet for ${architecture === undefined ? 'an unknown model' : architectureTitles[architecture]}`,
    notes: ['which hint it was trained for is not told by the weights'],
    ...defined({ architecture, inputChannels, contextDim }),
  }
}
