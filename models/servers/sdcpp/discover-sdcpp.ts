import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { askJson, type ServerConnection } from '../server-client.ts'
import { type ServerCapabilities, serverCapabilitiesSchema } from '../server-settings.ts'

const capabilitiesSchema = z.object({
  model: z.object({ name: z.string().optional(), stem: z.string().optional() }).default({}),
  supported_modes: z.array(z.string()).optional(),
  defaults_by_mode: z
    .object({
      img_gen: z
        .object({
          width: z.int().min(64).optional(),
          height: z.int().min(64).optional(),
          sample_params: z
            .object({
              sample_steps: z.number().optional(),
              sample_method: z.string().optional(),
              scheduler: z.string().optional(),
              guidance: z.object({ txt_cfg: z.number().optional() }).default({}),
            })
            .default({ guidance: {} }),
        })
        .optional(),
    })
    .default({}),
  features_by_mode: z.object({ img_gen: z.record(z.string(), z.unknown()).default({}) }).default({ img_gen: {} }),
  samplers: z.array(z.string()),
  schedulers: z.array(z.string()).default([]),
  loras: z.array(z.object({ path: z.string() })).default([]),
  limits: z.object({ min_width: z.int(), max_width: z.int(), min_height: z.int(), max_height: z.int() }).optional(),
})

/** What an sd-server has: GET /sdcpp/v1/capabilities. */
export async function discoverSdcpp(server: ServerConnection, signal: AbortSignal): Promise<ServerCapabilities> {
  const stated = await askJson(server, '/sdcpp/v1/capabilities', capabilitiesSchema, { signal })
  if (stated.supported_modes !== undefined && !stated.supported_modes.includes('img_gen')) {
    throw new WorkspaceError('no-model', `This sd-server makes no pictures: ${stated.supported_modes.join(', ')}.`, {
      hint: 'Start it with an image model.',
    })
  }
  const features = stated.features_by_mode.img_gen
  const { width, height, sample_params } = stated.defaults_by_mode.img_gen ?? {}
  const { sample_steps, sample_method, scheduler, guidance } = sample_params ?? { guidance: {} }
  const { model, limits } = stated
  const loadedModel = model.name || model.stem
  return serverCapabilitiesSchema.parse({
    program: 'stable-diffusion.cpp',
    abilities: [
      ...(features['init_image'] === true ? ['start'] : []),
      ...(features['mask_image'] === true ? ['mask'] : []),
      ...(features['control_image'] === true ? ['control'] : []),
      'sampling',
    ],
    ...(loadedModel === undefined ? {} : { models: [loadedModel], loadedModel }),
    ...(width === undefined || height === undefined ? {} : { size: { width, height } }),
    samplers: stated.samplers,
    schedules: stated.schedulers,
    loras: stated.loras.map(({ path }) => path),
    defaults: { steps: sample_steps, sampler: sample_method, schedule: scheduler, guidance: guidance.txt_cfg },
    ...(limits === undefined
      ? {}
      : {
          sides: {
            smallest: Math.max(limits.min_width, limits.min_height),
            largest: Math.min(limits.max_width, limits.max_height),
          },
        }),
  })
}
