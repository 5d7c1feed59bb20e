import type { JsonSchema, ToolSpec } from '../../../base/chat.ts'
import type { TurnTool } from '../load-tools.ts'
import type { ChatChoices } from '../read-choices.ts'
import type { ChatWorld } from '../world.ts'

/** So many assets stand in a schema; older ones are found with assets_find. */
const mostAssets = 24
/** So many fields a tool shows a model with weights; the others are shown when words ask for them. */
const mostFields = 10

type Schema = Record<string, unknown>

export interface Narrowing {
  readonly world: ChatWorld
  readonly choices: ChatChoices
  /** Ids that a call may name beside the newest: attachments, what is spoken of. */
  readonly alsoAssets: readonly string[]
  /** The words of the request: a field that they do not speak of is left out when there are many. Absent: all fields. */
  readonly words?: string
}

/** A tool as a model is shown it now; undefined where it needs what is not there. */
export function narrowSpec(tool: TurnTool, narrowing: Narrowing): ToolSpec | undefined {
  const parameters = narrowObject(structuredClone(tool.schema) as Schema, narrowing, tool.models)
  if (parameters === undefined) return undefined
  return {
    name: tool.name,
    description: tool.summary,
    parameters: trimFields(parameters, narrowing.words) as JsonSchema,
  }
}

function narrowObject(schema: Schema, narrowing: Narrowing, models: ReadonlyMap<string, string>): Schema | undefined {
  const properties = schema['properties'] as Record<string, Schema> | undefined
  if (properties === undefined) return clean(schema)
  const required = (schema['required'] as string[] | undefined) ?? []
  const kept: Record<string, Schema> = {}
  for (const [name, field] of Object.entries(properties)) {
    const narrowed = narrowField(name, field, narrowing, models)
    if (narrowed !== undefined) kept[name] = narrowed
    else if (required.includes(name)) return undefined
  }
  return { ...clean(schema), properties: kept, ...(required.length > 0 && { required }), additionalProperties: false }
}

/** Undefined: there is nothing that could be chosen. */
function narrowField(
  name: string,
  field: Schema,
  narrowing: Narrowing,
  models: ReadonlyMap<string, string>,
): Schema | undefined {
  const { world, choices, alsoAssets } = narrowing
  const kinds = field['assetKinds'] as readonly string[] | undefined
  if (kinds !== undefined) {
    const fits = world.assets.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    const also = fits.filter(({ id }) => alsoAssets.includes(id))
    const offered = [...new Set([...also, ...fits.slice(0, mostAssets)].map(({ id }) => id))]
    return offered.length === 0 ? undefined : { ...clean(field), enum: offered }
  }
  const items = field['items'] as Schema | undefined
  if (field['type'] === 'array' && items !== undefined) {
    const narrowed =
      items['type'] === 'object' ? narrowObject(items, narrowing, new Map()) : narrowField('', items, narrowing, models)
    return narrowed === undefined ? undefined : { ...clean(field), items: narrowed }
  }
  const task = models.get(name)
  if (task !== undefined) {
    const ofTask = choices.models.filter((model) => model.task === task).map(({ id }) => id)
    const ids = ofTask.length > 0 ? ofTask : (choices.addOns[task] ?? [])
    return ids.length === 0 ? undefined : { ...clean(field), enum: ids }
  }
  if (field['type'] === 'string' && /sampler$/i.test(name)) return { ...clean(field), enum: choices.samplers }
  if (field['type'] === 'string' && /schedule$/i.test(name)) return { ...clean(field), enum: choices.schedules }
  return clean(field)
}

/** Without the marks that only the workspace reads. */
function clean(schema: Schema): Schema {
  const { assetKinds: _, flag: __, randomSeed: ___, $schema: ____, title: _____, ...rest } = schema
  return rest
}

/** The required fields, those that words speak of, and the first ones. */
function trimFields(schema: Schema, words: string | undefined): Schema {
  const properties = schema['properties'] as Record<string, Schema> | undefined
  if (words === undefined || properties === undefined) return schema
  const names = Object.keys(properties)
  if (names.length <= mostFields) return schema
  const required = (schema['required'] as string[] | undefined) ?? []
  const said = new Set(words.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? [])
  const isSaid = (name: string) =>
    name
      .replaceAll(/([A-Z])/g, ' $1')
      .toLowerCase()
      .split(' ')
      .some((word) => word.length > 2 && said.has(word))
  const chosen = new Set([...required, ...names.filter(isSaid)])
  for (const name of names) if (chosen.size < mostFields) chosen.add(name)
  return { ...schema, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => chosen.has(name))) }
}
