import { z } from 'zod'

const loraSchema = z.object({
  name: z.string(),
  /** Strength on the denoiser. */
  weight: z.number(),
  /** Strength on the text encoders, where it differs. */
  textEncoderWeight: z.number().optional(),
})

/** What a picture was made with, whichever program made it. Names of samplers and schedules are those of AUTOMATIC1111. */
export const generationSettingsSchema = z.object({
  tool: z.enum(['ai-workspace', 'a1111', 'forge', 'comfyui', 'swarmui', 'invokeai']),
  toolVersion: z.string().optional(),
  prompt: z.string(),
  negativePrompt: z.string(),
  model: z.string().optional(),
  modelHash: z.string().optional(),
  vae: z.string().optional(),
  sampler: z.string().optional(),
  schedule: z.string().optional(),
  steps: z.number().optional(),
  cfgScale: z.number().optional(),
  seed: z.number().optional(),
  /** Pixels of the first pass. */
  width: z.number().optional(),
  height: z.number().optional(),
  /** 1: the text encoder's last layer. */
  clipSkip: z.number().optional(),
  /** Share of the steps that an image-to-image run computes. */
  denoise: z.number().optional(),
  loras: z.array(loraSchema),
  /** The second, larger pass. */
  hires: z
    .object({
      scale: z.number().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      steps: z.number().optional(),
      upscaler: z.string().optional(),
      denoise: z.number().optional(),
    })
    .optional(),
  /** What the picture says besides and no field above holds, as text. */
  unmapped: z.record(z.string(), z.string()),
  /** The text in the picture that all this was read from. */
  raw: z.string(),
})
export type GenerationSettings = z.output<typeof generationSettingsSchema>

/** Settings as they are collected: a field that is not known may be given as undefined. */
export type SettingsDraft = { readonly [Key in keyof GenerationSettings]?: GenerationSettings[Key] | undefined } & {
  readonly tool: GenerationSettings['tool']
  readonly raw: string
}

/** The settings of a draft: unknown fields left out, and the numbers that must be whole made sure of. */
export function finishSettings(draft: SettingsDraft): GenerationSettings {
  const unmapped: [string, string][] = Object.entries(draft.unmapped ?? {})
  const known = Object.entries(draft).filter(([key, value]) => {
    if (value === undefined) return false
    if (!wholeFields.has(key) || (Number.isSafeInteger(value) && (value as number) >= 0)) return true
    // A seed of −1 says "chosen by chance"; a broken size or step count says nothing.
    unmapped.push([key, String(value)])
    return false
  })
  const { hires, ...rest } = Object.fromEntries(known) as SettingsDraft
  const second = Object.fromEntries(Object.entries(hires ?? {}).filter(([, value]) => value !== undefined))
  return {
    prompt: '',
    negativePrompt: '',
    loras: [],
    ...(rest as Omit<GenerationSettings, 'prompt' | 'negativePrompt' | 'loras' | 'unmapped' | 'hires'>),
    ...(Object.keys(second).length === 0 ? {} : { hires: second }),
    unmapped: Object.fromEntries(unmapped.slice(0, mostUnmapped).map(([key, value]) => [key, shorten(value)])),
  }
}

const wholeFields = new Set(['steps', 'seed', 'width', 'height', 'clipSkip'])
/** Enough for any program's fields; a made-up file could hold millions. */
const mostUnmapped = 200
const longestUnmapped = 1000

function shorten(text: string): string {
  return text.length <= longestUnmapped ? text : `${text.slice(0, longestUnmapped)}…`
}
