import { z } from 'zod'
import { refuse } from './answer-error.ts'

/** What sd-server (stable-diffusion.cpp) takes inside the prompt: fields of its own API, of which these mean something here. */
const extraSchema = z.strictObject({
  seed: z.int().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  negative_prompt: z.string().optional(),
  clip_skip: z.int().optional(),
  strength: z.number().optional(),
  lora: z.array(z.strictObject({ path: z.string(), multiplier: z.number().default(1) })).default([]),
  sample_params: z
    .strictObject({
      sample_method: z.string().optional(),
      scheduler: z.string().optional(),
      sample_steps: z.int().optional(),
      eta: z.number().optional(),
      guidance: z.strictObject({ txt_cfg: z.number().optional() }).default({}),
    })
    .prefault({}),
})

export type ExtraArgs = Partial<Omit<z.output<typeof extraSchema>, 'lora' | 'sample_params'>> & {
  readonly sampler?: string | undefined
  readonly schedule?: string | undefined
  readonly steps?: number | undefined
  readonly eta?: number | undefined
  readonly guidance?: number | undefined
}

const tag = /<sd_cpp_extra_args>(.*?)<\/sd_cpp_extra_args>/s

/** The prompt without its `<sd_cpp_extra_args>{…}</sd_cpp_extra_args>`, and what stands in there; its LoRAs become tags of the prompt. */
export function readExtraArgs(prompt: string): { readonly prompt: string; readonly extra: ExtraArgs } {
  const [whole, json] = tag.exec(prompt) ?? []
  if (whole === undefined || json === undefined) return { prompt, extra: {} }
  const parsed = extraSchema.safeParse(parse(json))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    refuse(`<sd_cpp_extra_args>: ${issue?.path.join('.') ?? ''} ${issue?.message}.`, { param: 'prompt' })
  }
  const { lora, sample_params: sampling, ...rest } = parsed.data
  const tags = lora.map(({ path, multiplier }) => `<lora:${path.replace(/\.[a-z]+$/i, '')}:${multiplier}>`)
  return {
    prompt: [prompt.replace(whole, '').trim(), ...tags].join(' ').trim(),
    extra: {
      ...rest,
      sampler: sampling.sample_method,
      schedule: sampling.scheduler,
      steps: sampling.sample_steps,
      eta: sampling.eta,
      guidance: sampling.guidance.txt_cfg,
    },
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    refuse('<sd_cpp_extra_args> holds no JSON.', { param: 'prompt' })
  }
}
