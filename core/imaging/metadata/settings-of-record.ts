import { finishSettings, type GenerationSettings } from './generation-settings.ts'
import { asNumber, asRecord, asText, otherEntries, parseLooseJson } from './loose-json.ts'

const texts = ['model', 'modelHash', 'vae', 'sampler', 'schedule'] as const
const numbers = ['steps', 'cfgScale', 'seed', 'width', 'height', 'clipSkip', 'denoise'] as const

/** The settings in the workspace's own record of an asset; undefined where the asset was not made from words. */
export function settingsOfRecord(raw: string): GenerationSettings | undefined {
  const record = asRecord(parseLooseJson(raw))
  const facts = asRecord(record?.['facts'])
  // Without a recipe it was imported: what made it is said elsewhere in the file.
  if (asRecord(record?.['recipe']) === undefined) return undefined
  if (record?.['format'] !== 'ai-workspace-record' || facts === undefined || typeof facts['prompt'] !== 'string') {
    return undefined
  }
  return finishSettings({
    tool: 'ai-workspace',
    prompt: facts['prompt'],
    negativePrompt: asText(facts['negativePrompt']),
    ...Object.fromEntries(texts.map((key) => [key, asText(facts[key])])),
    ...Object.fromEntries(numbers.map((key) => [key, asNumber(facts[key])])),
    loras: (Array.isArray(facts['loras']) ? facts['loras'].map(asRecord) : []).flatMap((lora) => {
      const name = asText(lora?.['name'])
      return name === undefined ? [] : [{ name, weight: asNumber(lora?.['weight']) ?? 1 }]
    }),
    // The reading is what the built-in engine understood: a result, no setting.
    unmapped: otherEntries(facts, ['prompt', 'negativePrompt', 'loras', 'reading', ...texts, ...numbers]),
    raw,
  })
}
