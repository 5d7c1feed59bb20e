import type { JsonSchema, NodeInfo } from '../api/wire.ts'
import type { MakeAction } from './make-actions.ts'

/** A field of the form, as the node's schema describes it. */
export interface MakeField {
  readonly name: string
  readonly label: string
  readonly type: 'integer' | 'number' | 'boolean' | 'choice' | 'text'
  readonly hint?: string
  /** Absent: the node decides. */
  readonly default?: unknown
  readonly min?: number
  readonly max?: number
  readonly options?: readonly string[]
}

/** Every field that a person can fill in; other assets, lists and the name are left to the node. */
export function makeFields(node: NodeInfo, { field }: Pick<MakeAction, 'field'>): MakeField[] {
  return Object.entries(node.input.properties ?? {}).flatMap(([name, schema]) => {
    const type = typeOf(schema)
    if (name === field || name === 'name' || type === undefined || schema.assetKinds !== undefined) return []
    const min = schema.minimum ?? schema.exclusiveMinimum
    return [
      {
        ...{ name, type, label: inWords(name) },
        ...(schema.description === undefined ? {} : { hint: schema.description }),
        ...(schema.default === undefined ? {} : { default: schema.default }),
        ...(min === undefined ? {} : { min }),
        ...(schema.maximum === undefined ? {} : { max: schema.maximum }),
        ...(schema.enum === undefined ? {} : { options: schema.enum.map(String) }),
      },
    ]
  })
}

/** The job's input: the asset, and only what was changed. Numbers are kept as they were written until here. */
export function makeInput(
  assetId: string,
  { field, fields }: { readonly field: string; readonly fields: readonly MakeField[] },
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const changed = fields.flatMap((each) => {
    const value = values[each.name]
    const isNumber = each.type === 'integer' || each.type === 'number'
    const sent = isNumber && typeof value === 'string' ? numberOf(each, value) : value
    return sent === undefined || sent === each.default ? [] : [[each.name, sent] as const]
  })
  return { [field]: assetId, ...Object.fromEntries(changed) }
}

/** The number that is written, within the field's bounds; undefined for none. */
function numberOf({ type, min, max }: MakeField, written: string): number | undefined {
  const number = Number(written.trim().replace(',', '.'))
  if (written.trim() === '' || !Number.isFinite(number)) return undefined
  const bounded = Math.min(max ?? Number.MAX_SAFE_INTEGER, Math.max(min ?? Number.MIN_SAFE_INTEGER, number))
  return type === 'integer' ? Math.round(bounded) : bounded
}

function typeOf({ type, enum: options }: JsonSchema): MakeField['type'] | undefined {
  if (options !== undefined) return 'choice'
  if (type === 'integer' || type === 'number' || type === 'boolean') return type
  return type === 'string' ? 'text' : undefined
}

/** 'textureSize' → 'Texture size'. */
function inWords(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
