import type { InstalledModel, ServerChange } from '../../../core/models/model-library.ts'
import { plural, shorten } from '../terminal/format.ts'
import type { Paint } from '../terminal/terminal.ts'

/** A server's lists as its manifest has them; what is not one is an empty list. */
function list(model: InstalledModel, name: string): readonly string[] {
  const value = model.settings[name]
  return Array.isArray(value) ? value.map(String) : []
}

function text(model: InstalledModel, name: string): string | undefined {
  const value = model.settings[name]
  return typeof value === 'string' ? value : undefined
}

/** '3 models, 20 samplers, 1 LoRA'. */
export function serverSummary(model: InstalledModel): string {
  if (model.architecture === 'server:mlx') return 'started when it is asked something'
  const counted = [
    ['models', 'model'],
    ['samplers', 'sampler'],
    ['loras', 'LoRA'],
    ['controlnets', 'ControlNet'],
  ] as const
  const parts = counted.flatMap(([name, word]) => {
    const { length } = list(model, name)
    return length === 0 ? [] : [plural(length, word)]
  })
  return parts.length === 0 ? 'it lists nothing' : parts.join(', ')
}

/** What `models show` tells of a server beside its name. */
export function serverRows(model: InstalledModel, paint: Paint): (readonly [string, string])[] {
  const { settings } = model
  const [variable, file] = [text(model, 'tokenEnv'), text(model, 'tokenFile')]
  const token = variable === undefined ? (file === undefined ? 'none' : `in ${file}`) : `in the variable ${variable}`
  const defaults = Object.entries((settings['defaults'] ?? {}) as Record<string, unknown>)
  const named = (title: string, name: string): (readonly [string, string])[] => {
    const names = list(model, name)
    return names.length === 0 ? [] : [[title, names.join(', ')]]
  }
  return [
    ['address', paint('path', model.source)],
    ['program', text(model, 'program') ?? 'not stated'],
    ['token', token],
    ...(model.kind === 'language'
      ? [['uses', text(model, 'model') ?? 'the one that is named, or its first'] as const]
      : [
          ['can', ['draw from words', ...list(model, 'abilities')].join(', ')] as const,
          ['uses', text(model, 'model') ?? text(model, 'loadedModel') ?? 'what it has loaded'] as const,
        ]),
    ...(defaults.length === 0
      ? []
      : [['its defaults', defaults.map(([name, value]) => `${name} ${String(value)}`).join(', ')] as const]),
    ...named('models', 'models'),
    ...named('samplers', 'samplers'),
    ...named('schedules', 'schedules'),
    ...named('LoRAs', 'loras'),
    ...named('ControlNets', 'controlnets'),
    ...named('VAEs', 'vaes'),
    ['asked', `${text(model, 'askedAt') ?? 'never'}; anew: ai-workspace models verify ${model.id}`],
  ]
}

/** What is new at a server, one line. */
export function serverChanges(model: InstalledModel, changes: readonly ServerChange[]): string {
  if (changes.length === 0) return `${serverSummary(model)}, as before`
  const parts = changes.flatMap(({ list: name, added, gone }) => [
    ...(added.length === 0 ? [] : [`new ${name}: ${shorten(added.join(', '), 120)}`]),
    ...(gone.length === 0 ? [] : [`gone ${name}: ${shorten(gone.join(', '), 120)}`]),
  ])
  return `${serverSummary(model)}; ${parts.join('; ')}`
}

/** A word of warning where a token would cross a network that anybody on it can read. */
export function tokenWarning(model: InstalledModel): string | undefined {
  const hasToken = (text(model, 'tokenEnv') ?? text(model, 'tokenFile')) !== undefined
  const { protocol, hostname } = new URL(model.source)
  const here = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  return hasToken && protocol === 'http:' && !here
    ? 'The token goes to this server without encryption: anybody on the network between can read it.'
    : undefined
}
