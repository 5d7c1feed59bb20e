import { z } from 'zod'

/**
 * Walks a value along its schema and replaces every field that the schema marks (`meta`), in objects, arrays, records and
 * behind optional, default and nullable. Fields without the mark come back as they are.
 */
export function mapMarked(
  schema: z.ZodType,
  value: unknown,
  mark: string,
  replace: (value: unknown, meta: Record<string, unknown>) => unknown,
): unknown {
  const meta = z.globalRegistry.get(schema) as Record<string, unknown> | undefined
  if (meta?.[mark] !== undefined && value !== undefined && value !== null) return replace(value, meta)
  if (value === undefined || value === null) return value
  const inner = (part: z.ZodType, partValue: unknown) => mapMarked(part, partValue, mark, replace)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly) {
    return inner(schema.unwrap() as z.ZodType, value)
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return inner(schema.unwrap() as z.ZodType, value)
  if (schema instanceof z.ZodPipe) return inner(schema.in as z.ZodType, value)
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => inner(schema.element as z.ZodType, item))
  if (schema instanceof z.ZodUnion) {
    const option = (schema.options as z.ZodType[]).find((candidate) => candidate.safeParse(value).success)
    return option === undefined ? value : inner(option, value)
  }
  if (typeof value !== 'object' || Array.isArray(value)) return value
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.ZodType>
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, shape[key] === undefined ? item : inner(shape[key], item)]),
    )
  }
  if (schema instanceof z.ZodRecord) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, inner(schema.valueType as z.ZodType, item)]),
    )
  }
  return value
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
