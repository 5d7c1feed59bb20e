import { z } from 'zod'

/**
 * Walks a value along its schema and replaces every field that the schema marks (`meta`), in objects, arrays, records and
 * behind optional, default and nullable. Fields without the mark come back as they are.
 */
export function mapMarked(
  schema: z.core.$ZodType,
  value: unknown,
  mark: string,
  replace: (value: unknown, meta: Record<string, unknown>) => unknown,
): unknown {
  const meta = z.globalRegistry.get(schema) as Record<string, unknown> | undefined
  if (meta?.[mark] !== undefined && value !== undefined && value !== null) return replace(value, meta)
  if (value === undefined || value === null) return value
  const inner = (part: z.core.$ZodType, partValue: unknown) => mapMarked(part, partValue, mark, replace)
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'readonly':
    case 'default':
    case 'prefault':
      return inner(def.innerType, value)
    case 'pipe':
      return inner(def.in, value)
    case 'array':
      return Array.isArray(value) ? value.map((item) => inner(def.element, item)) : value
    case 'union': {
      const option = def.options.find((candidate) => z.core.safeParse(candidate, value).success)
      return option === undefined ? value : inner(option, value)
    }
    case 'object':
      return mapFields(value, (key, item) => (def.shape[key] === undefined ? item : inner(def.shape[key], item)))
    case 'record':
      return mapFields(value, (_, item) => inner(def.valueType, item))
    default:
      return value
  }
}

function mapFields(value: unknown, replace: (key: string, item: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(key, item)]))
}

/** Replaces every asset id (`assetId(…)` in the schema) of a value. */
export function mapAssetIds(schema: z.ZodType, value: unknown, replace: (id: string) => unknown): unknown {
  return mapMarked(schema, value, 'assetKinds', (id) => replace(String(id)))
}

/** Every asset id in a value, in order. */
export function assetIdsIn(schema: z.ZodType, value: unknown): string[] {
  const found: string[] = []
  mapAssetIds(schema, value, (id) => found.push(id))
  return found
}

/** Gives every `randomSeed` field that is −1 a seed, so that the job's input says which one it was. */
export function chooseSeeds(schema: z.ZodType, value: unknown, random: () => number): unknown {
  return mapMarked(schema, value, 'randomSeed', (seed) => (seed === -1 ? random() : seed))
}
