import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * "DDPM": draws from the posterior q(x' | x, x₀) of the forward process, with its own variance (fixed_small).
 * Ho et al. 2020 (arXiv:2006.11239), equations 6 and 7, over steps wider than one; diffusers DDPMScheduler.
 */
export async function sampleDdpm(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, { from, to }] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, from)
    // Between the two levels the forward process scales by α/α' and adds noise of the variance β.
    const scale = from.alpha / to.alpha
    const beta = from.sigma ** 2 - (scale * to.sigma) ** 2
    const variance = (to.sigma ** 2 / from.sigma ** 2) * beta
    x = sum([(to.alpha * beta) / from.sigma ** 2, denoised], [(scale * to.sigma ** 2) / from.sigma ** 2, x])
    if (variance > 0) x = sum([1, x], [context.options.noiseScale * Math.sqrt(variance), context.noise({ from, to })])
    x = await context.finish(index, x, denoised)
  }
  return x
}
