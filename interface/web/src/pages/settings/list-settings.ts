import type { Config, JsonSchema } from '../../api/wire.ts'

/** One setting with all that its row shows. */
export interface Setting {
  /** 'models.memoryGb'. */
  readonly key: string
  readonly section: string
  /** 'Memory'. */
  readonly title: string
  readonly description: string
  readonly schema: JsonSchema
  /** Behind the number: 'GB', 'ms'. */
  readonly unit: string | undefined
  readonly value: unknown
  readonly defaultValue: unknown
  readonly changed: boolean
  /** The environment variable that decides it; then it cannot be changed here. */
  readonly overriddenBy: string | undefined
  /** Of a secret, whether it is set: its value is never shown. */
  readonly secret: { readonly isSet: boolean } | undefined
  readonly atNextStart: boolean
}

/** Every setting in the order of the schema. */
export function listSettings(config: Config): readonly Setting[] {
  const sections = (config.schema as JsonSchema).properties ?? {}
  return Object.entries(sections).flatMap(([section, { properties = {} }]) =>
    Object.entries(properties).map(([name, schema]): Setting => {
      const key = `${section}.${name}`
      const { title, unit } = nameOf(name)
      return {
        key,
        section,
        title,
        description: schema.description ?? '',
        schema,
        unit,
        value: config.values[section]?.[name],
        defaultValue: schema.default,
        changed: key in config.changed,
        overriddenBy: config.overridden[key],
        secret: key in config.secrets ? { isSet: config.secrets[key]! } : undefined,
        atNextStart: config.atNextStart.includes(key),
      }
    }),
  )
}

/** Whether every word of `text` occurs in what a person reads of a setting. */
export function matches(setting: Setting, text: string): boolean {
  const haystack = `${setting.key} ${setting.title} ${setting.description}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

const units: Readonly<Record<string, string>> = { Ms: 'ms', Seconds: 's', Hours: 'h', Mb: 'MB', Gb: 'GB' }

/** 'cancelGraceMs' is 'Cancel grace' in ms. */
export function nameOf(name: string): { title: string; unit: string | undefined } {
  const suffix = Object.keys(units).find((each) => name.endsWith(each))
  const stem = suffix === undefined ? name : name.slice(0, -suffix.length)
  const words = (stem === '' ? name : stem).replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return { title: words[0]!.toUpperCase() + words.slice(1), unit: suffix === undefined ? undefined : units[suffix] }
}
