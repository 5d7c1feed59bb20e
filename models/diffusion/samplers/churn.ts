import type { Level } from './level.ts'
import type { SamplerContext } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * Raises the noise from σ to σ̂ = (1 + γ)·σ before a step, γ = min(S_churn/N, √2 − 1). Nothing at the default S_churn of 0.
 * Karras et al. 2022 (arXiv:2206.00364), algorithm 2, lines 4 to 6.
 */
export function churn(
  { steps, options, levels, noise }: SamplerContext,
  x: Vector,
  from: Level,
): { x: Vector; level: Level } {
  const within = from.space === 've' && options.churnFrom <= from.sigma && from.sigma <= options.churnTo
  const gamma = within ? Math.min(options.churn / steps.length, Math.SQRT2 - 1) : 0
  if (gamma === 0) return { x, level: from }
  const level = levels.ofSigma(from.sigma * (1 + gamma))
  return {
    x: sum([1, x], [options.noiseScale * Math.sqrt(level.sigma ** 2 - from.sigma ** 2), noise({ from, to: level })]),
    level,
  }
}
