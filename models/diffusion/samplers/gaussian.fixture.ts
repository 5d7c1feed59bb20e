import type { NoiseSchedule } from './noise-schedule.ts'
import type { PredictNoise } from './sample.ts'

/**
 * The best possible network for data that is normal with mean 0 and a standard deviation: what it says is known in closed form.
 * `distilled`: the consistency function instead, which says where the probability flow from here ends.
 */
export function gaussianNetwork(
  schedule: NoiseSchedule,
  prediction: 'epsilon' | 'v' | 'flow',
  { deviation = 1, distilled = false } = {},
): PredictNoise {
  return async (input, timestep) => {
    const level = schedule.sigmaAt(timestep)
    const scale = schedule.kind === 'flow' ? 1 : Math.hypot(1, level)
    const sigma = level / scale
    const alpha = schedule.kind === 'flow' ? 1 - level : 1 / scale
    const spread = Math.hypot(alpha * deviation, sigma)
    return input.map((x) => {
      const denoised = distilled ? (x * deviation) / spread : (alpha * deviation ** 2 * x) / spread ** 2
      const noise = (x - alpha * denoised) / sigma
      if (prediction === 'epsilon') return noise
      return prediction === 'v' ? alpha * noise - sigma * denoised : noise - denoised
    })
  }
}

export function standardDeviation(values: Float32Array): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length)
}
