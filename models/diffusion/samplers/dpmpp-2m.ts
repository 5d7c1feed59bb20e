import { halfLogSnr } from './level.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * "DPM++ 2M": the second-order multistep solver: x₀ is carried on linearly in λ from this step's and the last one's estimate.
 * Lu et al. 2022 (arXiv:2211.01095), algorithm 2; crowsonkb/k-diffusion sample_dpmpp_2m; diffusers DPMSolverMultistepScheduler.
 */
export async function sampleDpmpp2m(context: SamplerContext): Promise<Vector> {
  let { x } = context
  let before: { denoised: Vector; h: number } | undefined
  for (const [index, { from, to }] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, from)
    const h = halfLogSnr(to) - halfLogSnr(from)
    let target = denoised
    const last = index === context.steps.length - 1
    if (before !== undefined && to.sigma > 0 && !(last && context.options.lowerOrderFinal)) {
      const r = before.h / h
      target = sum([1 + 1 / (2 * r), denoised], [-1 / (2 * r), before.denoised])
    }
    x = sum([to.sigma / from.sigma, x], [-to.alpha * Math.expm1(-h), target])
    before = { denoised, h }
    x = await context.finish(index, x, denoised)
  }
  return x
}
