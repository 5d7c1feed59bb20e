import type { Level } from './level.ts'
import type { SamplingPlan } from './plan.ts'

/** Where a run starts: noise alone, or `image` (an encoded picture) with the noise of the first step on it. */
export function startLatent(plan: SamplingPlan, noise: Float32Array, image?: Float32Array): Float32Array {
  return image === undefined
    ? noise.map((value) => value * plan.initialNoiseScale)
    : noised(image, noise, plan.steps[0]!.from)
}

/** α·image + σ·noise: an encoded picture as it would look at a level. */
export function noised(image: Float32Array, noise: Float32Array, { alpha, sigma }: Level): Float32Array {
  return image.map((value, i) => alpha * value + sigma * noise[i]!)
}

/**
 * The latent of an inpainting step: outside the mask the known picture, at the step's own noise; after the last step without noise.
 * `mask` is 1 where the picture is painted anew: [h, w], used for every channel and image, or of the latent's own length.
 * diffusers StableDiffusionInpaintPipeline with a four-channel network.
 */
export function keepKnown(
  step: { readonly index: number; readonly total: number; readonly x: Float32Array; readonly to: Level },
  { image, noise, mask }: { image: Float32Array; noise: Float32Array; mask: Float32Array },
): Float32Array {
  const known = step.index === step.total - 1 ? image : noised(image, noise, step.to)
  return step.x.map((value, i) => {
    const repaint = mask[i % mask.length]!
    return repaint * value + (1 - repaint) * known[i]!
  })
}
