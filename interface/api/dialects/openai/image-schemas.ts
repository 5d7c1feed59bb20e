import { z } from 'zod'
import { flag, number, whole } from '../lenient-fields.ts'

/** 'WIDTHxHEIGHT'. */
const size = z
  .string()
  .regex(/^(auto|\d{2,4}x\d{2,4})$/, "must be 'auto' or like '512x768'")
  .default('auto')

/** Fields of every kind of request (platform.openai.com/docs/api-reference/images), then those that only this server knows. */
const common = {
  model: z.string().optional(),
  n: whole.pipe(z.number().min(1).max(10)).default(1),
  size,
  quality: z.enum(['auto', 'low', 'medium', 'high', 'standard', 'hd']).default('auto'),
  response_format: z.enum(['url', 'b64_json']).optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  output_compression: whole.pipe(z.number().min(0).max(100)).default(100),
  background: z.enum(['transparent', 'opaque', 'auto']).default('auto'),
  user: z.string().optional(),
  stream: flag.default(false),
  partial_images: whole.pipe(z.number().min(0).max(3)).default(0),
  seed: whole.pipe(z.number().min(-1)).default(-1),
  negative_prompt: z.string().optional(),
  steps: whole.optional(),
  cfg_scale: number.optional(),
  sampler_name: z.string().optional(),
  scheduler: z.string().optional(),
}
const strength = number.pipe(z.number().gt(0).max(1)).optional()
const prompt = z.string().max(32_000)

export const generationSchema = z.strictObject({
  prompt,
  ...common,
  moderation: z.enum(['low', 'auto']).optional(),
  style: z.enum(['vivid', 'natural']).optional(),
})

/** Beside its files `image` and `mask`. */
export const editSchema = z.strictObject({
  prompt,
  ...common,
  input_fidelity: z.enum(['high', 'low']).optional(),
  strength,
})

/** Beside its file `image`. */
export const variationSchema = z.strictObject({ ...common, strength })

export type CommonFields = z.output<z.ZodObject<typeof common>>
