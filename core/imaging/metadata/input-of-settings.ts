import type { z } from 'zod'
import { scanNetworks } from '../../../models/diffusion/prompt/scan-networks.ts'
import type { GenerationSettings } from './generation-settings.ts'

export interface InputOfSettings {
  /** For the node `image.generate`. */
  readonly input: Readonly<Record<string, unknown>>
  /** What the settings say and the node cannot take, as text. */
  readonly leftOut: Readonly<Record<string, string>>
}

/**
 * What to give the node `image.generate` to make a picture with these settings; `schema` is the node's input. A value that the node
 * does not take (a seed of 64 bits, a width of 48) is left out and said, never changed to another.
 */
export function inputOfSettings(settings: GenerationSettings, schema: z.ZodType): InputOfSettings {
  const { tool, hires, unmapped } = settings
  const given: Record<string, unknown> = {
    prompt: promptOf(settings),
    negativePrompt: settings.negativePrompt,
    model: settings.model,
    vae: settings.vae,
    width: settings.width,
    height: settings.height,
    seed: settings.seed,
    steps: settings.steps,
    sampler: settings.sampler,
    schedule: settings.schedule === 'Automatic' ? undefined : settings.schedule,
    guidance: settings.cfgScale,
    clipSkip: settings.clipSkip,
    // A1111 and Forge draw noise on the graphics card unless they say otherwise; the others draw it on the CPU.
    noise: (tool === 'a1111' || tool === 'forge') && unmapped['RNG'] !== 'CPU' ? 'gpu' : undefined,
    eta: unmapped['Eta'] === undefined ? undefined : Number(unmapped['Eta']),
    hires: hires?.scale ?? scaleOf(settings),
    hiresSteps: hires?.steps === 0 ? undefined : hires?.steps,
    hiresStrength: hires?.denoise,
    upscaler: hires?.upscaler,
  }
  const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const leftOut: Record<string, string> = {}
  const result = schema.safeParse(input)
  for (const { path, message } of result.error?.issues ?? []) {
    const field = String(path[0])
    if (!(field in input)) continue
    leftOut[field] = `${JSON.stringify(input[field])}: ${message}`
    delete input[field]
  }
  return { input, leftOut }
}

/** The prompt with its LoRAs as tags: programs that keep them apart do not name them in the words. */
function promptOf({ prompt, loras }: GenerationSettings): string {
  const named = new Set(scanNetworks(prompt).loras.map(({ name }) => name))
  const tags = loras.filter(({ name }) => !named.has(name)).map(({ name, weight }) => `<lora:${name}:${weight}>`)
  return [prompt, ...tags].filter((part) => part !== '').join(' ')
}

function scaleOf({ hires, width }: GenerationSettings): number | undefined {
  return hires?.width === undefined || hires.width === 0 || width === undefined ? undefined : hires.width / width
}
