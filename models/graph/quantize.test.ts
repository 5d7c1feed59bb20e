import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from './graph.ts'
import { conv, linear } from './layers.ts'
import { openSession, sessionBytes } from './session.ts'
import type { WeightSource } from './weights.ts'

/** A linear layer of 300 × 512 and a 3×3 convolution of 128 channels: both large enough to be packed, 300 and 512 no multiples of each other. */
const shapes: Readonly<Record<string, readonly number[]>> = {
  'linear.weight': [300, 512],
  'linear.bias': [300],
  'conv.weight': [128, 128, 3, 3],
  'conv.bias': [128],
}
const source: WeightSource = {
  names: () => Object.keys(shapes),
  info: (name) => (shapes[name] === undefined ? undefined : { shape: shapes[name], dtype: 'F32' }),
  floats: async (name) => tensor(name, shapes[name]!),
  locate: () => undefined,
}

for (const [precision, worst] of [
  ['int8', 0.01],
  ['int4', 0.12],
] as const) {
  test(`weights in ${precision} give nearly the result of exact ones`, async () => {
    const exact = await runBoth('fp32')
    const packed = await runBoth(precision)
    for (const name of ['y', 'z'] as const) assert.ok(relativeError(packed[name], exact[name]) < worst, name)
  })
}

test('packed weights take the room they say, and are kept in a file that gives the same result', async () => {
  const graph = both()
  const exact = sessionBytes(graph)
  assert.ok(sessionBytes(graph, 'int8') < 0.32 * exact)
  const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-pack-'))
  try {
    const fresh = await runBoth('int8')
    const file = { folder, key: 'test' }
    const first = await runBoth('int8', file)
    assert.deepEqual(readdirSync(folder).length, 1)
    const again = await runBoth('int8', file)
    assert.deepEqual(first, fresh)
    assert.deepEqual(again, fresh)
    assert.deepEqual(readdirSync(folder).length, 1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function both(): Graph {
  const graph = new Graph('both', source)
  graph.output('y', linear(graph, graph.input('x', ['batch', 512]), 'linear'))
  graph.cut()
  graph.output('z', conv(graph, graph.input('picture', ['batch', 128, 'height', 'width']), 'conv'))
  return graph
}

async function runBoth(
  precision: 'fp32' | 'int8' | 'int4',
  file?: { folder: string; key: string },
): Promise<{ y: Float32Array; z: Float32Array }> {
  await using session = await openSession(both(), { precision, ...(file === undefined ? {} : { file }) })
  const { y, z } = await session.run({
    x: { data: tensor('x', [2, 512]), shape: [2, 512] },
    picture: { data: tensor('picture', [1, 128, 6, 4]), shape: [1, 128, 6, 4] },
  })
  return { y: y!.data as Float32Array, z: z!.data as Float32Array }
}

function tensor(name: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  const count = shape.reduce((all, d) => all * d, 1)
  const scale = shape.length > 1 && name.endsWith('weight') ? Math.sqrt(3 / (count / shape[0]!)) : 1
  return Float32Array.from(hashedTensor('quantize', name, count, { scale }))
}

/** Root mean square of the difference over that of the exact values. */
function relativeError(got: Float32Array, exact: Float32Array): number {
  const square = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0)
  return Math.sqrt(square(got.map((value, i) => value - exact[i]!)) / square(exact))
}
