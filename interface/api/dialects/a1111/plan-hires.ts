import { HTTPException } from 'hono/http-exception'
import type { TextToImage } from './generation-schema.ts'
import { pickSampling } from './plan-sampling.ts'
import { type Fields, type Planning, refuse } from './planning.ts'
import { requireCheckpoint } from './require-checkpoint.ts'
import { findUpscaler } from './upscalers.ts'

/** The second pass over the enlarged picture ("hires fix"). */
export async function planHires(request: TextToImage, planning: Planning): Promise<Fields> {
  if (request.firstpass_image !== '') refuse('firstpass_image is not supported: begin from it with img2img.')
  if (!request.enable_hr) return {}
  const { checkpoint, warnings, context } = planning
  if (request.firstphase_width > 0 || request.firstphase_height > 0) {
    refuse('firstphase_width and firstphase_height are not supported: width and height are those of the first pass.')
  }
  const { hr_checkpoint_name: other } = request
  if (!isSame(other) && (await requireCheckpoint(context.workspace, other)).id !== checkpoint.id) {
    refuse('Another checkpoint for the second pass is not supported: leave hr_checkpoint_name empty.')
  }
  const upscaler = await findUpscaler(context.workspace, request.hr_upscaler || 'Latent')
  if (upscaler === undefined) throw new HTTPException(404, { message: `Upscaler "${request.hr_upscaler}" not found.` })
  if (upscaler.isLatent) {
    warnings.push('The picture was enlarged between the passes (Lanczos), and not its latent.')
  } else if (upscaler.filter !== undefined && upscaler.filter !== 'lanczos') {
    refuse(`The upscaler "${upscaler.name}" is not there between the passes: take None, Lanczos or a model.`)
  }
  const sampler = isSame(request.hr_sampler_name) ? undefined : request.hr_sampler_name
  const schedule = isSame(request.hr_scheduler) ? undefined : request.hr_scheduler
  const named =
    sampler === undefined && schedule === undefined
      ? undefined
      : pickSampling(sampler ?? request.sampler_name ?? request.sampler_index, schedule, planning)
  return {
    hires: scaleOf(request),
    // What hires fix begins with in the reference's own page; the API's field has no other default.
    hiresStrength: Math.max(0.0001, request.denoising_strength ?? 0.75),
    ...(request.hr_second_pass_steps === 0 ? {} : { hiresSteps: request.hr_second_pass_steps }),
    ...(upscaler.model === undefined ? {} : { upscaler: upscaler.model }),
    ...(named === undefined ? {} : { hiresSampler: named.sampler }),
    ...(named?.schedule === undefined ? {} : { hiresSchedule: named.schedule }),
    ...(request.hr_prompt === '' ? {} : { hiresPrompt: request.hr_prompt }),
    ...(request.hr_negative_prompt === '' ? {} : { hiresNegativePrompt: request.hr_negative_prompt }),
  }
}

/** hr_resize_x and hr_resize_y go before hr_scale; a missing one follows from the picture's shape. */
function scaleOf({ width, height, hr_scale, hr_resize_x: x, hr_resize_y: y }: TextToImage): number {
  if (x === 0 && y === 0) return hr_scale
  const scale = x > 0 ? x / width : y / height
  const becomes = (side: number) => Math.round((side * scale) / 8) * 8
  if ((x > 0 && becomes(width) !== x) || (y > 0 && becomes(height) !== y)) {
    refuse(
      `hr_resize ${x} × ${y} is another shape than ${width} × ${height}, or no multiple of 8; the nearest is ${becomes(width)} × ${becomes(height)}.`,
    )
  }
  return scale
}

function isSame(name: string): boolean {
  return ['', 'use same checkpoint', 'use same sampler', 'use same scheduler'].includes(name.toLowerCase())
}
