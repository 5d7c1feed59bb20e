import { basename } from 'node:path'
import type { Architecture, Certainty, Described, Finding } from './identity.ts'

type Prediction = NonNullable<Finding['prediction']>
type Distilled = NonNullable<Finding['distilled']>

/**
 * What the network predicts. Shapes never tell it: schedulers' configurations, ModelSpec and kohya metadata, or marker
 * tensors do (`v_pred`, as ComfyUI writes it). SD2 exists as both; its best-known checkpoint (768 px) predicts v.
 */
export function predictionOf(
  { tensors, metadata = {}, configs, path }: Described,
  { architecture, inputChannels, distilled }: Pick<Finding, 'architecture' | 'inputChannels' | 'distilled'>,
): Prediction | undefined {
  const config = fieldOf(configs, 'scheduler/scheduler_config.json', 'prediction_type')
  const stated = readPrediction(config) ?? readPrediction(metadata['modelspec.prediction_type'])
  if (stated !== undefined) return { value: stated, certainty: 'stated' }
  if (tensors.has('v_pred') || /^true$/i.test(metadata['ss_v_parameterization'] ?? '')) {
    return { value: 'v', certainty: 'stated' }
  }
  if (/768-v/.test(metadata['modelspec.architecture'] ?? '')) return { value: 'v', certainty: 'stated' }
  if (architecture === 'sd21') {
    const name = nameOf({ metadata, path })
    if (/v[-_ ]?pred|768[-_ ]?v|768/.test(name)) return { value: 'v', certainty: 'name' }
    if (distilled !== undefined || /512|base/.test(name)) return { value: 'epsilon', certainty: 'name' }
    return inputChannels === 4 ? { value: 'v', certainty: 'guess' } : { value: 'epsilon', certainty: 'guess' }
  }
  if (architecture !== 'sd15' && architecture !== 'sdxl' && architecture !== 'sdxl-refiner') return undefined
  return /v[-_ ]?pred/.test(nameOf({ metadata, path }))
    ? { value: 'v', certainty: 'name' }
    : { value: 'epsilon', certainty: 'guess' }
}

/** Whether it was made for few steps. Only LCM's own input shows in the weights; of the others titles and names speak. */
export function distilledOf(
  described: Described,
  { distilled, architecture }: { distilled?: Distilled | undefined; architecture?: Architecture | undefined },
): Distilled | undefined {
  if (distilled !== undefined) return distilled
  if (architecture === 'flux') return undefined
  const title = `${described.metadata?.['modelspec.title'] ?? ''} ${configNames(described.configs)}`
  for (const [text, certainty] of [
    [title, 'stated'],
    [described.path === undefined ? '' : basename(described.path), 'name'],
  ] as readonly (readonly [string, Certainty])[]) {
    const method = methods.find(([pattern]) => pattern.test(text))?.[1]
    if (method !== undefined) return { method, certainty }
  }
  return undefined
}

const methods: readonly (readonly [RegExp, Distilled['method']])[] = [
  [/lightning/i, 'lightning'],
  [/turbo/i, 'turbo'],
  [/hyper[-_ ]?(?:sd|\d|flux)/i, 'hyper'],
  [/(?:^|[^a-z])lcm(?:[^a-z]|$)/i, 'lcm'],
  [/(?:^|[^a-z])tcd(?:[^a-z]|$)/i, 'tcd'],
]

function readPrediction(text: unknown): Prediction['value'] | undefined {
  switch (text) {
    case 'v':
    case 'v_prediction':
      return 'v'
    case 'epsilon':
    case 'eps':
      return 'epsilon'
    case 'sample':
      return 'sample'
    default:
      return undefined
  }
}

function nameOf({ metadata, path }: Pick<Described, 'metadata'> & { path: string | undefined }): string {
  return `${metadata?.['modelspec.title'] ?? ''} ${path === undefined ? '' : basename(path)}`.toLowerCase()
}

/** What diffusers wrote as the name of the repository it was loaded from. */
function configNames(configs: Described['configs']): string {
  return ['model_index.json', 'unet/config.json', 'config.json']
    .map((file) => fieldOf(configs, file, '_name_or_path'))
    .filter((name) => typeof name === 'string')
    .map((name) => basename(name))
    .join(' ')
}

function fieldOf(configs: Described['configs'], file: string, field: string): unknown {
  const config = configs?.get(file)
  return typeof config === 'object' && config !== null && Object.hasOwn(config, field)
    ? (config as Record<string, unknown>)[field]
    : undefined
}
