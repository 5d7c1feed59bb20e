import { drawSamples, type StartPicture } from './draw-samples.ts'
import { fitToLatent } from './fit-pictures.ts'
import { asInput, type PlanBuilder } from './plan.ts'
import type { LatentValue, NewSize, Picture, VaeValue } from './values.ts'

/** The pictures that decoding a latent image gives: the steps that draw them are added to the plan, once for each autoencoder. */
export function drawLatent(latent: LatentValue, vae: VaeValue, plan: PlanBuilder): readonly Picture[] {
  return plan.once(latent, JSON.stringify(vae), () => {
    switch (latent.kind) {
      case 'empty':
        return plan.refuse(
          { node: latent.node },
          'An empty latent image is decoded without a sampler between.',
          'Put a KSampler between them.',
        )
      case 'encoded':
        plan.note(latent.node, 'Encoding and decoding without a sampler between leaves the picture as it is here.')
        return latent.pictures
      case 'sampled':
        return drawSamples(latent.sampling, vae, () => startOf(latent.sampling.latent, vae, plan), plan)
      case 'scaled': {
        plan.note(
          latent.node,
          'The picture is enlarged (Lanczos) and encoded again; ComfyUI stretches the latent image itself, which is less sharp.',
        )
        return drawLatent(latent.of, vae, plan).map((picture) => resized(picture, latent.size, latent.node, plan))
      }
      default:
        return latent satisfies never
    }
  })
}

/** The pictures that a sampler begins from, brought to sides that a latent image has; undefined where it begins from nothing. */
function startOf(latent: LatentValue, vae: VaeValue, plan: PlanBuilder): readonly StartPicture[] | undefined {
  if (latent.kind === 'empty') return undefined
  if (latent.kind === 'encoded' && JSON.stringify(latent.vae) !== JSON.stringify(vae)) {
    plan.refuse(
      { node: latent.node },
      'The picture is encoded with another autoencoder than the result is decoded with.',
      'Connect the same VAE to both.',
    )
  }
  const pictures = latent.kind === 'encoded' ? latent.pictures : drawLatent(latent, vae, plan)
  return pictures.map((picture) => fitToLatent(picture, latent.mask, latent.node, plan))
}

/** Sides of latent images count in eights. */
function resized(picture: Picture, size: NewSize, node: string, plan: PlanBuilder): Picture {
  const eights = (length: number) => Math.max(8, Math.round(length / 8) * 8)
  const sides =
    'scale' in size
      ? picture.width === undefined || picture.height === undefined
        ? undefined
        : { width: eights(picture.width * size.scale), height: eights(picture.height * size.scale) }
      : { width: eights(size.width), height: eights(size.height) }
  const wanted = sides ?? { scale: (size as { scale: number }).scale }
  const fit = 'cover' in size && size.cover ? { fit: 'cover' } : {}
  return plan.step(node, 'image.resize', { image: asInput(picture), ...wanted, ...fit }, { ...sides })
}
