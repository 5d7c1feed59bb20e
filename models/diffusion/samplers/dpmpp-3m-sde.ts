import { halfLogSnr } from './level.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * "DPM++ 3M SDE": the third-order multistep solver on the reverse SDE; x₀ is carried on by its first and second differences in λ.
 * crowsonkb/k-diffusion sample_dpmpp_3m_sde, after Lu et al. 2022 (arXiv:2211.01095), appendix B.
 */
export async function sampleDpmpp3mSde(context: SamplerContext): Promise<Vector> {
  let { x } = context
  const { eta, noiseScale } = context.options
  /** The last estimates with the width in λ of the step that followed each, the newest first. */
  const before: { denoised: Vector; h: number }[] = []
  for (const [index, { from, to }] of context.steps.entries()) {
    const { denoised } = await context.estimate(x, from)
    if (to.sigma === 0) {
      x = await context.finish(index, denoised, denoised)
      continue
    }
    const h = halfLogSnr(to) - halfLogSnr(from)
    const hEta = h * (1 + eta)
    x = sum([(to.sigma / from.sigma) * Math.exp(-eta * h), x], [-to.alpha * Math.expm1(-hEta), denoised])
    // φ₂ and φ₃ are what the first and second differences weigh when integrated over the step.
    const phi2 = to.alpha * (Math.expm1(-hEta) / hEta + 1)
    const phi3 = phi2 / hEta - to.alpha / 2
    const [first, second] = before
    if (first !== undefined && second !== undefined) {
      const r0 = first.h / h
      const r1 = second.h / h
      const slope = sum([1 / r0, denoised], [-1 / r0, first.denoised])
      const slopeBefore = sum([1 / r1, first.denoised], [-1 / r1, second.denoised])
      const share = r0 / (r0 + r1)
      const d1 = sum([1 + share, slope], [-share, slopeBefore])
      const d2 = sum([1 / (r0 + r1), slope], [-1 / (r0 + r1), slopeBefore])
      x = sum([1, x], [phi2, d1], [-phi3, d2])
    } else if (first !== undefined) {
      const r = first.h / h
      x = sum([1, x], [phi2 / r, denoised], [-phi2 / r, first.denoised])
    }
    if (eta > 0)
      x = sum([1, x], [noiseScale * to.sigma * Math.sqrt(-Math.expm1(-2 * eta * h)), context.noise({ from, to })])
    before.unshift({ denoised, h })
    if (before.length > 2) before.pop()
    x = await context.finish(index, x, denoised)
  }
  return x
}
