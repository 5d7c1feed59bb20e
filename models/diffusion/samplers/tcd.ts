import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * "TCD": DDIM's step down to the timestep s = ⌊(1 − γ)·t'⌋, then noise from s up to t'. γ is the option eta: 0 deterministic, 1 as LCM.
 * Zheng et al. 2024 (arXiv:2402.19159), algorithm 4; diffusers TCDScheduler.
 */
export async function sampleTcd(context: SamplerContext): Promise<Vector> {
  let { x } = context
  const { eta, noiseScale } = context.options
  for (const [index, { from, to }] of context.steps.entries()) {
    const { denoised, noise } = await context.estimate(x, from)
    const last = index === context.steps.length - 1
    const below = context.levels.ofTimestep(Math.floor((1 - eta) * to.timestep))
    x = sum([below.alpha, denoised], [below.sigma, noise])
    if (eta > 0 && !last) {
      const scale = to.alpha / below.alpha
      const added = Math.sqrt(to.sigma ** 2 - (scale * below.sigma) ** 2)
      x = sum([scale, x], [noiseScale * added, context.noise({ from, to })])
    }
    x = await context.finish(index, x, denoised)
  }
  return x
}
