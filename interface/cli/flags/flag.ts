/** A flag as the parser and the help need it; made by hand for fixed commands and from the schema for nodes. */
export interface Flag {
  /** As typed, without the dashes: 'min-quality'. */
  readonly name: string
  /** Where the value goes: ['camera', 'distance'] for --camera.distance. */
  readonly path: readonly string[]
  readonly kind: FlagKind
  readonly description: string
  /** One value for each time the flag is given. */
  readonly repeated?: boolean
  readonly choices?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
  readonly required?: boolean
  /** The kinds of asset that fit; the value may be an id, a name or a file. */
  readonly assetKinds?: readonly string[]
  /** -1 chooses a seed: the node can be tried with several (--tries). */
  readonly randomSeed?: boolean
  /** Belongs to the command, not to the node's input. */
  readonly ofQueue?: boolean
  /** One letter: 'o' for -o. */
  readonly short?: string
}

/** 'any' is JSON where it parses as JSON and text where it does not; 'json' must parse, or name a file that does. */
export type FlagKind = 'text' | 'number' | 'integer' | 'boolean' | 'asset' | 'json' | 'any'

/** A flag of a fixed command. */
export function flag(name: string, kind: FlagKind, description: string, more: Partial<Flag> = {}): Flag {
  return { name, path: [camelCase(name)], kind, description, ...more }
}

export function kebabCase(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
