import { finishSettings, type GenerationSettings } from './generation-settings.ts'
import { asNumber, asRecord, asText, otherEntries, parseLooseJson } from './loose-json.ts'
import { samplerName, scheduleName } from './sampler-names.ts'

const mapped = [
  'prompt',
  'negativeprompt',
  'model',
  'vae',
  'sampler',
  'scheduler',
  'steps',
  'cfgscale',
  'seed',
  'width',
  'height',
  'clipstopatlayer',
  'initimagecreativity',
  'loras',
  'loraweights',
  'refinerupscale',
  'refinersteps',
  'refinerupscalemethod',
  'refinercontrolpercentage',
  'swarm_version',
]

/** The settings in SwarmUI's JSON, `{ "sui_image_params": { … } }`; undefined where it is none. */
export function settingsOfSwarm(raw: string): GenerationSettings | undefined {
  const whole = asRecord(parseLooseJson(raw))
  const params = asRecord(whole?.['sui_image_params'])
  if (whole === undefined || params === undefined) return undefined
  const names = listOf(params['loras'])
  const weights = listOf(params['loraweights'])
  const models = Array.isArray(whole['sui_models']) ? whole['sui_models'].map(asRecord) : []
  const stop = asNumber(params['clipstopatlayer'])
  const refines = params['refinerupscale'] !== undefined || params['refinersteps'] !== undefined
  return finishSettings({
    tool: 'swarmui',
    toolVersion: asText(params['swarm_version']),
    prompt: asText(params['prompt']),
    negativePrompt: asText(params['negativeprompt']),
    model: asText(params['model']),
    modelHash: asText(models.find((model) => model?.['param'] === 'model')?.['hash']),
    vae: asText(params['vae']),
    sampler: samplerName(asText(params['sampler'])),
    schedule: scheduleName(asText(params['scheduler'])),
    steps: asNumber(params['steps']),
    cfgScale: asNumber(params['cfgscale']),
    seed: asNumber(params['seed']),
    width: asNumber(params['width']),
    height: asNumber(params['height']),
    // Counted from the end: −1 is the last layer.
    clipSkip: stop === undefined ? undefined : Math.abs(stop),
    denoise: asNumber(params['initimagecreativity']),
    loras: names.map((name, i) => ({ name: asText(name) ?? '', weight: asNumber(weights[i]) ?? 1 })),
    hires: !refines
      ? undefined
      : {
          scale: asNumber(params['refinerupscale']),
          steps: asNumber(params['refinersteps']),
          upscaler: asText(params['refinerupscalemethod']),
          denoise: asNumber(params['refinercontrolpercentage']),
        },
    unmapped: {
      ...otherEntries(params, mapped),
      ...(asNumber(params['seed']) === undefined ? otherEntries({ seed: params['seed'] }, []) : {}),
    },
    raw,
  })
}

/** A list, which older versions write as text with commas. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'string' && value !== '' ? value.split(',').map((part) => part.trim()) : []
}
