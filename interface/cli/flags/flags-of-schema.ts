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
  readonly type: z.ZodType
  readonly marks: Marks
  readonly required: boolean
  readonly default?: unknown
}

/**
 * The flags of a node, read off its input schema: names, kinds, bounds, choices and defaults. Read from the schema itself,
 * since writing it as JSON schema first takes 2 ms of every start.
 */
export function flagsOfSchema(schema: z.ZodType): Flag[] {
  return flagsOfObject(unwrap(schema).type, [])
}

function flagsOfObject(object: z.ZodType, path: readonly string[]): Flag[] {
  if (!(object instanceof z.ZodObject)) return []
  return Object.entries(object.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
    flagsOfField([...path, key], unwrap(field)),
  )
}

function flagsOfField(path: readonly string[], field: Field): Flag[] {
  const { marks } = field
  const repeated = field.type instanceof z.ZodArray
  const one = field.type instanceof z.ZodArray ? unwrap(field.type.element as z.ZodType) : field
  const kind = kindOf(one)
  const choices = choicesOf(one.type)
  const flag: Flag = {
    name: marks.flag ?? path.map(kebabCase).join('.'),
    path,
    kind,
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
function unwrap(schema: z.ZodType): Field {
  const marks = (z.globalRegistry.get(schema) ?? {}) as Marks
  const around = (inner: z.ZodType, more: Partial<Field> = {}): Field => {
    const field = unwrap(inner)
    return { ...field, ...more, marks: { ...field.marks, ...marks } }
  }
  if (schema instanceof z.ZodOptional) return around(schema.unwrap() as z.ZodType, { required: false })
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return around(schema.unwrap() as z.ZodType, { required: false, default: schema.def.defaultValue })
  }
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly || schema instanceof z.ZodNonOptional) {
    return around(schema.unwrap() as z.ZodType)
  }
  if (schema instanceof z.ZodPipe) return around(schema.in as z.ZodType)
  // A tree that contains itself is met again only as a field of its own object, and two levels are all that is read.
  if (schema instanceof z.ZodLazy) return around(schema.unwrap() as z.ZodType)
  const [single, ...others] = schema instanceof z.ZodUnion ? (schema.options as z.ZodType[]).filter(isNotNull) : []
  if (single !== undefined && others.length === 0) return around(single)
  return { type: schema, marks, required: true }
}

function isNotNull(schema: z.ZodType): boolean {
  return !(schema instanceof z.ZodNull)
}

function kindOf({ type, marks }: Field): FlagKind {
  if (marks.assetKinds !== undefined) return 'asset'
  if (type instanceof z.ZodUnion) {
    const options = (type.options as z.ZodType[]).map((option) => kindOf(unwrap(option)))
    return options.every((kind) => kind === 'json') ? 'json' : 'any'
  }
  if (type instanceof z.ZodEnum || type instanceof z.ZodLiteral) {
    const values: readonly unknown[] = type instanceof z.ZodEnum ? type.options : [...type.values]
    return values.every((value) => typeof value === 'string') ? 'text' : 'any'
  }
  if (type instanceof z.ZodString || type instanceof z.ZodStringFormat) return 'text'
  if (type instanceof z.ZodNumber) return type.isInt ? 'integer' : 'number'
  if (type instanceof z.ZodBoolean) return 'boolean'
  const structured = [z.ZodObject, z.ZodRecord, z.ZodArray, z.ZodTuple].some((kind) => type instanceof kind)
  return structured ? 'json' : 'any'
}

function choicesOf(type: z.ZodType): string[] | undefined {
  if (type instanceof z.ZodEnum) return type.options.map(String)
  if (type instanceof z.ZodLiteral && type.values.size === 1) return [...type.values].map(String)
  return undefined
}

function boundsOf(type: z.ZodType): { minimum?: number; maximum?: number } {
  if (!(type instanceof z.ZodNumber)) return {}
  const { minValue: minimum, maxValue: maximum } = type
  // zod states the range of a JavaScript integer for every int: no news to a person.
  return {
    ...(minimum === null || minimum <= Number.MIN_SAFE_INTEGER ? {} : { minimum }),
    ...(maximum === null || maximum >= Number.MAX_SAFE_INTEGER ? {} : { maximum }),
  }
}
