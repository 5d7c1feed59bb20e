import { sampleDdim } from './ddim.ts'
import { sampleDdpm } from './ddpm.ts'
import { sampleDpm2 } from './dpm-2.ts'
import { sampleDpm2Ancestral } from './dpm-2-ancestral.ts'
import { sampleDpmpp2m } from './dpmpp-2m.ts'
import { sampleDpmpp2mSde, sampleDpmpp2mSdeHeun } from './dpmpp-2m-sde.ts'
import { sampleDpmpp2sAncestral } from './dpmpp-2s-ancestral.ts'
import { sampleDpmpp3mSde } from './dpmpp-3m-sde.ts'
import { sampleDpmppSde } from './dpmpp-sde.ts'
import { sampleEuler } from './euler.ts'
import { sampleEulerAncestral } from './euler-ancestral.ts'
import { sampleHeun } from './heun.ts'
import { sampleLcm } from './lcm.ts'
import { sampleLms } from './lms.ts'
import { samplePndm } from './pndm.ts'
import type { RunSampler } from './sampler.ts'
import type { ScheduleId } from './schedules.ts'
import { sampleTcd } from './tcd.ts'
import { sampleUniPc } from './uni-pc.ts'

/** A sampler as people choose it. */
export interface Sampler {
  /** ComfyUI's name. */
  readonly id: SamplerId
  /** A1111's name. */
  readonly name: string
  /** What else it is called: k-diffusion and diffusers, and older names. */
  readonly aliases: readonly string[]
  /** The schedule it is best known with: what A1111 takes for "Automatic". */
  readonly schedule: ScheduleId
  /** Draws noise during the run, at its default eta. */
  readonly stochastic: boolean
  /** The default eta. */
  readonly eta: number
  /** Network evaluations a step: 2 doubles the time. */
  readonly evaluations: 1 | 2
  /** Runs flow networks too. PLMS divides by the signal, of which a flow's start has none. */
  readonly flow: boolean
  /** A1111 and ComfyUI draw its noise from a Brownian path: see `brownianNoise`. */
  readonly brownian: boolean
  /** Leaves out the last σ but one: A1111 and ComfyUI do so for the samplers that look between two levels. */
  readonly skipsPenultimate: boolean
  readonly run: RunSampler
}

export type SamplerId = keyof typeof table

const deterministic = {
  stochastic: false,
  eta: 0,
  evaluations: 1,
  flow: true,
  brownian: false,
  skipsPenultimate: false,
} as const
const ancestral = {
  stochastic: true,
  eta: 1,
  evaluations: 1,
  flow: true,
  brownian: false,
  skipsPenultimate: false,
} as const

const table = {
  euler: {
    ...deterministic,
    name: 'Euler',
    aliases: ['k_euler', 'EulerDiscreteScheduler', 'FlowMatchEulerDiscreteScheduler'],
    schedule: 'uniform',
    run: sampleEuler,
  },
  euler_ancestral: {
    ...ancestral,
    name: 'Euler a',
    aliases: ['k_euler_a', 'k_euler_ancestral', 'EulerAncestralDiscreteScheduler'],
    schedule: 'uniform',
    run: sampleEulerAncestral,
  },
  heun: {
    ...deterministic,
    name: 'Heun',
    aliases: ['k_heun', 'HeunDiscreteScheduler'],
    schedule: 'uniform',
    evaluations: 2,
    run: sampleHeun,
  },
  dpm_2: {
    ...deterministic,
    name: 'DPM2',
    aliases: ['k_dpm_2', 'KDPM2DiscreteScheduler'],
    schedule: 'karras',
    evaluations: 2,
    skipsPenultimate: true,
    run: sampleDpm2,
  },
  dpm_2_ancestral: {
    ...ancestral,
    name: 'DPM2 a',
    aliases: ['k_dpm_2_a', 'KDPM2AncestralDiscreteScheduler'],
    schedule: 'karras',
    evaluations: 2,
    skipsPenultimate: true,
    run: sampleDpm2Ancestral,
  },
  lms: {
    ...deterministic,
    name: 'LMS',
    aliases: ['k_lms', 'LMSDiscreteScheduler'],
    schedule: 'uniform',
    run: sampleLms,
  },
  dpmpp_2s_ancestral: {
    ...ancestral,
    name: 'DPM++ 2S a',
    aliases: ['k_dpmpp_2s_a'],
    schedule: 'karras',
    evaluations: 2,
    run: sampleDpmpp2sAncestral,
  },
  dpmpp_2m: {
    ...deterministic,
    name: 'DPM++ 2M',
    aliases: ['k_dpmpp_2m', 'DPMSolverMultistepScheduler'],
    schedule: 'karras',
    run: sampleDpmpp2m,
  },
  dpmpp_sde: {
    ...ancestral,
    brownian: true,
    name: 'DPM++ SDE',
    aliases: ['k_dpmpp_sde', 'dpmpp_sde_gpu', 'DPMSolverSDEScheduler'],
    schedule: 'karras',
    evaluations: 2,
    run: sampleDpmppSde,
  },
  dpmpp_2m_sde: {
    ...ancestral,
    brownian: true,
    name: 'DPM++ 2M SDE',
    aliases: ['k_dpmpp_2m_sde', 'dpmpp_2m_sde_gpu'],
    schedule: 'exponential',
    run: sampleDpmpp2mSde,
  },
  dpmpp_2m_sde_heun: {
    ...ancestral,
    brownian: true,
    name: 'DPM++ 2M SDE Heun',
    aliases: ['k_dpmpp_2m_sde_heun', 'dpmpp_2m_sde_heun_gpu'],
    schedule: 'exponential',
    run: sampleDpmpp2mSdeHeun,
  },
  dpmpp_3m_sde: {
    ...ancestral,
    brownian: true,
    name: 'DPM++ 3M SDE',
    aliases: ['k_dpmpp_3m_sde', 'dpmpp_3m_sde_gpu'],
    schedule: 'exponential',
    run: sampleDpmpp3mSde,
  },
  ddim: { ...deterministic, name: 'DDIM', aliases: ['DDIMScheduler'], schedule: 'leading', run: sampleDdim },
  ddpm: { ...ancestral, name: 'DDPM', aliases: ['DDPMScheduler'], schedule: 'leading', run: sampleDdpm },
  pndm: {
    ...deterministic,
    flow: false,
    name: 'PLMS',
    aliases: ['PNDM', 'PNDMScheduler'],
    schedule: 'leading',
    run: samplePndm,
  },
  uni_pc: {
    ...deterministic,
    name: 'UniPC',
    aliases: ['uni_pc_bh2', 'UniPCMultistepScheduler'],
    schedule: 'uniform',
    run: sampleUniPc,
  },
  lcm: { ...ancestral, name: 'LCM', aliases: ['LCMScheduler'], schedule: 'distilled', run: sampleLcm },
  tcd: { ...ancestral, eta: 0.3, name: 'TCD', aliases: ['TCDScheduler'], schedule: 'distilled', run: sampleTcd },
} satisfies Readonly<Record<string, Omit<Sampler, 'id'>>>

/** Every sampler, by ComfyUI's names. */
export const samplers: readonly Sampler[] = Object.entries(table).map(([id, sampler]) => ({
  id: id as SamplerId,
  ...sampler,
}))
