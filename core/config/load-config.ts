import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Config, configSchema } from '../../base/config.ts'
import { WorkspaceError } from '../../base/error.ts'
import { nearest } from '../../base/nearest.ts'
import { writeFileWhole } from '../storage/files.ts'

const prefix = 'AI_WORKSPACE_'
/** Variables of the workspace that are not settings: where it lies, where a program outside it lies, short forms. */
const otherVariables = new Set(['AI_WORKSPACE_HOME', 'AI_WORKSPACE_BLENDER', 'AI_WORKSPACE_OFFLINE'])

export function configPath(home: string): string {
  return join(home, 'config', 'config.json')
}

/**
 * The configuration: defaults, over them `config/config.json`, over that the environment (`engine.threads` is
 * AI_WORKSPACE_ENGINE_THREADS). Every wrong key and value is named in one error.
 */
export function loadConfig(home: string, environment: NodeJS.ProcessEnv): Config {
  const problems: string[] = []
  const merged = { ...readConfigFile(home) }
  const keys = new Map(configKeys().map((key) => [variableOf(key), key]))
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || otherVariables.has(variable) || text === undefined) continue
    const key = keys.get(variable)
    if (key === undefined) {
      const [close] = nearest(variable, keys.keys(), { most: 1 })
      problems.push(`${variable} is no setting${close === undefined ? '' : ` (did you mean ${close}?)`}`)
    } else setIn(merged, key, parseText(key, text))
  }
  const parsed = configSchema.safeParse(merged)
  if (!parsed.success) problems.push(...parsed.error.issues.flatMap(explainIssue))
  if (problems.length > 0 || !parsed.success) {
    throw new WorkspaceError('config-invalid', `The configuration is wrong: ${problems.join('; ')}.`, {
      hint: `Edit ${configPath(home)} or the environment; see the settings: ai-workspace config list`,
    })
  }
  return parsed.data
}

/** What the file says, unchecked; an empty object when there is none. */
export function readConfigFile(home: string): Record<string, unknown> {
  const path = configPath(home)
  if (!existsSync(path)) return {}
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (error) {
    throw new WorkspaceError('config-invalid', `${path} is not valid JSON: ${(error as Error).message}.`, {
      hint: 'Mend it, or delete it to go back to the defaults.',
    })
  }
  throw new WorkspaceError('config-invalid', `${path} must hold one JSON object.`, {
    hint: 'Delete it to go back to the defaults.',
  })
}

/** Every setting as 'section.name', in the schema's order. */
export function configKeys(): string[] {
  return Object.entries(configSchema.shape).flatMap(([section, wrapped]) =>
    Object.keys(sectionShape(wrapped)).map((name) => `${section}.${name}`),
  )
}

/** What a setting is for, from the schema. */
export function describeConfigKey(key: string): string {
  return settingSchema(key).description ?? ''
}

/** A setting that is not shown: only whether it is set. */
export function isSecretKey(key: string): boolean {
  return settingSchema(key).meta()?.['secret'] === true
}

export function getSetting(config: Config, key: string): unknown {
  settingSchema(key)
  const [section, name] = key.split('.') as [string, string]
  return (config as unknown as Record<string, Record<string, unknown>>)[section]![name]
}

/** Writes one setting into the file, checked first together with all others. `undefined` goes back to the default. */
export function setSetting(home: string, key: string, text: string | undefined): unknown {
  settingSchema(key)
  return getSetting(writeSettings(home, { [key]: text === undefined ? undefined : parseText(key, text) }), key)
}

/** Writes several settings into the file, all or none; `undefined` goes back to the default. Returns what the file says then. */
export function writeSettings(home: string, changes: Readonly<Record<string, unknown>>): Config {
  const { file, config } = checkSettings(home, changes)
  writeFileWhole(configPath(home), new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`))
  // A token in it is for its owner alone (Windows keeps its own rights).
  if (configKeys().some((each) => isSecretKey(each) && getSetting(config, each) !== '')) {
    chmodSync(configPath(home), 0o600)
  }
  return config
}

/** What the file would say with these changes; writes nothing. Errors: `bad-input`, `not-found`. */
export function checkSettings(
  home: string,
  changes: Readonly<Record<string, unknown>>,
): { readonly file: Record<string, unknown>; readonly config: Config } {
  const file = structuredClone(readConfigFile(home))
  for (const [key, value] of Object.entries(changes)) {
    settingSchema(key)
    setIn(file, key, value)
  }
  const parsed = configSchema.safeParse(file)
  if (!parsed.success) {
    throw new WorkspaceError('bad-input', `${parsed.error.issues.flatMap(explainIssue).join('; ')}.`, {
      hint: Object.keys(changes).map(describeConfigKey).join(' '),
    })
  }
  return { file, config: parsed.data }
}

function settingSchema(key: string): z.ZodType {
  const [section = '', name = '', ...rest] = key.split('.')
  const wrapped = own(configSchema.shape as Record<string, z.ZodType>, section)
  const setting = wrapped === undefined || rest.length > 0 ? undefined : own(sectionShape(wrapped), name)
  if (setting !== undefined) return setting
  const close = nearest(key, configKeys())
  throw new WorkspaceError('not-found', `There is no setting "${key}".`, {
    hint: close.length > 0 ? `Did you mean ${close.join(' or ')}?` : 'See them: ai-workspace config list',
  })
}

/** Keys come from outside: 'constructor' is no setting. */
function own<T>(fields: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

function sectionShape(wrapped: z.ZodType): Record<string, z.ZodType> {
  const inner = wrapped instanceof z.ZodPrefault ? wrapped.unwrap() : wrapped
  return (inner as z.ZodObject).shape as Record<string, z.ZodType>
}

/** A value given as text: JSON where the setting is not a text itself. */
function parseText(key: string, text: string): unknown {
  const schema = settingSchema(key)
  if (schema.safeParse(text).success) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function setIn(target: Record<string, unknown>, key: string, value: unknown): void {
  const [section, name] = key.split('.') as [string, string]
  const part = { ...((target[section] as Record<string, unknown> | undefined) ?? {}) }
  if (value === undefined) delete part[name]
  else part[name] = value
  target[section] = part
}

/** The environment variable that wins over a setting. */
export function variableOf(key: string): string {
  return (
    prefix +
    key
      .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
      .replaceAll('.', '_')
      .toUpperCase()
  )
}

function explainIssue(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') return [`"${path}": ${issue.message}`]
  return issue.keys.map((key) => {
    const whole = path === '' ? key : `${path}.${key}`
    const [close] = nearest(whole, [...configKeys(), ...Object.keys(configSchema.shape)], { most: 1 })
    return `"${whole}" is no setting${close === undefined ? '' : ` (did you mean "${close}"?)`}`
  })
}
