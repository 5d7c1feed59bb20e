import type { Pixels } from '../../../base/pixels.ts'
import type { Pool } from '../../../base/pool.ts'
import type { Field } from '../maps/field.ts'
import { measureSeams } from '../quality/measure-seams.ts'
import type { FieldToJoin, SeamAxes, SeamlessPlan, SeamlessWish } from './plan-seamless.ts'

export interface SeamlessOptions {
  readonly axes: SeamAxes
  readonly size: 'kept' | 'cut'
  readonly pool: Pool
  readonly signal?: AbortSignal | undefined
}

/** Numbers of a picture or map with interleaved channels. */
export interface Raster<T extends Uint8Array | Uint16Array = Uint8Array | Uint16Array> {
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly data: T
}

const worker = new URL('./plan-seamless.ts', import.meta.url)

/** Where the borders of a picture join best. */
export async function findSeams(raster: Raster, { axes, pool, signal }: SeamlessOptions): Promise<SeamlessPlan> {
  // Of 16 bits the upper eight are compared.
  const unit = raster.data instanceof Uint16Array ? 1 / 257 : 1
  const guide = Array.from({ length: Math.min(3, raster.channels) }, (_, c) => {
    const field = channelOf(raster, c)
    return { ...field, data: field.data.map((value) => value * unit) }
  })
  const wishes: SeamlessWish[] = [{ guide, axes }]
  return (await pool.map<SeamlessWish, SeamlessPlan>(worker, 'planSeamless', wishes, { signal }))[0]!
}

/** A colour picture made to tile as the plan says. */
export async function joinPixels(pixels: Pixels, plan: SeamlessPlan, options: SeamlessOptions): Promise<Pixels> {
  const joined = await joinRaster(pixels, plan, { ...options, level: 'colour' })
  return { ...joined, channels: pixels.channels }
}

/** A field of any numbers made to tile as the plan says. */
export async function joinNumbers(field: Field, plan: SeamlessPlan, options: SeamlessOptions): Promise<Field> {
  return (await joinFields([field], plan, { ...options, level: 'number' }))[0]!
}

/** A picture or map made to tile as the plan says: `colour` where slow differences are of light, `number` for heights and the like. */
export async function joinRaster<T extends Uint8Array | Uint16Array>(
  raster: Raster<T>,
  plan: SeamlessPlan,
  options: SeamlessOptions & Pick<FieldToJoin, 'level'>,
): Promise<Raster<T>> {
  const { channels, data } = raster
  const fields = Array.from({ length: channels }, (_, c) => channelOf(raster, c))
  const joined = await joinFields(fields, plan, options)
  const { width, height } = joined[0]!
  const most = data instanceof Uint16Array ? 65535 : 255
  const buffer = new SharedArrayBuffer(width * height * channels * data.BYTES_PER_ELEMENT)
  const result = (data instanceof Uint16Array ? new Uint16Array(buffer) : new Uint8Array(buffer)) as T
  for (const [c, field] of joined.entries()) {
    for (let i = 0; i < field.data.length; i++) {
      result[i * channels + c] = Math.min(most, Math.max(0, Math.round(field.data[i]!)))
    }
  }
  return { width, height, channels, data: result }
}

function joinFields(
  fields: readonly Field[],
  plan: SeamlessPlan,
  { level, size, pool, signal }: SeamlessOptions & Pick<FieldToJoin, 'level'>,
): Promise<Field[]> {
  const tasks = fields.map((field): FieldToJoin => ({ field, plan, level, size }))
  return pool.map<FieldToJoin, Field>(worker, 'joinField', tasks, { signal })
}

/** The share of the width that is left where the right border lies over the left one. */
export function shareOf(width: number, { across }: SeamlessPlan): number {
  return 1 - (across?.overlap ?? 0) / width
}

/** How steep the borders are against the inside before and after, and what was given for it: facts of the record. */
export function seamFacts(before: Raster, after: Raster, axes: SeamAxes, { across, down }: SeamlessPlan) {
  const errors = (raster: Raster) =>
    Object.fromEntries(measureSeams(raster, axes).map(({ name, value }) => [name, rounded(value)]))
  const given = ({ overlap, shift, difference }: NonNullable<SeamlessPlan['across']>) => ({
    overlap,
    shift,
    difference: rounded(difference),
  })
  return {
    axes,
    before: errors(before),
    after: errors(after),
    ...(across === undefined ? {} : { across: given(across) }),
    ...(down === undefined ? {} : { down: given(down) }),
  }
}

function channelOf({ width, height, channels, data }: Raster, c: number): Field {
  const result = new Float32Array(width * height)
  for (let i = 0, at = c; i < result.length; i++, at += channels) result[i] = data[at]!
  return { width, height, data: result }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
