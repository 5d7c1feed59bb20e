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

/** Standard normal numbers from a seed, by Box and Muller's method over a small generator: good enough to measure a spread. */
export function gaussianNoise(seed: number): (length: number) => Float32Array {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return (length) =>
    Float32Array.from({ length }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()))
}

export function standardDeviation(values: Float32Array): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length)
}
