import type { Choices, NodeInfo } from '../../../api/wire.ts'
import { type CreateForm, type CreateMode, valueKey } from './create-form.ts'
import { nearestName } from './nearest-name.ts'

/** A call of a node, or what a picture of another program says in its words. */
export interface Settings {
  readonly node?: string | undefined
  readonly input?: unknown
  /** What could not be put in the node's words, by field. */
  readonly leftOut?: Readonly<Record<string, string>> | undefined
}

/** One thing that can be taken over by itself. */
export interface SettingPart {
  readonly id: string
  readonly label: string
  /** Its value for a person. */
  readonly shown: string
  /** The fields it sets. */
  readonly values: Readonly<Record<string, unknown>>
  /** Why it would not work here as it is, and what would. */
  readonly problem?: string
  /** What is put in its place: another model of nearly the same name. */
  readonly instead?: Readonly<Record<string, unknown>>
}

/** Fields that belong together, in the order in which people look for them; any other field is a part of its own. */
const groups: readonly { readonly id: string; readonly label: string; readonly fields: readonly string[] }[] = [
  { id: 'prompt', label: 'Prompt', fields: ['prompt'] },
  { id: 'negativePrompt', label: 'Negative prompt', fields: ['negativePrompt'] },
  { id: 'seed', label: 'Seed', fields: ['seed'] },
  { id: 'size', label: 'Size', fields: ['width', 'height'] },
  { id: 'model', label: 'Model', fields: ['model'] },
  { id: 'sampler', label: 'Sampler', fields: ['sampler', 'schedule'] },
  { id: 'steps', label: 'Steps', fields: ['steps'] },
  { id: 'guidance', label: 'Guidance (CFG)', fields: ['guidance'] },
  { id: 'clipSkip', label: 'Clip skip', fields: ['clipSkip'] },
  { id: 'vae', label: 'Autoencoder', fields: ['vae'] },
  { id: 'noise', label: 'Random numbers', fields: ['noise'] },
  { id: 'count', label: 'How many', fields: ['count'] },
  { id: 'strength', label: 'Strength', fields: ['strength'] },
  { id: 'variation', label: 'Variation', fields: ['variationSeed', 'variationStrength'] },
  {
    id: 'hires',
    label: 'Hires fix',
    fields: ['hires', 'hiresStrength', 'hiresSteps', 'upscaler', 'hiresSampler', 'hiresSchedule'],
  },
]

/** Pictures stand in the form by themselves, and these say what is run rather than how. */
const notSettings = new Set(['start', 'mask', 'controlImage', 'image', 'form', 'name', '3d'])

/** What of the settings can be taken over, each with what is wrong with it here. What the node takes anyway is left out. */
export function partsOfSettings(
  settings: Settings,
  { choices, nodes }: { choices: Choices | undefined; nodes: readonly NodeInfo[] },
): SettingPart[] {
  const schema = nodes.find(({ id }) => id === settings.node)?.input.properties ?? {}
  const input = Object.fromEntries(
    Object.entries(isRecord(settings.input) ? settings.input : {}).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(schema[field]?.default),
    ),
  )
  const grouped = new Set(groups.flatMap(({ fields }) => fields))
  const single = Object.keys(input)
    .filter((field) => !grouped.has(field) && !notSettings.has(field))
    .map((field) => ({ id: field, label: titleOf(field), fields: [field] }))
  return [...groups, ...single].flatMap(({ id, label, fields }) => {
    const entries = fields.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]] as const]))
    const isEmpty = entries.every(([, value]) => value === '' || value === null)
    if (entries.length === 0 || isEmpty || (id === 'hires' && (input['hires'] ?? 1) === 1)) return []
    const shown = entries.map(([, value]) => String(value)).join(id === 'size' ? ' × ' : ', ')
    return [{ id, label, shown, values: Object.fromEntries(entries), ...problemOf(id, entries, input, choices) }]
  })
}

/** The form with the chosen parts taken over, in the mode of the node that they are from. */
export function applySettings(form: CreateForm, settings: Settings, parts: readonly SettingPart[]): CreateForm {
  const mode = modeOf(settings)
  const values: Record<string, unknown> = { ...form.values }
  let { seedLocked } = form
  for (const part of parts) {
    for (const [field, value] of Object.entries(part.instead ?? part.values)) values[valueKey(mode, field)] = value
    if (part.id === 'seed') seedLocked = Number(part.values['seed']) >= 0
  }
  return {
    ...form,
    mode,
    seedLocked,
    values: Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined)),
  }
}

/** All fields of the mode at their defaults: what "use all settings" begins from. Words and pictures of other modes stay. */
export function clearedForm(form: CreateForm, mode: CreateMode): CreateForm {
  const isTexture = (key: string) => key.startsWith('texture.')
  const kept = Object.entries(form.values).filter(([key]) => isTexture(key) !== (mode === 'texture'))
  return { ...form, mode, values: Object.fromEntries(kept) }
}

export function modeOf({ node, input }: Settings): CreateMode {
  if (node === 'texture.generate' || node === 'texture.pbr') return 'texture'
  return node === 'generate' && isRecord(input) && input['3d'] === true ? '3d' : 'image'
}

function problemOf(
  id: string,
  entries: readonly (readonly [string, unknown])[],
  input: Readonly<Record<string, unknown>>,
  choices: Choices | undefined,
): { problem?: string; instead?: Readonly<Record<string, unknown>> } {
  if (choices === undefined) return {}
  if (id === 'model') {
    const name = String(entries[0]![1])
    const same = choices.models.find((model) => sameName(model.id, name) || sameName(model.title, name))
    if (same !== undefined) return same.id === name ? {} : { instead: { model: same.id } }
    const candidates = choices.models.filter(({ builtIn }) => !builtIn).map((model) => model.id)
    const like = nearestName(name, candidates)
    const other = like ?? candidates[0]
    if (other === undefined) return { problem: 'It is not installed, and no other diffusion model is.', instead: {} }
    return {
      problem: `It is not installed; ${like === undefined ? 'an installed one' : 'the nearest'} is "${other}".`,
      instead: { model: other },
    }
  }
  if (id === 'prompt') {
    const wanted = [...String(input['prompt']).matchAll(/<(?:lora|lyco):([^:<>]+)/gi)].map(([, name]) => name!.trim())
    const missing = wanted.filter((name) => choices.loras.every((lora) => !sameName(lora.id, name)))
    return missing.length === 0 ? {} : { problem: `LoRAs that are not installed: ${missing.join(', ')}` }
  }
  if (id === 'vae') {
    const name = String(entries[0]![1])
    return choices.vaes.some((vae) => sameName(vae.id, name)) ? {} : { problem: 'It is not installed.', instead: {} }
  }
  return {}
}

/** 'DreamShaper_8.safetensors' and 'dreamshaper-8' are one. */
function sameName(a: string, b: string): boolean {
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replace(/\.(safetensors|ckpt|pt|bin)$/, '')
      .replace(/[^\p{L}\p{N}]+/gu, '')
  return plain(a) === plain(b)
}

/** 'controlWeight' → 'Control weight' */
function titleOf(field: string): string {
  const words = field.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words[0]!.toUpperCase() + words.slice(1)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
