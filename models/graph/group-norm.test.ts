import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Graph } from './graph.ts'
import { groupNorm } from './layers.ts'
import { openSession } from './session.ts'
import type { WeightSource } from './weights.ts'

const shape = [1, 64, 6, 5] as const
const weights: WeightSource = {
  names: () => ['norm.weight', 'norm.bias'],
  info: () => ({ shape: [64], dtype: 'F32' }),
  floats: async (name) => Float32Array.from({ length: 64 }, (_, c) => (name === 'norm.weight' ? 1 + c / 64 : c / 32)),
  locate: () => undefined,
}

test('group normalisation stays right where the mean is many times the deviation', async () => {
  const graph = new Graph('norm', weights)
  const x = graph.input('x', ['batch', 64, 'height', 'width'])
  graph.output('y', groupNorm(graph, x, 'norm', { groups: 32 }))
  await using session = await openSession(graph)
  for (const [mean, deviation, tolerance] of [
    [0, 1, 2e-6],
    [100, 1, 1e-4],
    [100, 0.01, 1e-2],
    [1000, 0.1, 1e-2],
  ] as const) {
    const data = Float32Array.from({ length: 64 * 30 }, (_, i) => mean + deviation * Math.sin(i * 12.9898))
    const { y } = await session.run({ x: { data, shape } })
    const expected = reference(data)
    const worst = (y!.data as Float32Array).reduce(
      (most, value, i) => Math.max(most, Math.abs(value - expected[i]!)),
      0,
    )
    assert.deepEqual(y!.shape, shape)
    assert.ok(worst < tolerance, `mean ${mean}, deviation ${deviation}: off by ${worst}`)
  }
})

/** In double precision: two channels of 30 values to a group. */
function reference(data: Float32Array): Float64Array {
  const result = new Float64Array(data.length)
  for (let group = 0; group < 32; group++) {
    const own = Float64Array.from(data.subarray(group * 60, (group + 1) * 60))
    const mean = own.reduce((sum, value) => sum + value, 0) / 60
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 60
    own.forEach((value, i) => {
      const c = 2 * group + Math.floor(i / 30)
      result[group * 60 + i] = ((value - mean) / Math.sqrt(variance + 1e-5)) * (1 + c / 64) + c / 32
    })
  }
  return result
}
