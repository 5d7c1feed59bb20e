/**
 * How a latent is kept while it is sampled. All three write it as x = α·x₀ + σ·ε, image and noise:
 * - `ve` (variance exploding; k-diffusion): α = 1, σ grows to 14.6 for Stable Diffusion;
 * - `vp` (variance preserving; DDPM): α² + σ² = 1;
 * - `flow` (rectified flow; SD3, FLUX): α = 1 − σ.
 * Karras et al. 2022 (arXiv:2206.00364), table 1; Liu et al. 2022 (arXiv:2209.03003).
 */
export type Space = 've' | 'vp' | 'flow'

/** One noise level: x = alpha·x₀ + sigma·ε, and the timestep the network is told at it (0 … 999 or 1000, may be fractional). */
export interface Level {
  readonly space: Space
  readonly alpha: number
  readonly sigma: number
  readonly timestep: number
}

/** λ = log(α/σ), half the logarithm of the signal-to-noise ratio: −∞ for pure noise, +∞ for the clean image. */
export function halfLogSnr({ alpha, sigma }: Level): number {
  return Math.log(alpha) - Math.log(sigma)
}
