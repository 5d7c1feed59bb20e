import { scanNetworks } from '../../../models/diffusion/prompt/scan-networks.ts'
import { readParameters } from './generation-parameters.ts'
import { finishSettings, type GenerationSettings } from './generation-settings.ts'
import { asNumber, otherEntries } from './loose-json.ts'
import { splitSampler } from './sampler-names.ts'

const mapped = [
  'Steps',
  'Sampler',
  'Schedule type',
  'CFG scale',
  'Seed',
  'Size',
  'Model',
  'Model hash',
  'VAE',
  'Clip skip',
  'Denoising strength',
  'Hires upscale',
  'Hires resize',
  'Hires steps',
  'Hires upscaler',
  'Version',
]

/** The settings in a `parameters` text of AUTOMATIC1111, Forge and this workspace; undefined where it is none. */
export function settingsOfParameters(raw: string): GenerationSettings | undefined {
  const read = readParameters(raw)
  if (read === undefined) return undefined
  const { prompt, negativePrompt, settings } = read
  const [width, height] = sizeOf(settings['Size'])
  const [hiresWidth, hiresHeight] = sizeOf(settings['Hires resize'])
  const sampler = settings['Sampler'] === undefined ? undefined : splitSampler(settings['Sampler'])
  const version = settings['Version']
  const isHires = ['Hires upscale', 'Hires resize', 'Hires steps', 'Hires upscaler'].some((key) => key in settings)
  const denoise = asNumber(settings['Denoising strength'])
  return finishSettings({
    tool: version === 'ai-workspace' ? 'ai-workspace' : /^f\d/.test(version ?? '') ? 'forge' : 'a1111',
    toolVersion: version === 'ai-workspace' ? undefined : version,
    prompt,
    negativePrompt,
    model: settings['Model'],
    modelHash: settings['Model hash'],
    vae: settings['VAE'],
    sampler: sampler?.sampler,
    schedule: settings['Schedule type'] ?? sampler?.schedule,
    steps: asNumber(settings['Steps']),
    cfgScale: asNumber(settings['CFG scale']),
    seed: asNumber(settings['Seed']),
    width,
    height,
    clipSkip: asNumber(settings['Clip skip']),
    denoise: isHires ? undefined : denoise,
    loras: scanNetworks(prompt).loras.map(({ name, unet, textEncoder }) => ({
      name,
      weight: unet,
      ...(textEncoder === unet ? {} : { textEncoderWeight: textEncoder }),
    })),
    hires: !isHires
      ? undefined
      : {
          scale: asNumber(settings['Hires upscale']),
          width: hiresWidth,
          height: hiresHeight,
          steps: asNumber(settings['Hires steps']),
          upscaler: settings['Hires upscaler'],
          denoise,
        },
    unmapped: { ...otherEntries(settings, mapped), ...unreadNumbers(settings) },
    raw,
  })
}

const numeric = ['Steps', 'CFG scale', 'Seed', 'Clip skip', 'Denoising strength', 'Hires upscale', 'Hires steps']

/** Numbers that are none, or too large to hold. */
function unreadNumbers(settings: Readonly<Record<string, string>>): Record<string, string> {
  const broken = numeric.filter((key) => settings[key] !== undefined && asNumber(settings[key]) === undefined)
  if (settings['Size'] !== undefined && sizeOf(settings['Size']).length === 0) broken.push('Size')
  return Object.fromEntries(broken.map((key) => [key, settings[key]!]))
}

function sizeOf(text: string | undefined): number[] {
  return (
    /^(\d{1,6})x(\d{1,6})$/
      .exec(text ?? '')
      ?.slice(1)
      .map(Number) ?? []
  )
}
