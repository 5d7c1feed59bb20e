import { z } from 'zod'
import { flag, number, text, whole } from '../lenient-fields.ts'

/** As many pictures as one request may ask for: each is a job of its own. */
const mostPictures = 100

/** Fields and defaults of both (modules/api/models.py of AUTOMATIC1111 1.10, modules/processing.py). */
const common = {
  prompt: text.default(''),
  negative_prompt: text.default(''),
  styles: z.array(z.string()).default([]),
  seed: whole.default(-1),
  subseed: whole.default(-1),
  subseed_strength: number.pipe(z.number().min(0).max(1)).default(0),
  seed_resize_from_h: whole.default(-1),
  seed_resize_from_w: whole.default(-1),
  sampler_name: z.string().optional(),
  sampler_index: z.string().default('Euler'),
  scheduler: z.string().optional(),
  batch_size: whole.pipe(z.number().min(1).max(mostPictures)).default(1),
  n_iter: whole.pipe(z.number().min(1).max(mostPictures)).default(1),
  steps: whole.default(50),
  cfg_scale: number.default(7),
  distilled_cfg_scale: number.optional(),
  width: whole.default(512),
  height: whole.default(512),
  restore_faces: flag.default(false),
  tiling: flag.default(false),
  do_not_save_samples: flag.default(false),
  do_not_save_grid: flag.default(false),
  eta: number.optional(),
  denoising_strength: number.pipe(z.number().min(0).max(1)).optional(),
  s_min_uncond: number.default(0),
  s_churn: number.default(0),
  s_tmax: number.default(0),
  s_tmin: number.default(0),
  s_noise: number.default(1),
  override_settings: z.record(z.string(), z.unknown()).default({}),
  override_settings_restore_afterwards: flag.default(true),
  refiner_checkpoint: z.string().default(''),
  refiner_switch_at: number.default(0),
  disable_extra_networks: flag.default(false),
  comments: z.unknown().optional(),
  script_name: z.string().default(''),
  script_args: z.array(z.unknown()).default([]),
  send_images: flag.default(true),
  save_images: flag.default(false),
  alwayson_scripts: z.record(z.string(), z.unknown()).default({}),
  force_task_id: z.string().max(200).optional(),
  infotext: z.string().optional(),
}

export const textToImageSchema = z.looseObject({
  ...common,
  enable_hr: flag.default(false),
  firstphase_width: whole.default(0),
  firstphase_height: whole.default(0),
  firstpass_image: z.string().default(''),
  hr_scale: number.pipe(z.number().min(1).max(4)).default(2),
  hr_upscaler: z.string().default(''),
  hr_second_pass_steps: whole.default(0),
  hr_resize_x: whole.default(0),
  hr_resize_y: whole.default(0),
  hr_checkpoint_name: z.string().default(''),
  hr_sampler_name: z.string().default(''),
  hr_scheduler: z.string().default(''),
  hr_prompt: text.default(''),
  hr_negative_prompt: text.default(''),
})

export const imageToImageSchema = z.looseObject({
  ...common,
  init_images: z.array(z.string()).default([]),
  resize_mode: whole.pipe(z.number().min(0).max(3)).default(0),
  image_cfg_scale: number.optional(),
  mask: z.string().default(''),
  mask_blur: whole.optional(),
  mask_blur_x: whole.default(4),
  mask_blur_y: whole.default(4),
  mask_round: flag.default(true),
  inpainting_fill: whole.pipe(z.number().min(0).max(3)).default(0),
  inpaint_full_res: flag.default(true),
  inpaint_full_res_padding: whole.pipe(z.number().min(0).max(512)).default(0),
  inpainting_mask_invert: whole.pipe(z.number().min(0).max(1)).default(0),
  initial_noise_multiplier: number.default(1),
  latent_mask: z.string().default(''),
  include_init_images: flag.default(false),
})

export type TextToImage = z.output<typeof textToImageSchema>
export type ImageToImage = z.output<typeof imageToImageSchema>
/** What both have. */
export type Generation = z.output<z.ZodObject<typeof common>> & Readonly<Record<string, unknown>>

/** Fields of a request that no version of the API has; they are reported and change nothing. */
export function unknownFields(body: Readonly<Record<string, unknown>>, schema: z.ZodObject): string[] {
  return Object.keys(body).filter((name) => !(name in schema.shape))
}
