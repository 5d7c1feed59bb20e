import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { goldenFixture } from '../../golden/fixture.ts'
import { inputValues } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import { hashedTensor } from '../../golden/hashed-tensor.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession } from '../../graph/session.ts'
import type { WeightSource } from '../../graph/weights.ts'
import { guidanceEmbedding } from './guidance-embedding.ts'
import { fixtureUnetParameters } from './unet.golden.ts'
import { unet } from './unet.ts'

test('a guidance is sines and cosines of a thousand times what it has beyond 1', () => {
  const embedding = guidanceEmbedding(8, 256)
  // 10000^(−i/127): 1 for the first of a half, 1/10000 for its last.
  const expected = [
    [0, Math.sin(7000)],
    [127, Math.sin(0.7)],
    [128, Math.cos(7000)],
    [255, Math.cos(0.7)],
    [64, Math.sin(7000 * 10000 ** (-64 / 127))],
    [192, Math.cos(7000 * 10000 ** (-64 / 127))],
  ] as const
  // Angles of thousands have four digits behind the point in float32.
  for (const [i, value] of expected) assert.ok(Math.abs(embedding[i]! - value) < 1e-3, `${i}: ${embedding[i]}`)
  assert.deepEqual([...guidanceEmbedding(1, 4)], [0, 0, 1, 1])
})

test('a U-Net adds the projected guidance to the timestep, before its first layer', async () => {
  const fixture = goldenFixture.parse(
    JSON.parse(
      readFileSync(path.resolve(import.meta.dirname, '../../golden/fixtures/sd15-unet-diffusers.json'), 'utf8'),
    ),
  )
  const plain = fixtureWeights(fixture)
  const channels = 256
  const [width, time] = plain.info('time_embedding.linear_1.weight')!.shape as [number, number]
  const projection = hashedTensor('lcm', 'cond_proj', time * channels, { scale: Math.sqrt(3 / channels) })
  const guidance = guidanceEmbedding(8, channels)

  // W₁·(t + P·g) + b₁ = W₁·t + (b₁ + W₁·P·g): a plain U-Net with another bias gives the same.
  const first = await plain.floats('time_embedding.linear_1.weight')
  const projected = Array.from({ length: time }, (_, i) => dot(projection, i * channels, guidance))
  const bias = (await plain.floats('time_embedding.linear_1.bias')).map(
    (value, row) => value + dot(first, row * time, projected),
  )
  assert.equal(bias.length, width)

  const feeds = Object.fromEntries(Object.keys(fixture.inputs).map((name) => [name, inputValues(fixture, name)]))
  const batch = feeds['sample']!.shape[0]!
  const repeated = Float32Array.from({ length: batch * channels }, (_, i) => guidance[i % channels]!)
  const told = await run(withTensor(plain, 'time_embedding.cond_proj.weight', [time, channels], projection), {
    ...feeds,
    timestep_cond: { data: repeated, shape: [batch, channels] },
  })
  const other = await run(withTensor(plain, 'time_embedding.linear_1.bias', [width], bias), feeds)
  const without = await run(plain, feeds)
  assert.ok(largestDifference(told, other) < 1e-4, `${largestDifference(told, other)}`)
  assert.ok(largestDifference(told, without) > 1e-2)

  async function run(source: WeightSource, inputs: typeof feeds): Promise<Float32Array> {
    const graph = new Graph('unet', source)
    unet(graph, fixtureUnetParameters(fixture))
    await using session = await openSession(graph)
    return (await session.run(inputs))['out']!.data as Float32Array
  }
})

function withTensor(source: WeightSource, name: string, shape: readonly number[], values: Float32Array): WeightSource {
  return {
    names: () => [...new Set([...source.names(), name])],
    info: (each) => (each === name ? { shape, dtype: 'F32' } : source.info(each)),
    floats: async (each) => (each === name ? values : source.floats(each)),
    locate: () => undefined,
  }
}

function dot(matrix: Float32Array, from: number, vector: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += matrix[from + i]! * vector[i]!
  return sum
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0)
}
