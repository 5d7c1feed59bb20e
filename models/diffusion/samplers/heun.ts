import { churn } from './churn.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * Heun's method: an Euler step, then the same step again with the mean of the slopes at both ends. Two network evaluations a step.
 * Karras et al. 2022 (arXiv:2206.00364), algorithm 2; crowsonkb/k-diffusion sample_heun.
 */
export async function sampleHeun(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, { from, to }] of context.steps.entries()) {
    const hat = churn(context, x, from)
    const first = await context.estimate(hat.x, hat.level)
    const slope = sum([1 / hat.level.sigma, hat.x], [-1 / hat.level.sigma, first.denoised])
    const width = to.sigma - hat.level.sigma
    x = sum([1, hat.x], [width, slope])
    if (to.sigma > 0) {
      const second = await context.estimate(x, to)
      const slopeThere = sum([1 / to.sigma, x], [-1 / to.sigma, second.denoised])
      x = sum([1, hat.x], [width / 2, slope], [width / 2, slopeThere])
    }
    x = await context.finish(index, x, first.denoised)
  }
  return x
}
