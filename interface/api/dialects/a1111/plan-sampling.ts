import { HTTPException } from 'hono/http-exception'
import { WorkspaceError } from '../../../../base/error.ts'
import { findSampling } from '../../../../core/imaging/find-sampling.ts'
import type { Generation } from './generation-schema.ts'
import { requireVae } from './options.ts'
import { type Fields, type Planning, refuse, takesSampling } from './planning.ts'

/** Steps, sampler, guidance and what else a model that denoises is told. */
export async function planSampling(request: Generation, planning: Planning): Promise<Fields> {
  const { options, checkpoint, warnings, context } = planning
  refuseForeignSampling(request)
  const named = pickSampling(request.sampler_name ?? request.sampler_index, request.scheduler, planning)
  if (!takesSampling(planning)) {
    warnings.push(`"${checkpoint.id}" takes no steps, sampler, guidance or clip skip: they were left out.`)
    return {}
  }
  const vae = await requireVae(context, options.sd_vae)
  return {
    steps: request.steps,
    guidance: request.cfg_scale,
    ...named,
    ...(request.eta === undefined ? {} : { eta: request.eta }),
    // 1 is every model's own; SDXL reads the last layer but one whatever is said, as it does there.
    ...(options.CLIP_stop_at_last_layers === 1 ? {} : { clipSkip: options.CLIP_stop_at_last_layers }),
    // Another server draws its own noise unless it is asked for one.
    ...(options.randn_source === 'CPU' || checkpoint.isServer ? {} : { noise: 'gpu' }),
    ...(vae === undefined ? {} : { vae }),
  }
}

/** Changes of the sampler's own numbers, and models for a part of the steps, have no word here. */
function refuseForeignSampling(request: Generation): void {
  const { s_churn, s_tmin, s_tmax, s_noise, refiner_checkpoint, refiner_switch_at } = request
  if (s_churn !== 0 || s_tmin !== 0 || s_tmax !== 0 || s_noise !== 1) {
    refuse('s_churn, s_tmin, s_tmax and s_noise are not supported: leave them at 0, 0, 0 and 1.')
  }
  if (refiner_checkpoint !== '' && refiner_checkpoint !== 'None' && refiner_switch_at > 0 && refiner_switch_at < 1) {
    refuse('A refiner is not supported: leave refiner_checkpoint empty, or run img2img with the refiner after it.')
  }
}

/** A sampler and schedule by the names of this API; a server's own names go to it as they are. */
export function pickSampling(
  sampler: string,
  schedule: string | undefined,
  { facts }: Pick<Planning, 'facts'>,
): { readonly sampler: string; readonly schedule?: string } {
  const own = facts?.own
  if (own?.samplers.includes(sampler)) {
    const chosen = schedule === undefined || own.schedules.includes(schedule)
    if (chosen) return { sampler, ...(schedule === undefined ? {} : { schedule }) }
  }
  try {
    return findSampling({ sampler, schedule })
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'not-found') throw error
    const what = error.message.startsWith('No schedule') ? 'Scheduler' : 'Sampler'
    throw new HTTPException(404, { message: `${what} not found. ${error.message} ${error.hint ?? ''}` })
  }
}
