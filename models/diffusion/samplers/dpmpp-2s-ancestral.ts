import { addNoise, ancestralStep } from './ancestral-step.ts'
import { halfLogSnr, type Level } from './level.ts'
import { levelBetween } from './level-between.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * "DPM++ 2S a": DPM-Solver++(2S) with the second look at half the step in λ, down to σ_down, then new noise up to σ'. Two network
 * evaluations a step. Lu et al. 2022 (arXiv:2211.01095), algorithm 1; crowsonkb/k-diffusion sample_dpmpp_2s_ancestral.
 */
export async function sampleDpmpp2sAncestral(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, step] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, step.from)
    const split = ancestralStep(context, step, context.options.eta)
    let target = denoised
    if (split.down.sigma > 0) {
      const middle = levelBetween(context.levels, step.from, split.down)
      target = (await context.estimate(firstOrderStep(x, denoised, step.from, middle), middle)).denoised
    }
    x = firstOrderStep(x, target, step.from, split.down)
    x = addNoise(context, x, split)
    x = await context.finish(index, x, denoised)
  }
  return x
}

/** x' = (σ'/σ)·x + α'·(1 − e^(−h))·x₀, h = λ' − λ: exact while x₀ stays the same. DPM-Solver++, equation 9 at first order. */
export function firstOrderStep(x: Vector, denoised: Vector, from: Level, to: Level): Vector {
  const h = halfLogSnr(to) - halfLogSnr(from)
  return sum([to.sigma / from.sigma, x], [-to.alpha * Math.expm1(-h), denoised])
}
