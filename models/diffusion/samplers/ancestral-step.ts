import type { Level } from './level.ts'
import type { SamplerContext, Step } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/** A step split in two: go down to `down`, then add noise: x ← scale·x + up·ε stands at the step's `to`. */
export interface AncestralStep extends Step {
  readonly down: Level
  readonly scale: number
  readonly up: number
}

/**
 * Splits a step so that `eta` of the variance is new noise.
 * `ve`: σ_up² = σ'²·(σ² − σ'²)/σ², σ_down² = σ'² − σ_up² (crowsonkb/k-diffusion get_ancestral_step). `flow`:
 * σ_down = σ'·(1 + η(σ'/σ − 1)), and α is restored while noise is added (ComfyUI sample_euler_ancestral_RF).
 */
export function ancestralStep(
  { levels }: Pick<SamplerContext, 'levels'>,
  { from, to }: Step,
  eta: number,
): AncestralStep {
  if (eta === 0 || to.sigma === 0) return { from, to, down: to, scale: 1, up: 0 }
  if (from.space === 'flow') {
    const down = levels.ofSigma(to.sigma * (1 + eta * (to.sigma / from.sigma - 1)))
    const scale = to.alpha / down.alpha
    return { from, to, down, scale, up: Math.sqrt(Math.max(0, to.sigma ** 2 - (scale * down.sigma) ** 2)) }
  }
  const up = Math.min(to.sigma, eta * to.sigma * Math.sqrt(1 - (to.sigma / from.sigma) ** 2))
  return { from, to, down: levels.ofSigma(Math.sqrt(to.sigma ** 2 - up ** 2)), scale: 1, up }
}

/** Adds the new noise of an ancestral step to the latent that stands at its `down`. */
export function addNoise({ noise, options }: SamplerContext, x: Vector, step: AncestralStep): Vector {
  return step.up === 0 ? x : sum([step.scale, x], [options.noiseScale * step.up, noise(step)])
}
