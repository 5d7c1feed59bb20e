import { churn } from './churn.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * "DPM2": the midpoint method with the midpoint in log σ, so √(σ·σ'). Two network evaluations a step.
 * Lu et al. 2022 (arXiv:2206.00927), DPM-Solver-2 at r₁ = ½, in the frame of Karras et al. 2022; crowsonkb/k-diffusion sample_dpm_2.
 */
export async function sampleDpm2(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, { from, to }] of context.steps.entries()) {
    const hat = churn(context, x, from)
    const { denoised } = await context.estimate(hat.x, hat.level)
    x = await midpointStep(context, hat.x, { denoised, from: hat.level.sigma, to: to.sigma })
    x = await context.finish(index, x, denoised)
  }
  return x
}

/** From σ to σ' with the slope at the midpoint; an Euler step where σ' is 0. */
export async function midpointStep(
  { levels, estimate }: SamplerContext,
  x: Vector,
  { denoised, from, to }: { denoised: Vector; from: number; to: number },
): Promise<Vector> {
  if (to === 0) return denoised
  const middle = levels.ofSigma(Math.sqrt(from * to))
  const ratio = middle.sigma / from
  const halfway = sum([ratio, x], [1 - ratio, denoised])
  const second = await estimate(halfway, middle)
  // d = (x_mid − x₀_mid)/σ_mid;  x ← x + (σ' − σ)·d
  const slope = (to - from) / middle.sigma
  return sum([1, x], [slope, halfway], [-slope, second.denoised])
}
