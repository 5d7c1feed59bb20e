import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/** σ_data and the scaling of the timestep that latent consistency models were distilled with. */
const sigmaData = 0.5
const timestepScale = 10

/**
 * "LCM": jumps to the consistency function's x₀ and adds fresh noise for the next level; the last step adds none. For networks
 * distilled for it, in 2 to 8 steps. Luo et al. 2023 (arXiv:2310.04378), algorithm 3; diffusers LCMScheduler.
 */
export async function sampleLcm(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, { from, to }] of context.steps.entries()) {
    const estimate = await context.estimate(x, from)
    // f(x, t) = c_skip·x + c_out·x₀ with f(x, 0) = x; x in its variance-preserving scale.
    const time = timestepScale * from.timestep
    const cSkip = sigmaData ** 2 / (time ** 2 + sigmaData ** 2)
    const cOut = time / Math.hypot(time, sigmaData)
    const scale = from.space === 've' ? Math.hypot(from.alpha, from.sigma) : 1
    const denoised = sum([cSkip / scale, x], [cOut, estimate.denoised])
    const last = index === context.steps.length - 1
    x = last
      ? denoised
      : sum([to.alpha, denoised], [context.options.noiseScale * to.sigma, context.noise({ from, to })])
    x = await context.finish(index, x, denoised)
  }
  return x
}
