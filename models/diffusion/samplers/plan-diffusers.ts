import { WorkspaceError } from '../../../base/error.ts'
import { type DiffusersConfig, parseDiffusersConfig, type SchedulerName } from './diffusers-config.ts'
import { discreteSchedule } from './discrete-schedule.ts'
import { flowSchedule, shiftTime } from './flow-schedule.ts'
import type { Space } from './level.ts'
import { findSampler } from './names.ts'
import { levelsOf, type NoiseSchedule } from './noise-schedule.ts'
import { checkSteps, defaultOptions, type SamplingPlan } from './plan.ts'
import type { SamplerOptions, Step } from './sampler.ts'
import { betaSigmas, exponentialSigmas, karrasSigmas, linspace } from './schedules.ts'
import {
  distilledTimesteps,
  leadingTimesteps,
  linspaceTimesteps,
  roundHalfEven,
  trailingTimesteps,
} from './timesteps.ts'

export interface DiffusersPlanOptions {
  /** The scheduler's class: 'EulerDiscreteScheduler' … */
  readonly scheduler: string
  /** Its `scheduler_config.json`; what is missing takes the class's default. */
  readonly config: Readonly<Record<string, unknown>>
  readonly steps: number
  /** Flow schedulers: σ before the shift, as FLUX pipelines pass them (1 … 1/n); without, as SD3's do. */
  readonly sigmas?: readonly number[]
  /** Flow schedulers with `use_dynamic_shifting`: see `fluxMu`. */
  readonly mu?: number
  readonly sampling?: Partial<SamplerOptions>
}

/** The plan of a run as a diffusers pipeline would run it: same timesteps, same σ, same scale of the latent. diffusers v0.32.2. */
export function planDiffusers({
  scheduler,
  config: given,
  steps,
  sigmas,
  mu,
  sampling = {},
}: DiffusersPlanOptions): SamplingPlan {
  checkSteps(steps)
  const { name, config } = parseDiffusersConfig(scheduler, given)
  if (name === 'FlowMatchEulerDiscreteScheduler') return planFlow(config, steps, { sigmas, mu, sampling })
  const schedule = discreteSchedule({
    trainSteps: config.num_train_timesteps,
    betaStart: config.beta_start,
    betaEnd: config.beta_end,
    betas: betasOf(config.beta_schedule),
    zeroTerminalSnr: config.rescale_betas_zero_snr,
    // Schedulers that count in σ keep 2⁻²⁴ of the signal; the others can do without.
    smallestAlphaBar: grids[name] === 'timesteps' || grids[name] === 'distilled' ? 0 : 2 ** -24,
    interpolation: 'linear',
  })
  const stochasticDpm = name === 'DPMSolverMultistepScheduler' && config.algorithm_type === 'sde-dpmsolver++'
  const { sampler } = findSampler(stochasticDpm ? `dpmpp_2m_sde${config.solver_type === 'heun' ? '_heun' : ''}` : name)
  const space: Space = grids[name] === 'sigmas' ? 've' : 'vp'
  const levels = levelsOf(schedule, space)
  const planned = stepsOf(name, config, schedule, space, steps)
  const first = planned[0]!.from.sigma
  return {
    sampler,
    levels,
    steps: planned,
    prediction: ({ epsilon: 'epsilon', v_prediction: 'v', sample: 'x0' } as const)[config.prediction_type],
    options: { ...defaultOptions(sampler), lowerOrderFinal: lowersFinalOrder(name, config, steps), ...sampling },
    initialNoiseScale: space === 'vp' ? 1 : config.timestep_spacing === 'leading' ? Math.hypot(first, 1) : first,
    clip: config.clip_sample ? config.clip_sample_range : Number.POSITIVE_INFINITY,
  }
}

/** What a scheduler counts its steps in. `lambdas`: σ, at whole timesteps, with the latent at unit variance. */
const grids: Readonly<Record<SchedulerName, 'sigmas' | 'lambdas' | 'timesteps' | 'distilled' | 'flow'>> = {
  EulerDiscreteScheduler: 'sigmas',
  EulerAncestralDiscreteScheduler: 'sigmas',
  HeunDiscreteScheduler: 'sigmas',
  LMSDiscreteScheduler: 'sigmas',
  DPMSolverMultistepScheduler: 'lambdas',
  UniPCMultistepScheduler: 'lambdas',
  DDIMScheduler: 'timesteps',
  DDPMScheduler: 'timesteps',
  PNDMScheduler: 'timesteps',
  LCMScheduler: 'distilled',
  TCDScheduler: 'distilled',
  FlowMatchEulerDiscreteScheduler: 'flow',
}

function stepsOf(
  name: SchedulerName,
  config: DiffusersConfig,
  schedule: NoiseSchedule,
  space: Space,
  count: number,
): Step[] {
  const levels = levelsOf(schedule, space)
  if (grids[name] === 'sigmas' || grids[name] === 'lambdas') {
    const points = sigmaGrid(config, schedule, count, grids[name] === 'lambdas')
    const last = config.final_sigmas_type === 'zero' ? 0 : finalSigma(config, schedule, points)
    const through = [...points.map(({ sigma, timestep }) => levels.ofSigma(sigma, timestep)), levels.ofSigma(last)]
    return through.slice(1).map((to, i) => ({ from: through[i]!, to }))
  }
  const trained = config.num_train_timesteps
  const timesteps =
    grids[name] === 'distilled'
      ? distilledTimesteps(trained, count, config.original_inference_steps)
      : spacedTimesteps(config, count).map(roundHalfEven)
  const end = levels.ofSigma(config.set_alpha_to_one ? 0 : schedule.sigmas[0]!)
  return timesteps.map((timestep, i) => {
    const next = timesteps[i + 1]
    // DDIM and PNDM subtract the same stride everywhere, also where the spacing is uneven; the others look at the list.
    const strided = name === 'DDIMScheduler' || name === 'PNDMScheduler'
    const target = strided ? timestep - Math.floor(trained / count) : (next ?? -1)
    const atEnd = name === 'TCDScheduler' ? levels.ofTimestep(0) : name === 'DDPMScheduler' ? levels.ofSigma(0) : end
    return { from: levels.ofTimestep(timestep), to: target >= 0 ? levels.ofTimestep(target) : atEnd }
  })
}

/** σ and timestep of every step. `whole`: the DPM solvers round timesteps, and space one step more than they take. */
function sigmaGrid(
  config: DiffusersConfig,
  schedule: NoiseSchedule,
  count: number,
  whole: boolean,
): { sigma: number; timestep: number }[] {
  const timesteps = whole ? wholeTimesteps(config, count) : spacedTimesteps(config, count)
  const onTimesteps = timesteps.map((timestep) => ({ sigma: schedule.sigmaAt(timestep), timestep }))
  const spread = config.use_karras_sigmas
    ? karrasSigmas
    : config.use_exponential_sigmas
      ? exponentialSigmas
      : config.use_beta_sigmas
        ? betaSigmas
        : undefined
  if (spread === undefined) return onTimesteps
  const range = whole
    ? { min: schedule.sigmas[0]!, max: schedule.sigmas.at(-1)! }
    : { min: onTimesteps.at(-1)!.sigma, max: onTimesteps[0]!.sigma }
  // Karras timesteps are rounded, the others cut off: diffusers casts them to whole numbers.
  const toWhole = config.use_karras_sigmas ? roundHalfEven : Math.floor
  return spread(range, count).map((sigma) => {
    const timestep = schedule.timestepOf(sigma)
    return { sigma, timestep: whole ? toWhole(timestep) : timestep }
  })
}

function spacedTimesteps(
  { num_train_timesteps: trained, timestep_spacing, steps_offset }: DiffusersConfig,
  count: number,
): number[] {
  switch (timestep_spacing) {
    case 'linspace':
      return linspaceTimesteps(trained, count)
    case 'leading':
      return leadingTimesteps(trained, count, steps_offset)
    case 'trailing':
      return trailingTimesteps(trained, count)
    default:
      return timestep_spacing satisfies never
  }
}

function wholeTimesteps(config: DiffusersConfig, count: number): number[] {
  if (config.timestep_spacing === 'trailing') return spacedTimesteps(config, count)
  return spacedTimesteps(config, count + 1)
    .slice(0, -1)
    .map(roundHalfEven)
}

function finalSigma(config: DiffusersConfig, schedule: NoiseSchedule, points: readonly { sigma: number }[]): number {
  const spread = config.use_karras_sigmas || config.use_exponential_sigmas || config.use_beta_sigmas
  return spread ? points.at(-1)!.sigma : schedule.sigmas[0]!
}

function lowersFinalOrder(name: SchedulerName, config: DiffusersConfig, steps: number): boolean {
  if (name === 'UniPCMultistepScheduler') return config.lower_order_final
  return config.euler_at_final || (config.lower_order_final && steps < 15) || config.final_sigmas_type === 'zero'
}

function planFlow(
  config: DiffusersConfig,
  count: number,
  {
    sigmas,
    mu,
    sampling,
  }: { sigmas: readonly number[] | undefined; mu: number | undefined; sampling: Partial<SamplerOptions> },
): SamplingPlan {
  if (config.use_dynamic_shifting && mu === undefined)
    throw new WorkspaceError('bad-input', 'This flow scheduler shifts by image size and needs mu.')
  if (config.use_karras_sigmas || config.use_exponential_sigmas || config.use_beta_sigmas)
    throw new WorkspaceError('bad-input', 'A flow scheduler is run with evenly spaced sigmas only.')
  const trained = config.num_train_timesteps
  const shift = config.use_dynamic_shifting ? Math.exp(mu!) : config.shift
  // Without given σ the range is shifted once, and every σ in it a second time: diffusers does so, and so SD3 images have it.
  const end = config.use_dynamic_shifting ? 1 / trained : shiftTime(1 / trained, shift)
  const shifted = (sigmas ?? linspace(1, end, count)).map((sigma) => shiftTime(sigma, shift))
  const schedule = flowSchedule({ shift, trainSteps: trained })
  const levels = levelsOf(schedule, 'flow')
  const through = [...shifted, 0].map((sigma) => levels.ofSigma(sigma))
  const { sampler } = findSampler('FlowMatchEulerDiscreteScheduler')
  return {
    sampler,
    levels,
    steps: through.slice(1).map((to, i) => ({ from: through[i]!, to })),
    prediction: 'flow',
    options: { ...defaultOptions(sampler), ...sampling },
    initialNoiseScale: 1,
    clip: Number.POSITIVE_INFINITY,
  }
}

function betasOf(name: DiffusersConfig['beta_schedule']): 'linear' | 'scaled-linear' | 'squared-cosine' {
  return ({ linear: 'linear', scaled_linear: 'scaled-linear', squaredcos_cap_v2: 'squared-cosine' } as const)[name]
}
