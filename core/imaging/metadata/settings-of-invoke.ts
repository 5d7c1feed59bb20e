import { finishSettings, type GenerationSettings } from './generation-settings.ts'
import { asNumber, asRecord, asText, otherEntries, parseLooseJson } from './loose-json.ts'
import { samplerName } from './sampler-names.ts'

const mapped = [
  'app_version',
  'positive_prompt',
  'negative_prompt',
  'model',
  'vae',
  'scheduler',
  'steps',
  'cfg_scale',
  'seed',
  'width',
  'height',
  'clip_skip',
  'strength',
  'loras',
  'hrf_enabled',
  'hrf_strength',
  'hrf_method',
  'hrf_width',
  'hrf_height',
]

/** The settings in InvokeAI's `invokeai_metadata` JSON (versions 3 to 6); undefined where it is none. */
export function settingsOfInvoke(raw: string): GenerationSettings | undefined {
  const data = asRecord(parseLooseJson(raw))
  if (data === undefined || !mapped.some((key) => key in data)) return undefined
  const scheduler = asText(data['scheduler'])
  const skip = asNumber(data['clip_skip'])
  const loras = Array.isArray(data['loras']) ? data['loras'].map(asRecord) : []
  const model = asRecord(data['model'])
  return finishSettings({
    tool: 'invokeai',
    toolVersion: asText(data['app_version']),
    prompt: asText(data['positive_prompt']),
    negativePrompt: asText(data['negative_prompt']),
    model: modelName(data['model']),
    modelHash: asText(model?.['hash']),
    vae: modelName(data['vae']),
    // `dpmpp_2m_k` is dpmpp_2m with Karras' schedule.
    sampler: samplerName(scheduler?.replace(/_k$/, '')),
    schedule: scheduler?.endsWith('_k') === true ? 'Karras' : undefined,
    steps: asNumber(data['steps']),
    cfgScale: asNumber(data['cfg_scale']),
    seed: asNumber(data['seed']),
    width: asNumber(data['width']),
    height: asNumber(data['height']),
    // Counted from 0 there.
    clipSkip: skip === undefined ? undefined : skip + 1,
    denoise: asNumber(data['strength']),
    loras: loras.flatMap((lora) => {
      const name = modelName(lora?.['model'] ?? lora?.['lora'])
      return name === undefined ? [] : [{ name, weight: asNumber(lora?.['weight']) ?? 1 }]
    }),
    hires:
      data['hrf_enabled'] !== true
        ? undefined
        : {
            denoise: asNumber(data['hrf_strength']),
            upscaler: asText(data['hrf_method']),
            width: asNumber(data['hrf_width']),
            height: asNumber(data['hrf_height']),
          },
    unmapped: {
      ...otherEntries(data, mapped),
      ...(asNumber(data['seed']) === undefined ? otherEntries({ seed: data['seed'] }, []) : {}),
    },
    raw,
  })
}

/** Version 4 and later say `name`, version 3 `model_name`. */
function modelName(value: unknown): string | undefined {
  const model = asRecord(value)
  return asText(model?.['name']) ?? asText(model?.['model_name'])
}
