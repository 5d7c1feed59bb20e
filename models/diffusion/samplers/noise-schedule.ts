import type { Level, Space } from './level.ts'

/**
 * The noise levels a network was trained on, as one increasing σ: noise over signal √((1−ᾱ)/ᾱ) for `vp` networks (SD 1.x, 2.x,
 * SDXL), the share of noise for `flow` networks (SD3, FLUX).
 */
export interface NoiseSchedule {
  readonly kind: 'vp' | 'flow'
  /** σ of every training timestep, ascending. */
  readonly sigmas: Float64Array
  /** What the network is told at a σ. */
  timestepOf(sigma: number): number
  /** The σ at a timestep, fractional ones interpolated. */
  sigmaAt(timestep: number): number
  /** Where evenly spaced timesteps are put: `sigmaAt`, and for flow networks shifted towards the noise. */
  spacedSigma(timestep: number): number
}

/** Makes levels of one noise schedule in one space. */
export interface Levels {
  readonly space: Space
  /** `sigma` as the schedule counts it; `timestep` only where the network is told something else than the schedule says. */
  ofSigma(sigma: number, timestep?: number): Level
  ofTimestep(timestep: number): Level
  /** By λ = log(α/σ). */
  ofHalfLogSnr(lambda: number): Level
}

/** The levels of `schedule`; `vp` networks can be sampled in the space `ve` or `vp`, `flow` networks in `flow`. */
export function levelsOf(schedule: NoiseSchedule, space: Space): Levels {
  const ofSigma = (sigma: number, timestep = sigma === 0 ? 0 : schedule.timestepOf(sigma)): Level => ({
    space,
    ...split(sigma, space),
    timestep,
  })
  return {
    space,
    ofSigma,
    ofTimestep: (timestep) => ofSigma(schedule.sigmaAt(timestep), timestep),
    ofHalfLogSnr: (lambda) => ofSigma(space === 'flow' ? 1 / (1 + Math.exp(lambda)) : Math.exp(-lambda)),
  }
}

/** α and σ of a level. Dividing by σ instead of √(1+σ²) keeps α = 0 exact at a zero signal (σ = ∞). */
function split(sigma: number, space: Space): { alpha: number; sigma: number } {
  switch (space) {
    case 've':
      return { alpha: 1, sigma }
    case 'flow':
      return { alpha: 1 - sigma, sigma }
    case 'vp':
      return sigma === Number.POSITIVE_INFINITY
        ? { alpha: 0, sigma: 1 }
        : { alpha: 1 / Math.hypot(sigma, 1), sigma: sigma / Math.hypot(sigma, 1) }
    default:
      return space satisfies never
  }
}
