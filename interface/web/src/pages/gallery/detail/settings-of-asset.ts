import type { Asset, JsonSchema, NodeInfo } from '../../../api/wire.ts'

/** One setting as a person reads it. */
export interface Setting {
  readonly name: string
  readonly label: string
  readonly value: string
  /** The id of an asset, where the setting names one. */
  readonly assetId?: string
  /** It is what it would be anyway. */
  readonly usual: boolean
}

/** What an asset was made with, in the order of the node's form. The prompt stands by itself and is left out. */
export function settingsOfAsset(
  { recipe, facts }: Pick<Asset, 'recipe' | 'facts'>,
  node: NodeInfo | undefined,
): Setting[] {
  const input = { ...(isRecord(recipe?.input) ? recipe.input : {}) }
  // What was chosen while it ran: the seed of a picture whose request named none, the model that was used.
  for (const name of ['seed', 'model'] as const) if (facts[name] !== undefined) input[name] ??= facts[name]
  delete input['prompt']
  const properties = node?.input.properties ?? {}
  const order = ['negativePrompt', 'model', 'seed', ...Object.keys(properties)]
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return Object.entries(input)
    .filter(([, value]) => value !== undefined && value !== '' && value !== null)
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => {
      const schema = properties[name]
      const isAsset = schema?.assetKinds !== undefined && typeof value === 'string'
      return {
        name,
        label: labelOf(name),
        value: write(name, value),
        ...(isAsset ? { assetId: value } : {}),
        usual: schema !== undefined && isUsual(value, schema),
      }
    })
}

/** The settings in which versions differ, each with its value in every version. One that is not there is as usual. */
export function differences(
  versions: readonly (readonly Setting[])[],
): { label: string; values: (string | undefined)[] }[] {
  const names = [...new Set(versions.flatMap((settings) => settings.map(({ name }) => name)))]
  return names.flatMap((name) => {
    const found = versions.map((settings) => settings.find((setting) => setting.name === name))
    const values = found.map((setting) => setting?.value)
    const same = found.every((setting) => setting === undefined || setting.usual) || new Set(values).size === 1
    return same ? [] : [{ label: labelOf(name), values }]
  })
}

/** 'negativePrompt' → 'Negative prompt'. */
function labelOf(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
  return words[0]!.toUpperCase() + words.slice(1)
}

function write(name: string, value: unknown): string {
  if (name === 'model' && value === 'procedural') return 'Built-in engine'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function isUsual(value: unknown, { default: usual }: JsonSchema): boolean {
  return usual !== undefined && JSON.stringify(usual) === JSON.stringify(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
