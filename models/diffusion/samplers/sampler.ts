import type { Level } from './level.ts'
import type { Levels } from './noise-schedule.ts'
import type { Vector } from './vector.ts'

/** One step: the latent stands at `from` and is to be brought to `to`. Usually `to` is the next step's `from`. */
export interface Step {
  readonly from: Level
  readonly to: Level
}

/** What the network says at a level, whatever it was trained to predict. */
export interface Estimate {
  /** x₀ as it looks from here. */
  readonly denoised: Vector
  /** ε as it looks from here: x = α·denoised + σ·noise. */
  readonly noise: Vector
}

export interface SamplerOptions {
  /** How much of the noise is drawn anew: 0 deterministic, 1 fully ancestral. TCD calls it gamma. */
  readonly eta: number
  /** A factor on all noise that is drawn during the run. */
  readonly noiseScale: number
  /** Extra noise at every step of Euler, Heun and DPM2: S_churn, S_tmin, S_tmax of Karras et al. 2022, algorithm 2. */
  readonly churn: number
  readonly churnFrom: number
  readonly churnTo: number
  /** DPM++ 2M, UniPC: take the last step in first order though it does not end at zero noise (diffusers does below 15 steps). */
  readonly lowerOrderFinal: boolean
}

/** All a sampler sees. It owns the order of things, never the network, the clock or the random numbers. */
export interface SamplerContext {
  readonly x: Vector
  readonly steps: readonly Step[]
  readonly levels: Levels
  readonly options: SamplerOptions
  /** Asks the network. Throws when the run is cancelled. */
  estimate(x: Vector, level: Level): Promise<Estimate>
  /** The next draw of standard normal noise; for which stretch of the way matters to Brownian noise only. */
  noise(step: Step): Vector
  /** Closes step `index`: shows `x` and `denoised`, and gives back the `x` to go on with (inpainting replaces parts of it). */
  finish(index: number, x: Vector, denoised: Vector): Promise<Vector>
}

/** A sampler is a loop over steps. */
export type RunSampler = (context: SamplerContext) => Promise<Vector>
