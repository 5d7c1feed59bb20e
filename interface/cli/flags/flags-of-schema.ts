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
  const choices = choicesOf(one.type)
  const flag: Flag = {
    name: marks.flag ?? path.map(kebabCase).join('.'),
    path,
    kind: kindOf(one),
    description: marks.description ?? one.marks.description ?? '',
    ...(repeated ? { repeated } : {}),
    ...(choices === undefined ? {} : { choices }),
    ...boundsOf(one.type),
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.required ? { required: true } : {}),
    ...(one.marks.assetKinds === undefined ? {} : { assetKinds: one.marks.assetKinds }),
    ...(marks.randomSeed === true ? { randomSeed: true } : {}),
  }
  // One level of dotted flags beside the JSON one: --camera.distance 3. Deeper trees are written as JSON.
  const inner = !repeated && path.length === 1 ? flagsOfObject(one.type, path) : []
  return [flag, ...inner.map((each) => ({ ...each, required: false }))]
}

/** Takes the wrappers away and keeps what they say; the outermost word counts. */
function unwrap(given: z.core.$ZodType): Field {
  const schema = given as Schema
  const marks = (z.globalRegistry.get(schema) ?? {}) as Marks
  const around = (inner: z.core.$ZodType, more: Partial<Field> = {}): Field => {
    const field = unwrap(inner)
    return { ...field, ...more, marks: { ...field.marks, ...marks } }
  }
  const plain: Field = { type: schema, marks, required: true }
  const { def } = schema._zod
  switch (def.type) {
    case 'optional':
      return around(def.innerType, { required: false })
    case 'default':
    case 'prefault':
      return around(def.innerType, { required: false, default: def.defaultValue })
    case 'nullable':
    case 'readonly':
    case 'nonoptional':
      return around(def.innerType)
    case 'pipe':
      return around(def.in)
    // A tree that contains itself is met again only as a field of its own object, and two levels are all that is read.
    case 'lazy':
      return around(def.getter())
    case 'union': {
      const [single, ...others] = def.options.filter((option) => (option as Schema)._zod.def.type !== 'null')
      return single !== undefined && others.length === 0 ? around(single) : plain
    }
    default:
      return plain
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

function boundsOf(type: Schema): { minimum?: number; maximum?: number } {
  if (type._zod.def.type !== 'number') return {}
  const { minValue: minimum, maxValue: maximum } = type as z.ZodNumber
  // zod states the range of a JavaScript integer for every int: no news to a person.
  return {
    ...(minimum === null || minimum <= Number.MIN_SAFE_INTEGER ? {} : { minimum }),
    ...(maximum === null || maximum >= Number.MAX_SAFE_INTEGER ? {} : { maximum }),
  }
}
