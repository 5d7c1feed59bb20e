import { z } from 'zod'
import { scanNetworks } from '../../../models/diffusion/prompt/scan-networks.ts'
import { writeParameters } from './generation-parameters.ts'
import type { GenerationSettings } from './generation-settings.ts'

/** What the text holds of the settings; a field that is not known may be left out. */
export type WritableSettings = Pick<GenerationSettings, 'prompt' | 'negativePrompt'> &
  Partial<Omit<GenerationSettings, 'prompt' | 'negativePrompt' | 'tool' | 'raw'>>

/** What AUTOMATIC1111 writes besides, and reads back into its own settings. */
interface Unread {
  /** Whose random numbers: its setting "Random number generator source". */
  readonly rng?: 'CPU' | 'NV' | undefined
  readonly tiling?: boolean
}

/**
 * The `parameters` text for these settings: fields in the order in which AUTOMATIC1111 1.9 writes them (`create_infotext`,
 * modules/processing.py), so that it reads them back. LoRAs that the prompt does not name become tags at its end.
 */
export function parametersOfSettings(settings: WritableSettings, { rng, tiling = false }: Unread = {}): string {
  const { width, height, hires, clipSkip } = settings
  const named = new Set(scanNetworks(settings.prompt).loras.map(({ name }) => name))
  const tags = (settings.loras ?? [])
    .filter(({ name }) => !named.has(name))
    .map(({ name, weight, textEncoderWeight }) =>
      textEncoderWeight === undefined ? `<lora:${name}:${weight}>` : `<lora:${name}:${textEncoderWeight}:${weight}>`,
    )
  const fields: Record<string, string | number | undefined> = {
    Steps: settings.steps,
    Sampler: settings.sampler,
    'Schedule type': settings.schedule,
    'CFG scale': settings.cfgScale,
    Seed: settings.seed,
    Size: sizeText(width, height),
    'Model hash': settings.modelHash,
    Model: settings.model,
    VAE: settings.vae,
    'Denoising strength': hires?.denoise ?? settings.denoise,
    'Clip skip': clipSkip === undefined || clipSkip <= 1 ? undefined : clipSkip,
    RNG: rng,
    Tiling: tiling ? 'True' : undefined,
    'Hires upscale': hires?.scale,
    'Hires resize': sizeText(hires?.width, hires?.height),
    'Hires steps': hires?.steps,
    'Hires upscaler': hires?.upscaler,
    Version: settings.toolVersion ?? 'ai-workspace',
  }
  return writeParameters({
    prompt: [settings.prompt.trim(), ...tags].filter((part) => part !== '').join(' '),
    negativePrompt: settings.negativePrompt,
    settings: Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ),
  })
}

/**
 * The `parameters` text for an asset's facts; undefined where they name no prompt and seed (an imported picture, a depth map).
 * The words a model does not have (steps, sampler) are left out rather than invented.
 */
export function parametersOfFacts(facts: Readonly<Record<string, unknown>>): string | undefined {
  const { prompt, negativePrompt, seed } = facts
  if (typeof prompt !== 'string' || typeof seed !== 'number') return undefined
  const text = (key: string) => (typeof facts[key] === 'string' ? { [key]: facts[key] } : {})
  const number = (key: string) => (typeof facts[key] === 'number' ? { [key]: facts[key] } : {})
  const settings = {
    prompt,
    negativePrompt: typeof negativePrompt === 'string' ? negativePrompt : '',
    ...text('model'),
    ...text('modelHash'),
    ...text('vae'),
    ...text('sampler'),
    ...text('schedule'),
    ...number('steps'),
    ...number('cfgScale'),
    ...number('seed'),
    ...number('width'),
    ...number('height'),
    ...number('clipSkip'),
    ...number('denoise'),
    ...hiresOf(facts['hires']),
  }
  const rng = facts['rng'] === 'cpu' ? 'CPU' : facts['rng'] === 'gpu' ? 'NV' : undefined
  return parametersOfSettings(settings, { rng, tiling: facts['seamless'] === 'xy' })
}

const hiresFacts = z.object({
  scale: z.number(),
  strength: z.number(),
  upscaler: z.string(),
  steps: z.number().optional(),
  from: z.object({ width: z.number(), height: z.number() }).optional(),
})

/** The second pass; the text's size is that of the first. */
function hiresOf(facts: unknown): Pick<WritableSettings, 'hires' | 'width' | 'height'> {
  const known = hiresFacts.safeParse(facts).data
  if (known === undefined) return {}
  const { strength, steps, from, ...rest } = known
  return { ...from, hires: { ...rest, denoise: strength, ...(steps === undefined ? {} : { steps }) } }
}

function sizeText(width: number | undefined, height: number | undefined): string | undefined {
  return width === undefined || height === undefined ? undefined : `${width}x${height}`
}
