import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * "DDIM": x' = α'·x₀ + √(σ'² − s²)·ε + s·z, with s = η·(σ'/σ)·√(1 − (α/α')²): 0 by default, which makes it deterministic; at η = 1 it
 * is DDPM's ancestral sampling. Song et al. 2020 (arXiv:2010.02502), equations 12 and 16; diffusers DDIMScheduler.
 */
export async function sampleDdim(context: SamplerContext): Promise<Vector> {
  let { x } = context
  const { eta, noiseScale } = context.options
  for (const [index, { from, to }] of context.steps.entries()) {
    const { denoised, noise } = await context.estimate(x, from)
    // As noise over signal, so that it holds in every space: there s = η·(r'/r)·√(r² − r'²), scaled by α'.
    const ratio = ((to.sigma / from.sigma) * from.alpha) / to.alpha
    const s = eta * to.sigma * Math.sqrt(1 - ratio ** 2)
    x = sum([to.alpha, denoised], [Math.sqrt(to.sigma ** 2 - s ** 2), noise])
    if (s > 0) x = sum([1, x], [noiseScale * s, context.noise({ from, to })])
    x = await context.finish(index, x, denoised)
  }
  return x
}
