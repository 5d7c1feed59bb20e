import { addNoise, ancestralStep } from './ancestral-step.ts'
import { midpointStep } from './dpm-2.ts'
import type { SamplerContext } from './sampler.ts'
import type { Vector } from './vector.ts'

/** "DPM2 a": DPM2's midpoint step down to σ_down, then new noise up to σ'. crowsonkb/k-diffusion sample_dpm_2_ancestral. */
export async function sampleDpm2Ancestral(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, step] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, step.from)
    const split = ancestralStep(context, step, context.options.eta)
    x = await midpointStep(context, x, { denoised, from: step.from.sigma, to: split.down.sigma })
    x = addNoise(context, x, split)
    x = await context.finish(index, x, denoised)
  }
  return x
}
