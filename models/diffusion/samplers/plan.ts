import { WorkspaceError } from '../../../base/error.ts'
import type { Space } from './level.ts'
import { findSampler, findSchedule } from './names.ts'
import { type Levels, levelsOf, type NoiseSchedule } from './noise-schedule.ts'
import type { Prediction } from './prediction.ts'
import type { SamplerOptions, Step } from './sampler.ts'
import type { Sampler } from './samplers.ts'

/** Everything about a run but the latent, the network and the random numbers: plain data, the same for the same options. */
export interface SamplingPlan {
  readonly sampler: Sampler
  readonly levels: Levels
  readonly steps: readonly Step[]
  readonly prediction: Prediction
  readonly options: SamplerOptions
  /** Pure noise times this is the start of a run without an image. */
  readonly initialNoiseScale: number
  /** x₀ is clipped to ± this at every evaluation; Infinity for latents. */
  readonly clip: number
}

export interface PlanOptions {
  /** Any of its names, 'DPM++ 2M Karras' included. */
  readonly sampler: string
  /** Any of its names; 'automatic' is what the sampler's name says, or is best known with. */
  readonly schedule?: string
  readonly steps: number
  readonly noiseSchedule: NoiseSchedule
  readonly prediction: Prediction
  readonly sampling?: Partial<SamplerOptions>
  /**
   * How strong pure noise starts: 'sigma' (A1111: σ₀), or 'unit-variance' (ComfyUI: √(1+σ₀²)), a difference of 0.2 %.
   */
  readonly initialNoise?: 'sigma' | 'unit-variance'
}

/** The plan of a run by sampler and schedule names, with A1111's and ComfyUI's meaning of them. */
export function planSampling({
  sampler: samplerName,
  schedule: scheduleName = 'automatic',
  steps: count,
  noiseSchedule,
  prediction,
  sampling = {},
  initialNoise = 'sigma',
}: PlanOptions): SamplingPlan {
  checkSteps(count)
  const named = findSampler(samplerName)
  const { sampler } = named
  const automatic = scheduleName.toLowerCase() === 'automatic'
  // Flow networks are best known with "simple", whatever the sampler.
  const usual = noiseSchedule.kind === 'flow' ? 'simple' : sampler.schedule
  const schedule = automatic ? (named.schedule ?? findSchedule(usual)) : findSchedule(scheduleName)
  const sigmas = schedule.sigmas(noiseSchedule, count + (sampler.skipsPenultimate ? 1 : 0))
  if (sampler.skipsPenultimate) sigmas.splice(-2, 1)
  return planSigmas({ sampler, sigmas, noiseSchedule, prediction, sampling, initialNoise })
}

/** The plan of a run over given σ, descending, the last one where it ends. */
export function planSigmas({
  sampler,
  sigmas,
  noiseSchedule,
  prediction,
  sampling = {},
  initialNoise = 'sigma',
}: Omit<PlanOptions, 'sampler' | 'schedule' | 'steps'> & {
  sampler: Sampler
  sigmas: readonly number[]
}): SamplingPlan {
  if ((noiseSchedule.kind === 'flow') !== (prediction === 'flow'))
    throw new WorkspaceError(
      'bad-input',
      `A ${noiseSchedule.kind} noise schedule does not go with ${prediction} prediction.`,
    )
  if (prediction === 'flow' && !sampler.flow)
    throw new WorkspaceError('bad-input', `${sampler.name} does not run flow networks.`, { hint: 'Euler does.' })
  // A tenth of a percent is what tuned lists round to.
  if (sigmas[0]! > noiseSchedule.sigmas.at(-1)! * 1.001)
    throw new WorkspaceError('bad-input', `The schedule starts at σ = ${sigmas[0]}, above what the network knows.`, {
      hint: 'Align Your Steps is for networks with the noise schedule of Stable Diffusion.',
    })
  const space: Space = noiseSchedule.kind === 'flow' ? 'flow' : 've'
  const levels = levelsOf(noiseSchedule, space)
  const points = sigmas.map((sigma) => levels.ofSigma(sigma))
  const first = points[0]!
  return {
    sampler,
    levels,
    steps: points.slice(1).map((to, i) => ({ from: points[i]!, to })),
    prediction,
    options: { ...defaultOptions(sampler), ...sampling },
    initialNoiseScale:
      initialNoise === 'sigma' || space === 'flow' ? first.sigma : Math.hypot(first.alpha, first.sigma),
    clip: Number.POSITIVE_INFINITY,
  }
}

/** At most this many steps: a table of 1000 levels has no more to offer. */
const mostSteps = 1000

export function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 1 || steps > mostSteps)
    throw new WorkspaceError('bad-input', `${steps} steps: it must be a whole number from 1 to ${mostSteps}.`)
}

export function defaultOptions({ eta }: Pick<Sampler, 'eta'>): SamplerOptions {
  return { eta, noiseScale: 1, churn: 0, churnFrom: 0, churnTo: Number.POSITIVE_INFINITY, lowerOrderFinal: false }
}
