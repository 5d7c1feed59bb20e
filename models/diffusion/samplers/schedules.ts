import { alignYourSteps } from './align-your-steps.ts'
import { inverseBetaDistribution } from './beta-distribution.ts'
import type { NoiseSchedule } from './noise-schedule.ts'
import { distilledTimesteps, leadingTimesteps, trailingTimesteps } from './timesteps.ts'

/** A way to spread the steps over the noise levels, as people choose it. */
export interface Schedule {
  readonly id: ScheduleId
  /** A1111's name. */
  readonly name: string
  /** ComfyUI's name where it is another, and older ones. */
  readonly aliases: readonly string[]
  /** σ descending, the last one where the run ends: `steps` + 1 numbers ('DDIM' may give one more, as in the original). */
  sigmas(schedule: NoiseSchedule, steps: number): number[]
}

export type ScheduleId = keyof typeof table

/**
 * AUTOMATIC1111 and Forge modules/sd_schedulers.py, k-diffusion get_sigmas_*, and diffusers' three timestep spacings (Lin et al. 2023,
 * arXiv:2305.08891, table 2). Every one ends at σ = 0 but KL Optimal.
 */
const table = {
  uniform: {
    name: 'Uniform',
    aliases: ['linspace', 'get_sigmas'],
    sigmas: (schedule, steps) => withZero(spaced(schedule, steps)),
  },
  /** Karras et al. 2022 (arXiv:2206.00364), equation 5, ρ = 7. */
  karras: { name: 'Karras', aliases: [], sigmas: (schedule, steps) => withZero(karrasSigmas(ends(schedule), steps)) },
  exponential: {
    name: 'Exponential',
    aliases: [],
    sigmas: (schedule, steps) => withZero(exponentialSigmas(ends(schedule), steps)),
  },
  /** At ρ = 1, A1111's default, it is the exponential one. */
  polyexponential: {
    name: 'Polyexponential',
    aliases: [],
    sigmas: (schedule, steps) => withZero(exponentialSigmas(ends(schedule), steps)),
  },
  /** Uniform in time, stopping one step before the end: Stability-AI/generative-models, for Turbo and Lightning checkpoints. */
  sgm_uniform: {
    name: 'SGM Uniform',
    aliases: [],
    sigmas: (schedule, steps) => withZero(spaced(schedule, steps + 1).slice(0, -1)),
  },
  /** Uniform in arctan σ; ends at σ_min, not at 0. Sabour et al. 2024 (arXiv:2404.14507), equation 26. */
  kl_optimal: { name: 'KL Optimal', aliases: [], sigmas: (schedule, steps) => klOptimalSigmas(ends(schedule), steps) },
  align_your_steps: { name: 'Align Your Steps', aliases: ['AYS'], sigmas: (_, steps) => alignYourSteps(steps, 'sd15') },
  align_your_steps_sdxl: {
    name: 'Align Your Steps SDXL',
    aliases: [],
    sigmas: (_, steps) => alignYourSteps(steps, 'sdxl'),
  },
  /** Every (T/steps)-th entry of the table from the noisy end. */
  simple: {
    name: 'Simple',
    aliases: [],
    sigmas: ({ sigmas }, steps) =>
      withZero(
        Array.from({ length: steps }, (_, i) => sigmas[sigmas.length - 1 - Math.floor(i * (sigmas.length / steps))]!),
      ),
  },
  /** The same as Uniform: they differ where a model is told other timesteps than its table's. */
  normal: {
    name: 'Normal',
    aliases: [],
    sigmas: (schedule, steps) => withZero(spaced(schedule, steps)),
  },
  ddim: { name: 'DDIM', aliases: ['ddim_uniform'], sigmas: ({ sigmas }, steps) => ddimSigmas(sigmas, steps) },
  /** Lee et al. 2024 (arXiv:2407.12173), at α = β = 0.6. */
  beta: { name: 'Beta', aliases: [], sigmas: (schedule, steps) => withZero(betaSigmas(ends(schedule), steps)) },
  /** Forge's for Turbo checkpoints: the trailing spacing. */
  turbo: {
    name: 'Turbo',
    aliases: ['trailing'],
    sigmas: (schedule, steps) => ofTable(schedule, trailingTimesteps(schedule.sigmas.length, steps)),
  },
  /** The spacing of DDIM's and PLMS's first releases, with an offset of 1. */
  leading: {
    name: 'Leading',
    aliases: [],
    sigmas: (schedule, steps) => ofTable(schedule, leadingTimesteps(schedule.sigmas.length, steps, 1)),
  },
  /** The timesteps that LCM and TCD networks were distilled on. */
  distilled: {
    name: 'Distilled',
    aliases: [],
    sigmas: (schedule, steps) => ofTable(schedule, distilledTimesteps(schedule.sigmas.length, steps)),
  },
} satisfies Readonly<Record<string, Omit<Schedule, 'id'>>>

/** Every schedule, by ComfyUI's names. */
export const schedules: readonly Schedule[] = Object.entries(table).map(([id, schedule]) => ({
  id: id as ScheduleId,
  ...schedule,
}))

/** The lowest and highest σ of a schedule, or of the part of it that is used. */
export interface SigmaRange {
  readonly min: number
  readonly max: number
}

/** (σ_max^(1/ρ) + i/(n−1)·(σ_min^(1/ρ) − σ_max^(1/ρ)))^ρ with ρ = 7. */
export function karrasSigmas({ min, max }: SigmaRange, steps: number): number[] {
  const rho = 7
  return linspace(max ** (1 / rho), min ** (1 / rho), steps).map((root) => root ** rho)
}

export function exponentialSigmas({ min, max }: SigmaRange, steps: number): number[] {
  return linspace(Math.log(max), Math.log(min), steps).map(Math.exp)
}

export function betaSigmas({ min, max }: SigmaRange, steps: number): number[] {
  return linspace(1, 0, steps).map((share) => min + (max - min) * inverseBetaDistribution(share, 0.6, 0.6))
}

/** `count` even numbers from `from` to `to`, both included; only `from` where one is asked for. */
export function linspace(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? from : from + (i / (count - 1)) * (to - from)))
}

function klOptimalSigmas({ min, max }: SigmaRange, steps: number): number[] {
  return linspace(Math.atan(max), Math.atan(min), steps + 1).map(Math.tan)
}

/** From entry 1 in whole strides: where the table is not a multiple of `steps`, one entry more than asked may come out. */
function ddimSigmas(sigmas: Float64Array, steps: number): number[] {
  const stride = Math.max(1, Math.floor(sigmas.length / steps))
  const picked: number[] = []
  for (let i = 1; i < sigmas.length; i += stride) picked.unshift(sigmas[i]!)
  return withZero(picked)
}

/** Evenly spaced timesteps between the ends of the table, both included. */
function spaced(schedule: NoiseSchedule, count: number): number[] {
  const { min, max } = ends(schedule)
  return linspace(schedule.timestepOf(max), schedule.timestepOf(min), count).map((timestep) =>
    schedule.spacedSigma(timestep),
  )
}

/** Whole timesteps, as places in the table. */
function ofTable({ sigmas }: NoiseSchedule, places: readonly number[]): number[] {
  return withZero(places.map((place) => sigmas[Math.min(place, sigmas.length - 1)]!))
}

function withZero(sigmas: readonly number[]): number[] {
  return [...sigmas, 0]
}

function ends({ sigmas }: NoiseSchedule): SigmaRange {
  return { min: sigmas[0]!, max: sigmas.at(-1)! }
}
