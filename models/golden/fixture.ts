import { z } from 'zod'
import { hashedTensor } from './hashed-tensor.ts'

/** An output of the reference code: float32 values as base64, and how far from them is still right. */
const output = z.object({ shape: z.array(z.int().min(0)), f32: z.base64(), tolerance: z.number().nonnegative() })

const input = z.object({
  shape: z.array(z.int().min(0)),
  s: z.number().optional(),
  b: z.number().optional(),
  values: z.array(z.number()).optional(),
})

const shapes = z.record(z.string(), z.array(z.int().min(0)))
const rules = z.record(z.string(), z.object({ s: z.number(), b: z.number() }))

/** What every golden fixture has, whatever it is of. */
export const goldenFixture = z.looseObject({
  name: z.string(),
  setName: z.string(),
  config: z.record(z.string(), z.unknown()).default({}),
  inputs: z.record(z.string(), input).default({}),
  outputs: z.record(z.string(), output).default({}),
  layout: z.string().default(''),
  tensors: shapes.default({}),
  /** Scale and offset of weights that the general rule does not fit. */
  rules: rules.optional(),
  /** Further checkpoints, each hashed under a set name of its own. */
  parts: z
    .record(
      z.string(),
      z.object({
        setName: z.string(),
        tensors: shapes,
        rules: rules.optional(),
        scalars: z.object({ value: z.number() }).optional(),
      }),
    )
    .default({}),
  /** The weights are those of another fixture, some of them in another shape. */
  checkpoint: z.string().optional(),
  checkpoint_overrides: shapes.default({}),
})

export type GoldenFixture = z.output<typeof goldenFixture>

/** One output held against the reference. */
export interface GoldenResult {
  readonly name: string
  /** Largest absolute difference; NaN where the number of values differs. */
  readonly maxError: number
  readonly tolerance: number
  readonly pass: boolean
}

/** An input of a fixture by its name: given literally, or made from the hash. */
export function goldenInput(fixture: GoldenFixture, name: string): Float32Array {
  const entry = fixture.inputs[name]
  if (entry === undefined) throw new Error(`The fixture ${fixture.name} has no input "${name}".`)
  if (entry.values !== undefined) return Float32Array.from(entry.values)
  const length = entry.shape.reduce((product, side) => product * side, 1)
  return hashedTensor(fixture.setName, `input:${name}`, length, {
    ...(entry.s === undefined ? {} : { scale: entry.s }),
    ...(entry.b === undefined ? {} : { offset: entry.b }),
  })
}

/** Holds values against an output of the fixture. */
export function compareOutput(fixture: GoldenFixture, name: string, got: ArrayLike<number>): GoldenResult {
  const expected = fixture.outputs[name]
  if (expected === undefined) throw new Error(`The fixture ${fixture.name} has no output "${name}".`)
  const want = decodeFloats(expected.f32)
  let maxError = got.length === want.length ? 0 : Number.NaN
  // Math.max keeps a NaN once one has come.
  for (let i = 0; i < want.length; i++) maxError = Math.max(maxError, Math.abs(got[i]! - want[i]!))
  return { name, maxError, tolerance: expected.tolerance, pass: maxError <= expected.tolerance }
}

function decodeFloats(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new Float32Array(bytes.buffer)
}
