import type { JsonSchema } from '../../api/wire.ts'

type Entries = readonly (readonly [name: string, value: unknown])[]

/** An input in two parts: what differs from the defaults of its schema, and what does not. */
export function splitByDefault(input: unknown, schema: JsonSchema | undefined): { chosen: Entries; usual: Entries } {
  if (typeof input !== 'object' || input === null) return { chosen: [], usual: [] }
  const { chosen = [], usual = [] } = Object.groupBy(Object.entries(input), ([name, value]) =>
    isDefault(value, schema?.properties?.[name]) ? 'usual' : 'chosen',
  )
  return { chosen, usual }
}

function isDefault(value: unknown, schema: JsonSchema | undefined): boolean {
  return schema !== undefined && 'default' in schema && JSON.stringify(schema.default) === JSON.stringify(value)
}
