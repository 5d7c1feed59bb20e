import { z } from 'zod'

/** Fields as pydantic takes them: numbers and yes or no also as text, as older clients send them. */
const numberLike = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(\.\d+)?$/, 'is not a number')
    .transform(Number),
])

export const number = numberLike
export const whole = numberLike.pipe(z.number().int('is not a whole number'))
export const flag = z.union([
  z.boolean(),
  z.literal([0, 1]).transform(Boolean),
  z.literal(['true', 'false']).transform((text) => text === 'true'),
])
export const text = z.string().max(20_000)

/** What a client that has nothing to say sends; the reference takes it for its own default. */
export function withoutNulls(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}
