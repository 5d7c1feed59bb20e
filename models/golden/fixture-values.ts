import type { Values } from '../graph/session.ts'
import { type GoldenFixture, goldenInput } from './fixture.ts'

/** An input of a fixture as a session takes it. */
export function inputValues(fixture: GoldenFixture, name: string): Values {
  return { data: goldenInput(fixture, name), shape: fixture.inputs[name]!.shape }
}

export function inputIds(fixture: GoldenFixture, name: string): Values {
  const { values, shape } = fixture.inputs[name]!
  return { data: BigInt64Array.from(values!.map(BigInt)), shape }
}

/** Some positions of the token axis, as outputs of text encoders keep them: [b, t, c] → [b, rows, c]. */
export function pickRows({ data, shape }: Values, rows: readonly number[]): Float32Array {
  const [batch, tokens, channels] = shape as [number, number, number]
  const picked = new Float32Array(batch * rows.length * channels)
  for (let b = 0; b < batch; b++) {
    rows.forEach((row, n) => {
      const from = (b * tokens + row) * channels
      picked.set((data as Float32Array).subarray(from, from + channels), (b * rows.length + n) * channels)
    })
  }
  return picked
}
