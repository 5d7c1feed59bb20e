import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'

const absent = z.union([z.literal(false), z.null()]).optional()

/** The fields of `scheduler_config.json` that change what is computed; a value we do not compute is refused by name. */
const fields = z.object({
  num_train_timesteps: z.int().min(1).max(100_000).default(1000),
  beta_start: z.number().positive().default(0.0001),
  beta_end: z.number().positive().default(0.02),
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']).default('linear'),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
  timestep_spacing: z.enum(['linspace', 'leading', 'trailing']).default('linspace'),
  steps_offset: z.int().min(0).default(0),
  use_karras_sigmas: z.boolean().nullish().transform(Boolean),
  use_exponential_sigmas: z.boolean().nullish().transform(Boolean),
  use_beta_sigmas: z.boolean().nullish().transform(Boolean),
  rescale_betas_zero_snr: z.boolean().default(false),
  final_sigmas_type: z.enum(['zero', 'sigma_min']).default('zero'),
  set_alpha_to_one: z.boolean().default(true),
  clip_sample: z.boolean().default(false),
  clip_sample_range: z.number().positive().default(1),
  original_inference_steps: z.int().min(1).default(50),
  timestep_scaling: z.literal(10).default(10),
  algorithm_type: z.enum(['dpmsolver++', 'sde-dpmsolver++']).default('dpmsolver++'),
  solver_order: z.literal(2).default(2),
  solver_type: z.enum(['midpoint', 'heun', 'bh2']).optional(),
  lower_order_final: z.boolean().default(true),
  euler_at_final: z.boolean().default(false),
  skip_prk_steps: z.boolean().default(false),
  shift: z.number().positive().default(1),
  use_dynamic_shifting: z.boolean().default(false),
  trained_betas: z.null().optional(),
  thresholding: absent,
  use_lu_lambdas: absent,
  use_flow_sigmas: absent,
  invert_sigmas: absent,
  shift_terminal: absent,
  interpolation_type: z.literal('linear').optional(),
  timestep_type: z.literal('discrete').optional(),
  variance_type: z.enum(['fixed_small']).nullish(),
  predict_x0: z.literal(true).optional(),
})

export type DiffusersConfig = z.output<typeof fields>

/** The classes we run, with the defaults of theirs that differ from the common ones. diffusers v0.32.2. */
const defaults = {
  EulerDiscreteScheduler: {},
  EulerAncestralDiscreteScheduler: {},
  HeunDiscreteScheduler: { beta_start: 0.00085, beta_end: 0.012 },
  LMSDiscreteScheduler: {},
  DPMSolverMultistepScheduler: {},
  UniPCMultistepScheduler: {},
  DDIMScheduler: { timestep_spacing: 'leading', clip_sample: true },
  DDPMScheduler: { timestep_spacing: 'leading', clip_sample: true },
  PNDMScheduler: { timestep_spacing: 'leading', set_alpha_to_one: false },
  LCMScheduler: { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' },
  TCDScheduler: { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' },
  FlowMatchEulerDiscreteScheduler: {},
} as const

export type SchedulerName = keyof typeof defaults

/** Reads a scheduler's class and config; says which field holds what we cannot run. */
export function parseDiffusersConfig(
  scheduler: string,
  given: Readonly<Record<string, unknown>>,
): { name: SchedulerName; config: DiffusersConfig } {
  if (!Object.hasOwn(defaults, scheduler))
    throw new WorkspaceError('not-found', `No scheduler "${scheduler}".`, {
      hint: `There are: ${Object.keys(defaults).join(', ')}.`,
    })
  const name = scheduler as SchedulerName
  const parsed = fields.safeParse({ ...defaults[name], ...given })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new WorkspaceError('bad-input', `${name} cannot be run with this ${issue.path.join('.')}: ${issue.message}.`)
  }
  if (name === 'PNDMScheduler' && !parsed.data.skip_prk_steps)
    throw new WorkspaceError('bad-input', 'PNDMScheduler is run without its Runge–Kutta start only (skip_prk_steps).')
  return { name, config: parsed.data }
}
