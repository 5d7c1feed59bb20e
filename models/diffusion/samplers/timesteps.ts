import { WorkspaceError } from '../../../base/error.ts'

/** Whole timesteps for `steps` steps of `trainSteps`, descending. The spacings of Lin et al. 2023 (arXiv:2305.08891), table 2. */
export function leadingTimesteps(trainSteps: number, steps: number, offset: number): number[] {
  const stride = Math.floor(trainSteps / steps)
  return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * stride + offset)
}

/** Starts at the last timestep, so at the most noise: what few-step and zero-terminal-SNR networks want. */
export function trailingTimesteps(trainSteps: number, steps: number): number[] {
  // As numpy's arange(trainSteps, 0, −stride) counts, to the bit: some timesteps lie at a half, and rounding decides.
  const stride = trainSteps - trainSteps / steps - trainSteps
  const length = Math.ceil(trainSteps / (trainSteps / steps))
  return Array.from({ length }, (_, i) => roundHalfEven(trainSteps + i * stride) - 1)
}

/** From the last timestep to 0, fractional. As numpy's linspace(0, trainSteps − 1, steps) counts, to the bit: one step is at 0. */
export function linspaceTimesteps(trainSteps: number, steps: number): number[] {
  const stride = (trainSteps - 1) / (steps - 1)
  const ascending = Array.from({ length: steps }, (_, i) =>
    i === 0 ? 0 : i === steps - 1 ? trainSteps - 1 : i * stride,
  )
  return ascending.reverse()
}

/**
 * Timesteps of a distilled network (LCM, TCD): evenly picked from the `distilledSteps` it was distilled on.
 * Luo et al. 2023 (arXiv:2310.04378), section 4.3; diffusers LCMScheduler and TCDScheduler set_timesteps.
 */
export function distilledTimesteps(trainSteps: number, steps: number, distilledSteps = 50): number[] {
  if (steps > distilledSteps)
    throw new WorkspaceError(
      'bad-input',
      `${steps} steps: a network distilled on ${distilledSteps} has no more than these.`,
    )
  const stride = Math.floor(trainSteps / distilledSteps)
  return Array.from(
    { length: steps },
    (_, i) => (distilledSteps - Math.floor(i * (distilledSteps / steps))) * stride - 1,
  )
}

/** Rounds halves to the even neighbour, as numpy does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
