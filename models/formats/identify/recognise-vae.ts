import { defined } from './defined.ts'
import type { Finding, Tensors } from './identity.ts'
import { shapeOf } from './names.ts'

/** An AutoencoderKL, in the names of CompVis or of diffusers. */
export function recogniseVae(tensors: Tensors): Finding | undefined {
  const single = tensors.has('decoder.mid.block_1.conv1.weight')
  const diffusers = tensors.has('decoder.mid_block.resnets.0.conv1.weight')
  const latentChannels = shapeOf(tensors, /^decoder\.conv_in\.weight$/)
  // Video autoencoders convolve over time too: five dimensions.
  if ((!single && !diffusers) || latentChannels?.length !== 4) return undefined
  const which =
    latentChannels[1] === 4
      ? 'the weights do not tell whether it is for SD 1.x, SD 2.x or SDXL'
      : latentChannels[1] === 16
        ? 'the weights do not tell whether it is for SD3 or FLUX'
        : 'for no model that is known'
  return {
    kind: 'vae',
    naming: single ? 'single-file' : 'diffusers',
    what: `a VAE of ${latentChannels[1]} latent channels`,
    notes: [which],
    ...defined({ latentChannels: latentChannels[1] }),
  }
}
