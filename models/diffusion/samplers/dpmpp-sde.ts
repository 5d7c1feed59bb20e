import { addNoise, ancestralStep } from './ancestral-step.ts'
import { firstOrderStep } from './dpmpp-2s-ancestral.ts'
import { levelBetween } from './level-between.ts'
import type { SamplerContext } from './sampler.ts'
import type { Vector } from './vector.ts'

/**
 * "DPM++ SDE": DPM-Solver++ on the reverse SDE, with a second look at half the step in λ; noise is drawn for both halves. Two network
 * evaluations a step. Lu et al. 2022 (arXiv:2211.01095) made stochastic; crowsonkb/k-diffusion sample_dpmpp_sde with r = ½.
 */
export async function sampleDpmppSde(context: SamplerContext): Promise<Vector> {
  let { x } = context
  const { eta } = context.options
  for (const [index, { from, to }] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, from)
    if (to.sigma === 0) {
      x = denoised
    } else {
      const middle = levelBetween(context.levels, from, to)
      const half = ancestralStep(context, { from, to: middle }, eta)
      const halfway = addNoise(context, firstOrderStep(x, denoised, from, half.down), half)
      const second = await context.estimate(halfway, middle)
      // With r = ½ the two looks weigh (1 − 1/(2r), 1/(2r)) = (0, 1).
      const whole = ancestralStep(context, { from, to }, eta)
      x = addNoise(context, firstOrderStep(x, second.denoised, from, whole.down), whole)
    }
    x = await context.finish(index, x, denoised)
  }
  return x
}
