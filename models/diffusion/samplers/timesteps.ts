/** Whole timesteps for `steps` steps of `trainSteps`, descending. The three spacings of Lin et al. 2023 (arXiv:2305.08891), table 2. */
export function leadingTimesteps(trainSteps: number, steps: number, offset: number): number[] {
  const stride = Math.floor(trainSteps / steps)
  return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * stride + offset)
}

/** Starts at the last timestep, so at the most noise: what few-step and zero-terminal-SNR networks want. */
export function trailingTimesteps(trainSteps: number, steps: number): number[] {
  const stride = trainSteps / steps
  // numpy's arange(trainSteps, 0, -stride) has ceil(trainSteps / stride) entries.
  return Array.from({ length: Math.ceil(trainSteps / stride) }, (_, i) => roundHalfEven(trainSteps - i * stride) - 1)
}

/**
 * Timesteps of a distilled network (LCM, TCD): evenly picked from the `distilledSteps` it was distilled on.
 * Luo et al. 2023 (arXiv:2310.04378), section 4.3; diffusers LCMScheduler and TCDScheduler set_timesteps.
 */
export function distilledTimesteps(trainSteps: number, steps: number, distilledSteps = 50): number[] {
  const stride = Math.floor(trainSteps / distilledSteps)
  return Array.from(
    { length: steps },
    (_, i) => (distilledSteps - Math.floor((i * distilledSteps) / steps)) * stride - 1,
  )
}

/** Rounds halves to the even neighbour, as numpy does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
