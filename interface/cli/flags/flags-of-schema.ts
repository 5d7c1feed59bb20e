import { z } from 'zod'
import { type Flag, type FlagKind, kebabCase } from './flag.ts'

/** The part of JSON schema that zod writes and flags are made of. */
interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly default?: unknown
  readonly description?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  /** From base/asset.ts: the field names an asset. */
  readonly assetKinds?: readonly string[]
  /** From the nodes: −1 chooses a seed at submit. */
  readonly randomSeed?: boolean
  /** A field may say how its flag is called where its key cannot: '3d'. */
  readonly flag?: string
}

/** The flags of a node, read off its input schema: names, kinds, bounds, choices and defaults. */
export function flagsOfSchema(schema: z.ZodType): Flag[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return flagsOfObject(json, [], json.$defs ?? {})
}

function flagsOfObject(object: JsonSchema, path: readonly string[], definitions: Definitions): Flag[] {
  const required = new Set(object.required ?? [])
  return Object.entries(object.properties ?? {}).flatMap(([key, field]) =>
    flagsOfField([...path, key], field, required.has(key), definitions),
  )
}

type Definitions = Readonly<Record<string, JsonSchema>>

function flagsOfField(path: readonly string[], field: JsonSchema, required: boolean, definitions: Definitions): Flag[] {
  const value = simplify(field, definitions)
  const repeated = value.type === 'array' && value.items !== undefined
  const one = repeated ? simplify(value.items ?? {}, definitions) : value
  const kind = kindOf(one)
  const choices = choicesOf(one)
  const flag: Flag = {
    name: value.flag ?? path.map(kebabCase).join('.'),
    path,
    kind,
    description: value.description ?? one.description ?? '',
    ...(repeated ? { repeated } : {}),
    ...(choices === undefined ? {} : { choices }),
    ...boundsOf(one),
    ...(value.default === undefined ? {} : { default: value.default }),
    ...(required && value.default === undefined ? { required } : {}),
    ...(one.assetKinds === undefined ? {} : { assetKinds: one.assetKinds }),
    ...(value.randomSeed === true ? { randomSeed: true } : {}),
  }
  // One level of dotted flags beside the JSON one: --camera.distance 3. Deeper trees are written as JSON.
  const inner = kind === 'json' && !repeated && path.length === 1 ? flagsOfObject(one, path, definitions) : []
  return [flag, ...inner.map((each) => ({ ...each, required: false }))]
}

/** Follows a reference and takes `null` and undefined-able wrappers away. */
function simplify(field: JsonSchema, definitions: Definitions): JsonSchema {
  if (field.$ref !== undefined) {
    const target = definitions[field.$ref.replace('#/$defs/', '')]
    // A tree that contains itself is given as JSON; its properties are not followed.
    return { ...(target?.type === 'object' || target?.anyOf !== undefined ? { type: 'object' } : target), ...field }
  }
  const options = field.anyOf ?? field.oneOf
  const some = options?.filter((option) => option.type !== 'null')
  if (some?.length === 1) return { ...simplify(some[0] ?? {}, definitions), ...withoutOptions(field) }
  if (field.allOf?.length === 1) return { ...simplify(field.allOf[0] ?? {}, definitions), ...withoutOptions(field) }
  return field
}

function withoutOptions({ anyOf: _, oneOf: __, allOf: ___, ...rest }: JsonSchema): JsonSchema {
  return rest
}

function kindOf(field: JsonSchema): FlagKind {
  if (field.assetKinds !== undefined) return 'asset'
  const options = field.anyOf ?? field.oneOf
  if (options !== undefined) return options.every((option) => option.type === 'object') ? 'json' : 'any'
  const types = [field.type ?? []].flat().filter((type) => type !== 'null')
  if (types.length !== 1) return 'any'
  switch (types[0]) {
    case 'string':
      return 'text'
    case 'number':
      return 'number'
    case 'integer':
      return 'integer'
    case 'boolean':
      return 'boolean'
    case 'object':
    case 'array':
      return 'json'
    default:
      return 'any'
  }
}

function choicesOf(field: JsonSchema): string[] | undefined {
  if (field.enum !== undefined) return field.enum.map(String)
  if (field.const !== undefined) return [String(field.const)]
  return undefined
}

function boundsOf(field: JsonSchema): { minimum?: number; maximum?: number } {
  const minimum = field.minimum ?? field.exclusiveMinimum
  const maximum = field.maximum ?? field.exclusiveMaximum
  // zod states the range of a JavaScript integer for every int: no news to a person.
  return {
    ...(minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? {} : { minimum }),
    ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? {} : { maximum }),
  }
}
