import { WorkspaceError } from '../../../base/error.ts'
import type { Level } from './level.ts'
import type { Estimate } from './sampler.ts'
import { sum, type Vector } from './vector.ts'

/**
 * What the network was trained to say: the noise ε (SD 1.x, SDXL), v = α·ε − σ·x₀ (SD 2.x 768), the flow ε − x₀ (SD3, FLUX), or x₀
 * itself ("sample" in diffusers).
 */
export type Prediction = 'epsilon' | 'v' | 'flow' | 'x0'

/** What the network is shown: the latent at unit variance; a flow latent as it is. c_in of Karras et al. 2022, table 1. */
export function networkInput(x: Vector, { space, sigma }: Level): Float32Array {
  return space === 've' ? new Float32Array(sum([1 / Math.hypot(1, sigma), x])) : new Float32Array(x)
}

/** x₀ and ε from what the network said. v: Salimans & Ho 2022 (arXiv:2202.00512), appendix D. */
export function estimateFrom(output: Vector, x: Vector, level: Level, prediction: Prediction): Estimate {
  return estimateWith(denoisedFrom(output, x, level, prediction), x, level)
}

/** The estimate that holds `denoised` for x₀: ε is what is left of x. */
export function estimateWith(denoised: Vector, x: Vector, { alpha, sigma }: Level): Estimate {
  return { denoised, noise: sum([1 / sigma, x], [-alpha / sigma, denoised]) }
}

function denoisedFrom(output: Vector, x: Vector, { space, alpha, sigma }: Level, prediction: Prediction): Vector {
  switch (prediction) {
    case 'epsilon':
      if (alpha === 0)
        throw new WorkspaceError('bad-input', 'A network that predicts noise has nothing to say at pure noise.', {
          hint: 'Zero terminal SNR goes with v-prediction.',
        })
      return sum([1 / alpha, x], [-sigma / alpha, output])
    case 'v': {
      // In unit variance x₀ = α·x − σ·v.
      const scale = space === 've' ? Math.hypot(1, sigma) : 1
      return sum([alpha / scale ** 2, x], [-sigma / scale, output])
    }
    case 'flow':
      return sum([1, x], [-sigma, output])
    case 'x0':
      return output
    default:
      return prediction satisfies never
  }
}
