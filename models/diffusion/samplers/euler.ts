import { churn } from './churn.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * Euler's method on the probability-flow ODE dx/dσ = (x − x₀)/σ.
 * Karras et al. 2022 (arXiv:2206.00364), algorithm 2 without the correction; crowsonkb/k-diffusion sample_euler. On a flow schedule
 * (x − x₀)/σ is the velocity itself, and this is flow matching's Euler step (diffusers FlowMatchEulerDiscreteScheduler).
 */
export async function sampleEuler(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, { from, to }] of context.steps.entries()) {
    const hat = churn(context, x, from)
    const { denoised } = await context.estimate(hat.x, hat.level)
    // d = (x − x₀)/σ̂;  x ← x + (σ' − σ̂)·d
    const ratio = to.sigma / hat.level.sigma
    x = sum([ratio, hat.x], [1 - ratio, denoised])
    x = await context.finish(index, x, denoised)
  }
  return x
}
