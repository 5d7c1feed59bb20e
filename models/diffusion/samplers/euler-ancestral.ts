import { addNoise, ancestralStep } from './ancestral-step.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/** "Euler a": an Euler step down to σ_down, then new noise up to σ'. crowsonkb/k-diffusion sample_euler_ancestral. */
export async function sampleEulerAncestral(context: SamplerContext): Promise<Vector> {
  let { x } = context
  for (const [index, step] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, step.from)
    const split = ancestralStep(context, step, context.options.eta)
    const ratio = split.down.sigma / step.from.sigma
    x = sum([ratio, x], [1 - ratio, denoised])
    x = addNoise(context, x, split)
    x = await context.finish(index, x, denoised)
  }
  return x
}
