import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { Workspace } from '../../../../core/workspace.ts'
import { flag, number, whole } from '../lenient-fields.ts'
import type { TakenPicture } from '../take-picture.ts'
import { refuse } from './planning.ts'
import { findUpscaler } from './upscalers.ts'

/** Of both kinds of request (`ExtrasBaseRequest`, modules/api/models.py). */
export const enlargementFields = {
  resize_mode: whole.pipe(z.number().min(0).max(1)).default(0),
  show_extras_results: flag.default(true),
  gfpgan_visibility: number.default(0),
  codeformer_visibility: number.default(0),
  codeformer_weight: number.default(0),
  upscaling_resize: number.pipe(z.number().min(1).max(8)).default(2),
  upscaling_resize_w: whole.pipe(z.number().min(1)).default(512),
  upscaling_resize_h: whole.pipe(z.number().min(1)).default(512),
  upscaling_crop: flag.default(true),
  upscaler_1: z.string().default('None'),
  upscaler_2: z.string().default('None'),
  extras_upscaler_2_visibility: number.default(0),
  upscale_first: flag.default(false),
}
export type Enlargement = z.output<z.ZodObject<typeof enlargementFields>>

interface Step {
  readonly node: string
  readonly input: Readonly<Record<string, unknown>>
}

/** The nodes that enlarge a picture as asked; none where no upscaler is named, which leaves it as it is. */
export async function enlargeSteps(workspace: Workspace, picture: TakenPicture, wanted: Enlargement): Promise<Step[]> {
  if (wanted.gfpgan_visibility > 0 || wanted.codeformer_visibility > 0) {
    refuse('No face restorer is here: leave gfpgan_visibility and codeformer_visibility at 0.')
  }
  if (wanted.extras_upscaler_2_visibility > 0 && wanted.upscaler_2 !== 'None') {
    refuse('Two upscalers mixed are not supported: leave extras_upscaler_2_visibility at 0.')
  }
  if (wanted.upscaler_1 === 'None') return []
  const upscaler = await findUpscaler(workspace, wanted.upscaler_1)
  if (upscaler === undefined || upscaler.isLatent) {
    throw new HTTPException(404, { message: `Upscaler "${wanted.upscaler_1}" not found.` })
  }
  const size = sizeOf(picture, wanted)
  const resized = { width: size.width, height: size.height, fit: wanted.upscaling_crop ? 'cover' : 'stretch' }
  if (upscaler.model === undefined) {
    return [{ node: 'image.resize', input: { image: picture.id, ...resized, filter: upscaler.filter } }]
  }
  // The model enlarges by its own factor; the rest, up or down, is Lanczos' filter.
  return [
    { node: 'image.upscale', input: { image: picture.id, model: upscaler.model } },
    { node: 'image.resize', input: { image: { step: 0, output: 'image' }, ...resized } },
  ]
}

/** The size that is asked for: a factor, or sides that are filled and cut to, or within which the shape is kept. */
function sizeOf({ width, height }: TakenPicture, wanted: Enlargement): { width: number; height: number } {
  const { upscaling_resize_w: w, upscaling_resize_h: h } = wanted
  const round = (side: number) => Math.max(1, Math.round(side))
  if (wanted.resize_mode === 0) {
    return { width: round(width * wanted.upscaling_resize), height: round(height * wanted.upscaling_resize) }
  }
  if (wanted.upscaling_crop) return { width: w, height: h }
  const scale = Math.max(w / width, h / height)
  return { width: round(width * scale), height: round(height * scale) }
}
