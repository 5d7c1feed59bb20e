import { compareOutput, type GoldenFixture, type GoldenResult, goldenInput } from '../../golden/fixture.ts'
import { discreteSchedule } from './discrete-schedule.ts'
import { fluxMu } from './flow-schedule.ts'
import { findSampler, findSchedule } from './names.ts'
import { planSigmas, type SamplingPlan } from './plan.ts'
import { planDiffusers } from './plan-diffusers.ts'
import type { Prediction } from './prediction.ts'
import { type PredictNoise, sample } from './sample.ts'
import { linspace } from './schedules.ts'
import { startLatent } from './start-latent.ts'

/** The kinds of golden fixture this folder answers for, told by what is in them; undefined for any other. */
export function samplerFixtureKind(
  fixture: GoldenFixture,
): 'k-diffusion' | 'diffusers' | 'sigma-schedules' | undefined {
  if (fixture.outputs['sigmas_table'] !== undefined) return 'sigma-schedules'
  const cases = Object.values(fixture.config).filter((value) => typeof value === 'object' && value !== null)
  if (cases.length === 0 || fixture.inputs['noise'] === undefined) return undefined
  if (cases.every((each) => 'scheduler' in each)) return 'diffusers'
  return cases.every((each) => 'sampler' in each && 'schedule' in each) ? 'k-diffusion' : undefined
}

/** Runs every case of a sampler or schedule fixture and holds each of its outputs against the reference. */
export async function runGolden(fixture: GoldenFixture): Promise<GoldenResult[]> {
  const kind = samplerFixtureKind(fixture)
  switch (kind) {
    case 'sigma-schedules':
      return Object.keys(fixture.outputs).map((name) => compareOutput(fixture, name, scheduleOutput(name)))
    case 'k-diffusion':
    case 'diffusers': {
      const results: GoldenResult[] = []
      for (const [name, config] of Object.entries(fixture.config)) {
        const got = await (kind === 'diffusers' ? diffusersCase : kDiffusionCase)(fixture, name, config as Case)
        for (const [part, values] of Object.entries(got)) {
          const output = `${name}/${part}`
          if (fixture.outputs[output] !== undefined) results.push(compareOutput(fixture, output, values))
        }
      }
      return results
    }
    case undefined:
      throw new Error(`The fixture ${fixture.name} is of no sampler and no schedule.`)
    default:
      return kind satisfies never
  }
}

type Case = Readonly<Record<string, unknown>>
type CaseOutputs = Readonly<Record<string, ArrayLike<number>>>

/** `karras_20` and the like: a schedule by its name and the number of steps, over Stable Diffusion's table. */
function scheduleOutput(name: string): ArrayLike<number> {
  const schedule = discreteSchedule()
  if (name === 'sigmas_table') return schedule.sigmas
  if (name === 'alphas_cumprod') return schedule.alphaBars
  const [, id, steps] = /^(.+)_(\d+)$/.exec(name) ?? []
  if (id === undefined) throw new Error(`The output "${name}" is not of the form schedule_steps.`)
  return findSchedule(id).sigmas(schedule, Number(steps))
}

async function kDiffusionCase(fixture: GoldenFixture, name: string, config: Case): Promise<CaseOutputs> {
  const steps = fixture.outputs[`${name}/sigmas`]!.shape[0]! - 1
  const schedule = discreteSchedule()
  // k-diffusion's "normal" is the denoiser's get_sigmas, A1111's "Uniform".
  const scheduleName = config['schedule'] === 'normal' ? 'uniform' : String(config['schedule'])
  const sigmas = findSchedule(scheduleName).sigmas(schedule, steps)
  const { sampler } = findSampler(String(config['sampler']))
  const prediction: Prediction = config['prediction'] === 'v' ? 'v' : 'epsilon'
  const plan = planSigmas({ sampler, sigmas, noiseSchedule: schedule, prediction })
  const start = startLatent(plan, goldenInput(fixture, 'noise'))
  const trajectory = [start]
  await runCase(fixture, plan, { onStep: (x) => trajectory.push(x) })
  return { sigmas, x: trajectory.flatMap((x) => [...x]) }
}

async function diffusersCase(fixture: GoldenFixture, name: string, config: Case): Promise<CaseOutputs> {
  const { scheduler, step, draws: _, sigmas_given, image_seq_len, mu, ...rest } = config
  const evaluations = fixture.outputs[`${name}/timesteps`]!.shape[0]!
  const sampler = findSampler(String(scheduler)).sampler.id
  // Heun looks twice at every step but the last, PNDM twice at its first one.
  const steps =
    sampler === 'heun' ? (evaluations + 1) / 2 : sampler === 'pndm' && evaluations > 1 ? evaluations - 1 : evaluations
  const eta = (step as { eta?: number } | undefined)?.eta
  const plan = planDiffusers({
    scheduler: String(scheduler),
    config: rest,
    steps,
    ...(sigmas_given === true ? { sigmas: linspace(1, 1 / steps, steps) } : {}),
    ...(typeof mu === 'number' ? { mu } : typeof image_seq_len === 'number' ? { mu: fluxMu(image_seq_len) } : {}),
    ...(eta === undefined ? {} : { sampling: { eta } }),
  })
  const seen: { x: Float32Array; timestep: number; sigma: number }[] = []
  const end = await runCase(fixture, plan, {
    onEvaluate: (x, { timestep, alpha, sigma }) =>
      seen.push({ x, timestep, sigma: plan.levels.space === 'vp' ? sigma / alpha : sigma }),
  })
  const last = plan.steps.at(-1)!.to
  return {
    timesteps: seen.map(({ timestep }) => timestep),
    init_noise_sigma: [plan.initialNoiseScale],
    sigmas: [...seen.map(({ sigma }) => sigma), plan.levels.space === 'vp' ? last.sigma / last.alpha : last.sigma],
    // The reference keeps the latent after every evaluation: what the next one is shown, and the end.
    x: [...seen.slice(1).map(({ x }) => x), end].flatMap((x) => [...x]),
  }
}

async function runCase(
  fixture: GoldenFixture,
  plan: SamplingPlan,
  {
    onStep,
    onEvaluate,
  }: {
    onStep?: (x: Float32Array) => void
    onEvaluate?: (x: Float32Array, level: { timestep: number; alpha: number; sigma: number }) => void
  },
): Promise<Float32Array> {
  let draws = 0
  return sample({
    plan,
    x: startLatent(plan, goldenInput(fixture, 'noise')),
    predict: fixtureModel,
    noise: () => goldenInput(fixture, `draw${draws++}`),
    signal: new AbortController().signal,
    onStep: ({ x }) => {
      onStep?.(x)
      return undefined
    },
    onEvaluate: ({ x, level }) => onEvaluate?.(x, level),
  })
}

/** The fixtures' stand-in for a network. */
const fixtureModel: PredictNoise = async (input, timestep) =>
  input.map((value, i) => 0.7 * value * Math.sin(1 + 0.003 * timestep + 0.1 * i))
