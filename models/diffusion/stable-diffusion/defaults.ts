import { z } from 'zod'
import type { Emphasis, Sampling } from '../../../base/model.ts'
import { discreteSchedule } from '../samplers/discrete-schedule.ts'
import { planSampling, type SamplingPlan } from '../samplers/plan.ts'
import type { StableDiffusionParameters } from './components.ts'

/** Everything that is chosen about sampling, nothing left open. */
export interface ChosenSampling {
  readonly steps: number
  readonly sampler: string
  readonly schedule: string
  readonly guidance: number
  readonly clipSkip: number | undefined
  readonly eta: number | undefined
  readonly noise: 'cpu' | 'gpu'
  readonly emphasis: Emphasis
}

/** What the catalogue or a model's makers state, as far as it says something here. */
const settingsSchema = z.object({
  steps: z.int().min(1).max(1000).optional().catch(undefined),
  cfg: z.number().min(1).max(100).optional().catch(undefined),
  sampler: z.string().optional().catch(undefined),
})

/** The request's own words first, then what is stated of the model, then what such models are commonly run with. */
export function chooseSampling(
  { distilled, guidanceChannels }: Pick<StableDiffusionParameters, 'distilled' | 'guidanceChannels'>,
  settings: Readonly<Record<string, unknown>>,
  { steps, sampler, schedule, guidance, clipSkip, eta, noise = 'cpu', emphasis = 'a1111' }: Sampling = {},
): ChosenSampling {
  const stated = settingsSchema.parse(settings)
  const usual = (guidanceChannels === undefined ? usualSampling[distilled ?? ''] : guidedLcm) ?? {
    steps: 20,
    sampler: 'DPM++ 2M',
    schedule: 'Karras',
    guidance: 7,
  }
  return {
    steps: steps ?? stated.steps ?? usual.steps,
    sampler: sampler ?? stated.sampler ?? usual.sampler,
    // A schedule belongs to its sampler: another sampler brings its own.
    schedule: schedule ?? (sampler === undefined && stated.sampler === undefined ? usual.schedule : 'automatic'),
    guidance: guidance ?? stated.cfg ?? usual.guidance,
    clipSkip,
    eta,
    noise,
    emphasis,
  }
}

/** Distilled models want few steps and little or no guidance: the values their authors publish. */
const usualSampling: Readonly<Record<string, Pick<ChosenSampling, 'steps' | 'sampler' | 'schedule' | 'guidance'>>> = {
  turbo: { steps: 4, sampler: 'Euler', schedule: 'trailing', guidance: 1 },
  lightning: { steps: 4, sampler: 'Euler', schedule: 'SGM Uniform', guidance: 1 },
  hyper: { steps: 8, sampler: 'Euler', schedule: 'SGM Uniform', guidance: 1 },
  lcm: { steps: 6, sampler: 'LCM', schedule: 'SGM Uniform', guidance: 1.5 },
  tcd: { steps: 4, sampler: 'TCD', schedule: 'SGM Uniform', guidance: 1 },
}

/** A latent consistency model that is told its guidance: what its authors' model cards run it with. */
const guidedLcm = { steps: 4, sampler: 'LCM', schedule: 'SGM Uniform', guidance: 8 } as const

/** The steps that those choices make for this checkpoint. */
export function planOf(
  { prediction, zeroTerminalSnr }: Pick<StableDiffusionParameters, 'prediction' | 'zeroTerminalSnr'>,
  { sampler, schedule, steps, eta }: ChosenSampling,
): SamplingPlan {
  return planSampling({
    sampler,
    schedule,
    steps,
    prediction,
    noiseSchedule: discreteSchedule({ zeroTerminalSnr }),
    ...(eta === undefined ? {} : { sampling: { eta } }),
  })
}
