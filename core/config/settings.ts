import { statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Config } from '../../base/config.ts'
import {
  checkSettings,
  configKeys,
  configPath,
  getSetting,
  isSecretKey,
  loadConfig,
  readConfigFile,
  variableOf,
  writeSettings,
} from './load-config.ts'

/** Variables of other programs, or short forms, that win over a setting. */
const furtherVariables: Readonly<Record<string, readonly string[]>> = {
  'network.offline': ['AI_WORKSPACE_OFFLINE', 'HF_HUB_OFFLINE'],
  'hub.endpoint': ['HF_ENDPOINT'],
  'hub.token': ['HF_TOKEN'],
  'blender.path': ['AI_WORKSPACE_BLENDER'],
}

/** What takes effect at the next start alone: a server cannot change the port it listens on. */
const atNextStart: ReadonlySet<string> = new Set(['server.port', 'server.host'])

/** The settings of a process that is running: `values` stays the same object, and takes new values in when they change. */
export class Settings {
  readonly values: Config
  readonly #home: string
  readonly #environment: NodeJS.ProcessEnv
  readonly #listeners = new Set<(keys: readonly string[]) => void>()
  #stamp: string

  constructor(home: string, environment: NodeJS.ProcessEnv) {
    this.#home = home
    this.#environment = environment
    this.#stamp = stampOf(home)
    this.values = loadConfig(home, environment)
  }

  /** What the file says beside the defaults, by key; secrets left out. */
  changed(): Record<string, unknown> {
    const file = readConfigFile(this.#home) as Record<string, Record<string, unknown> | undefined>
    const pairs = configKeys().flatMap((key) => {
      const [section, name] = key.split('.') as [string, string]
      const value = file[section]?.[name]
      return value === undefined || isSecretKey(key) ? [] : [[key, value] as const]
    })
    return Object.fromEntries(pairs)
  }

  /** The settings that an environment variable decides, with its name: changing them in the file has no effect. */
  overridden(): Record<string, string> {
    const set = (name: string) => (this.#environment[name] ?? '') !== ''
    const pairs = configKeys().flatMap((key) => {
      const variable = [variableOf(key), ...(furtherVariables[key] ?? [])].find(set)
      return variable === undefined ? [] : [[key, variable] as const]
    })
    return Object.fromEntries(pairs)
  }

  /** Which secrets are set, by the file or the environment; never what they are. */
  secrets(): Record<string, boolean> {
    const overridden = this.overridden()
    const secret = configKeys().filter(isSecretKey)
    return Object.fromEntries(secret.map((key) => [key, key in overridden || getSetting(this.values, key) !== '']))
  }

  /** The settings that a running program cannot take in. */
  get atNextStart(): readonly string[] {
    return [...atNextStart]
  }

  /** Writes settings by key ('generate.width'), all or none, and takes them in; `undefined` goes back to the default. */
  change(changes: Readonly<Record<string, unknown>>): void {
    writeSettings(this.#home, changes)
    this.refresh()
  }

  /** Throws `bad-input` where the values would be refused; writes nothing. */
  check(changes: Readonly<Record<string, unknown>>): void {
    checkSettings(this.#home, changes)
  }

  /** Takes in what was written to the file, by this process or another. A file that is wrong leaves all as it was. */
  refresh(): void {
    const stamp = stampOf(this.#home)
    if (stamp === this.#stamp) return
    this.#stamp = stamp
    const now = loadConfig(this.#home, this.#environment)
    const keys = configKeys().filter((key) => !isDeepStrictEqual(getSetting(this.values, key), getSetting(now, key)))
    // In place: whoever holds a section of it sees the new values.
    for (const [section, values] of Object.entries(now)) {
      Object.assign(this.values[section as keyof Config], values)
    }
    if (keys.length > 0) for (const listener of this.#listeners) listener(keys)
  }

  /** Tells the keys of what has changed. Returns the way to stop listening. */
  subscribe(listener: (keys: readonly string[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** Changes whenever the file is written. */
function stampOf(home: string): string {
  const stat = statSync(configPath(home), { throwIfNoEntry: false, bigint: true })
  return stat === undefined ? 'none' : `${stat.ino} ${stat.size} ${stat.mtimeNs}`
}
