import type { Finding, Tensors } from './identity.ts'
import { hasName, shapeOf } from './names.ts'

/** TAESD, the small autoencoder for previews: both files of its own release (bare layer numbers) and that of diffusers. */
export function recognisePreview(tensors: Tensors): Finding | undefined {
  const diffusers = hasName(tensors, /^(?:encoder|decoder)\.layers\.\d+\.conv\.0\.weight$/)
  const names = [...tensors.keys()]
  const original = names.every((name) => /^\d+\./.test(name)) && hasName(tensors, /^\d+\.conv\.0\.weight$/)
  if (!diffusers && !original) return undefined
  // The decoder's layer 0 clamps and has no weights, so its first convolution is 1 there and 0 in the encoder.
  const decoderIn = shapeOf(tensors, diffusers ? /^decoder\.layers\.0\.weight$/ : /^1\.weight$/)
  const encoderOut = original && decoderIn === undefined ? lastShape(tensors) : undefined
  const latentChannels = decoderIn?.[1] ?? encoderOut?.[0]
  if (latentChannels === undefined) return undefined
  const part = diffusers ? 'encoder and decoder' : decoderIn === undefined ? 'the encoder' : 'the decoder'
  const models = latentChannels === 4 ? 'SD 1.x, SD 2.x or SDXL' : 'SD3 or FLUX'
  return {
    kind: 'preview',
    architecture: 'taesd',
    naming: diffusers ? 'diffusers' : 'original',
    latentChannels,
    what: `a TAESD preview model (${part}) of ${latentChannels} latent channels`,
    notes: [`the weights do not tell whether it is for ${models}`],
  }
}

function lastShape(tensors: Tensors): readonly number[] | undefined {
  const numbered = [...tensors].filter(([name]) => /^\d+\.weight$/.test(name))
  return numbered.sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1)?.[1].shape
}
