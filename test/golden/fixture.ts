import type { TensorInfo } from '../../base/model.ts'
import type { WeightSource } from '../../models/graph/weights.ts'

/** A fixture of a reference implementation: a small random network or rule, its inputs and the outputs to meet. */
export interface Fixture {
  readonly name: string
  readonly setName: string
  readonly layout: string
  readonly source: string
  // Each kind of fixture has parameters of its own.
  // biome-ignore lint/suspicious/noExplicitAny: JSON whose form the kind decides
  readonly config: Record<string, any>
  readonly tensors?: Readonly<Record<string, readonly number[]>>
  readonly parts?: Readonly<Record<string, FixturePart>>
  readonly inputs?: Readonly<Record<string, FixtureInput>>
  readonly outputs: Readonly<Record<string, FixtureOutput>>
  readonly rules?: Readonly<Record<string, { s: number; b: number }>>
  readonly checkpoint?: string
  readonly checkpoint_overrides?: Readonly<Record<string, readonly number[]>>
  readonly sha256?: { readonly tensors?: string; readonly inputs?: string }
  readonly tolerance: number
}

export interface FixturePart {
  readonly setName: string
  readonly tensors: Readonly<Record<string, readonly number[]>>
  readonly scalars?: { readonly value: number }
}

export interface FixtureInput {
  readonly shape: readonly number[]
  readonly dtype?: string
  readonly values?: readonly number[]
  readonly s?: number
  readonly b?: number
}

export interface FixtureOutput {
  readonly shape: readonly number[]
  readonly f32: string
  readonly tolerance: number
}

/** One output compared. */
export interface GoldenResult {
  readonly name: string
  readonly maxError: number
  readonly tolerance: number
  readonly pass: boolean
}

/**
 * The values of a tensor, made from a hash of its name: element i is the finaliser of MurmurHash3 over FNV-1a(set/name) +
 * i·0x9E3779B9, scaled to [−1, 1)·s + b in float32. Exactly the same in any language.
 */
export function hashTensor(setName: string, name: string, count: number, s: number, b: number): Float32Array {
  let h = 0x811c9dc5
  for (const byte of new TextEncoder().encode(`${setName}/${name}`)) h = Math.imul(h ^ byte, 0x01000193)
  const values = new Float32Array(count)
  const [scale, shift] = [Math.fround(s), Math.fround(b)]
  for (let i = 0; i < count; i++) {
    let x = (h + Math.imul(i, 0x9e3779b9)) | 0
    x ^= x >>> 16
    x = Math.imul(x, 0x85ebca6b)
    x ^= x >>> 13
    x = Math.imul(x, 0xc2b2ae35)
    x ^= x >>> 16
    const u = ((x >>> 8) / 2 ** 24) * 2 - 1
    values[i] = Math.fround(u * scale) + shift
  }
  return values
}

/** Scale and offset of a weight, by its name and shape. */
function scaleOf(name: string, shape: readonly number[], rules: Fixture['rules']): { s: number; b: number } {
  const rule = rules?.[name]
  if (rule !== undefined) return rule
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (last === 'running_var') return { s: 0.2, b: 1.5 }
  if (last === 'running_mean' || last === 'bias') return { s: 0.1, b: 0 }
  if (shape.length <= 1) return { s: 0.1, b: last === 'weight' || last === 'scale' ? 1 : 0 }
  return { s: Math.sqrt(3 / countOf(shape.slice(1))), b: 0 }
}

/** A fixture's checkpoint as the graph builder reads one. */
export function fixtureWeights(
  setName: string,
  tensors: Readonly<Record<string, readonly number[]>>,
  rules?: Fixture['rules'],
): WeightSource {
  return {
    names: () => Object.keys(tensors),
    info: (name): TensorInfo | undefined => {
      const shape = tensors[name]
      return shape === undefined ? undefined : { shape, dtype: 'F32' }
    },
    async floats(name) {
      const shape = tensors[name]!
      const { s, b } = scaleOf(name, shape, rules)
      return hashTensor(setName, name, countOf(shape), s, b)
    },
    locate: () => undefined,
  }
}

/** An input of the fixture, float32 or integers. */
export function fixtureInput(fixture: Fixture, name: string): Float32Array {
  const input = fixture.inputs![name]!
  if (input.values !== undefined) return Float32Array.from(input.values)
  return hashTensor(fixture.setName, `input:${name}`, countOf(input.shape), input.s ?? Math.sqrt(3), input.b ?? 0)
}

export function fixtureIds(fixture: Fixture, name: string): BigInt64Array {
  return BigInt64Array.from(fixture.inputs![name]!.values!.map(BigInt))
}

export function inputShape(fixture: Fixture, name: string): readonly number[] {
  return fixture.inputs![name]!.shape
}

/** Compares values with an output of the fixture. */
export function compare(fixture: Fixture, name: string, values: ArrayLike<number>): GoldenResult {
  const { f32, tolerance } = fixture.outputs[name]!
  const bytes = Buffer.from(f32, 'base64')
  const expected = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  let maxError = values.length === expected.length ? 0 : Number.POSITIVE_INFINITY
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(values[i]! - expected[i]!)
    // NaN never compares as larger: it must not pass.
    if (!(error <= maxError)) maxError = error
  }
  return { name: `${fixture.name}/${name}`, maxError, tolerance, pass: maxError <= tolerance }
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((all, d) => all * d, 1)
}

/** Some positions of the token axis: [b, t, c] → [b, rows, c]. */
export function pickRows(values: Float32Array, shape: readonly number[], rows: readonly number[]): Float32Array {
  const [batch, tokens, channels] = shape as [number, number, number]
  const picked = new Float32Array(batch * rows.length * channels)
  for (let b = 0; b < batch; b++) {
    rows.forEach((row, n) => {
      const from = (b * tokens + row) * channels
      picked.set(values.subarray(from, from + channels), (b * rows.length + n) * channels)
    })
  }
  return picked
}
