import { scanNetworks } from '../../../models/diffusion/prompt/scan-networks.ts'
import { writeParameters } from './generation-parameters.ts'
import type { GenerationSettings } from './generation-settings.ts'

/** What the text holds of the settings; a field that is not known may be left out. */
export type WritableSettings = Pick<GenerationSettings, 'prompt' | 'negativePrompt'> &
  Partial<Omit<GenerationSettings, 'prompt' | 'negativePrompt' | 'tool' | 'raw'>>

/**
 * The `parameters` text for these settings: fields in the order in which AUTOMATIC1111 1.9 writes them (`create_infotext`,
 * modules/processing.py), so that it reads them back. LoRAs that the prompt does not name become tags at its end.
 */
export function parametersOfSettings(settings: WritableSettings): string {
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
  return parametersOfSettings({
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
  })
}

function sizeText(width: number | undefined, height: number | undefined): string | undefined {
  return width === undefined || height === undefined ? undefined : `${width}x${height}`
}
