import { halfLogSnr } from './level.ts'
import type { RunSampler, SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/** "DPM++ 2M SDE": the second-order multistep solver on the reverse SDE. */
export const sampleDpmpp2mSde: RunSampler = (context) => dpmpp2mSde(context, midpointWeight)

/** "DPM++ 2M SDE Heun": the same with the second-order term integrated instead of taken at the midpoint. */
export const sampleDpmpp2mSdeHeun: RunSampler = (context) => dpmpp2mSde(context, heunWeight)

/**
 * x' = (σ'/σ)·e^(−ηh)·x + α'·(1 − e^(−(1+η)h))·x₀ + w·(x₀ − x₀_before)/r + σ'·√(1 − e^(−2ηh))·ε.
 * Lu et al. 2022 (arXiv:2211.01095), SDE-DPM-Solver++(2M); crowsonkb/k-diffusion sample_dpmpp_2m_sde; diffusers
 * DPMSolverMultistepScheduler with sde-dpmsolver++.
 */
async function dpmpp2mSde(context: SamplerContext, secondOrderWeight: (hEta: number) => number): Promise<Vector> {
  let { x } = context
  const { eta, noiseScale, lowerOrderFinal } = context.options
  let before: { denoised: Vector; h: number } | undefined
  for (const [index, { from, to }] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, from)
    if (to.sigma === 0) {
      x = await context.finish(index, denoised, denoised)
      continue
    }
    const h = halfLogSnr(to) - halfLogSnr(from)
    const hEta = h * (1 + eta)
    x = sum([(to.sigma / from.sigma) * Math.exp(-eta * h), x], [-to.alpha * Math.expm1(-hEta), denoised])
    const last = index === context.steps.length - 1
    if (before !== undefined && !(last && lowerOrderFinal)) {
      const weight = (to.alpha * secondOrderWeight(hEta) * h) / before.h
      x = sum([1, x], [weight, denoised], [-weight, before.denoised])
    }
    if (eta > 0)
      x = sum([1, x], [noiseScale * to.sigma * Math.sqrt(-Math.expm1(-2 * eta * h)), context.noise({ from, to })])
    before = { denoised, h }
    x = await context.finish(index, x, denoised)
  }
  return x
}

function midpointWeight(hEta: number): number {
  return -Math.expm1(-hEta) / 2
}

function heunWeight(hEta: number): number {
  return Math.expm1(-hEta) / hEta + 1
}
