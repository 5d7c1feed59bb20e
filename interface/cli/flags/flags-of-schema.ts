import { z } from 'zod'
import { type Flag, type FlagKind, kebabCase } from './flag.ts'

/** What a schema says of a field beside its type: zod's own description, and the marks of base/asset.ts and the nodes. */
interface Marks {
  readonly description?: string
  /** The field names an asset. */
  readonly assetKinds?: readonly string[]
  /** −1 chooses a seed at submit. */
  readonly randomSeed?: boolean
  /** A field may say how its flag is called where its key cannot: '3d'. */
  readonly flag?: string
}

/** A field without its wrappers: optional, default, nullable … */
interface Field {
  readonly type: Schema
  readonly marks: Marks
  readonly required: boolean
  readonly default?: unknown
}

type Schema = z.core.$ZodTypes
type Writable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The flags of a node, read off its input schema: names, kinds, bounds, choices and defaults. Read from the schema itself,
 * since writing it as JSON schema first takes 2 ms of every start.
 */
export function flagsOfSchema(schema: z.ZodType): Flag[] {
  return flagsOfObject(unwrap(schema).type, [])
}

function flagsOfObject({ _zod: { def } }: Schema, path: readonly string[]): Flag[] {
  if (def.type !== 'object') return []
  return Object.entries(def.shape).flatMap(([key, field]) => flagsOfField([...path, key], unwrap(field)))
}

function flagsOfField(path: readonly string[], field: Field): Flag[] {
  const { marks } = field
  const { def } = field.type._zod
  const repeated = def.type === 'array'
  const one = repeated ? unwrap(def.element) : field
  const flag: Writable<Flag> = {
    name: marks.flag ?? path.map(kebabCase).join('.'),
    path,
    kind: kindOf(one),
    description: marks.description ?? one.marks.description ?? '',
  }
  // Set one by one: spread in, the 60 flags of `generate` take twice as long.
  if (repeated) flag.repeated = true
  const choices = choicesOf(one.type)
  if (choices !== undefined) flag.choices = choices
  setBounds(flag, one.type)
  if (field.default !== undefined) flag.default = field.default
  if (field.required) flag.required = true
  if (one.marks.assetKinds !== undefined) flag.assetKinds = one.marks.assetKinds
  if (marks.randomSeed === true) flag.randomSeed = true
  // One level of dotted flags beside the JSON one: --camera.distance 3. Deeper trees are written as JSON.
  const inner = !repeated && path.length === 1 ? flagsOfObject(one.type, path) : []
  return [flag, ...inner.map((each) => ({ ...each, required: false }))]
}

/** Takes the wrappers away and keeps what they say; the outermost word counts. */
function unwrap(given: z.core.$ZodType): Field {
  const field: Writable<Field> = { type: given as Schema, marks: {}, required: true }
  for (;;) {
    const marks = z.globalRegistry.get(field.type) as Marks | undefined
    if (marks !== undefined) field.marks = { ...marks, ...field.marks }
    const { def } = field.type._zod
    const inner = innerOf(def)
    if (inner === undefined) return field
    if (def.type === 'optional') field.required = false
    if (def.type === 'default' || def.type === 'prefault') {
      field.required = false
      if (field.default === undefined) field.default = def.defaultValue
    }
    field.type = inner as Schema
  }
}

/** What a wrapper is around; undefined of what is none. */
function innerOf(def: Schema['_zod']['def']): z.core.$ZodType | undefined {
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'readonly':
    case 'nonoptional':
      return def.innerType
    case 'pipe':
      return def.in
    // A tree that contains itself is met again only as a field of its own object, and two levels are all that is read.
    case 'lazy':
      return def.getter()
    case 'union': {
      const [single, ...others] = def.options.filter((option) => (option as Schema)._zod.def.type !== 'null')
      return others.length === 0 ? single : undefined
    }
    default:
      return undefined
  }
}

function kindOf({ type, marks }: Field): FlagKind {
  if (marks.assetKinds !== undefined) return 'asset'
  const { def } = type._zod
  switch (def.type) {
    case 'union':
      return def.options.every((option) => kindOf(unwrap(option)) === 'json') ? 'json' : 'any'
    case 'enum':
      return Object.values(def.entries).every((value) => typeof value === 'string') ? 'text' : 'any'
    case 'literal':
      return def.values.every((value) => typeof value === 'string') ? 'text' : 'any'
    case 'string':
      return 'text'
    case 'number':
      return (type as z.ZodNumber).isInt ? 'integer' : 'number'
    case 'boolean':
      return 'boolean'
    case 'object':
    case 'record':
    case 'array':
    case 'tuple':
      return 'json'
    default:
      return 'any'
  }
}

function choicesOf(type: Schema): string[] | undefined {
  const { def } = type._zod
  if (def.type === 'enum') return Object.values(def.entries).map(String)
  if (def.type === 'literal' && def.values.length === 1) return def.values.map(String)
  return undefined
}

function setBounds(flag: Writable<Flag>, type: Schema): void {
  if (type._zod.def.type !== 'number') return
  const { minValue, maxValue } = type as z.ZodNumber
  // zod states the range of a JavaScript integer for every int: no news to a person.
  if (minValue !== null && minValue > Number.MIN_SAFE_INTEGER) flag.minimum = minValue
  if (maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER) flag.maximum = maxValue
}
