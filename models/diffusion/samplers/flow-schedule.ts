import type { NoiseSchedule } from './noise-schedule.ts'

/**
 * The schedule of a rectified-flow network (SD3, FLUX): x = (1−σ)·x₀ + σ·ε, the network is told 1000·σ. `shift` spends more of the
 * steps at high noise: σ = shift·t / (1 + (shift − 1)·t). SD3 has shift 3; FLUX dev exp(mu), see `fluxMu`; FLUX schnell 1.
 * Esser et al. 2024 (arXiv:2403.03206), equation 23.
 */
export function flowSchedule({
  shift = 1,
  trainSteps = 1000,
}: {
  shift?: number
  trainSteps?: number
} = {}): NoiseSchedule {
  return {
    kind: 'flow',
    sigmas: Float64Array.from({ length: trainSteps }, (_, i) => shiftTime((i + 1) / trainSteps, shift)),
    timestepOf: (sigma) => sigma * trainSteps,
    sigmaAt: (timestep) => timestep / trainSteps,
    spacedSigma: (timestep) => shiftTime(timestep / trainSteps, shift),
  }
}

/** σ = s·t / (1 + (s − 1)·t): pulls times in 0 … 1 towards the noise for a shift s above 1. */
export function shiftTime(time: number, shift: number): number {
  return (shift * time) / (1 + (shift - 1) * time)
}

/**
 * FLUX dev's mu from the number of 16×16-pixel patches: linear between (256, 0.5) and (4096, 1.15); the shift is exp(mu).
 * black-forest-labs/flux sampling.py, get_lin_function and time_shift.
 */
export function fluxMu(
  patches: number,
  { baseLength = 256, maxLength = 4096, baseShift = 0.5, maxShift = 1.15 } = {},
): number {
  return baseShift + ((patches - baseLength) * (maxShift - baseShift)) / (maxLength - baseLength)
}
