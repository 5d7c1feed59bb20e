import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { writeSafetensors } from '../formats/safetensors/write-safetensors.ts'
import { checkpointWeights } from './checkpoint-weights.ts'
import { Graph } from './graph.ts'
import { attention, concat, conv, linear, reshape, slice } from './layers.ts'
import { openSession } from './session.ts'

const weight = Float32Array.of(1, 2, 3, 4, 5, 6)
const bias = Float32Array.of(0.5, -0.5)

for (const dtype of ['F32', 'F16'] as const) {
  test(`a linear layer runs over the ${dtype} weights of a file`, async () => {
    using folder = temporaryFolder()
    const file = join(folder.path, 'tiny.safetensors')
    const bytes = (values: Float32Array) =>
      new Uint8Array(dtype === 'F32' ? values.slice().buffer : new Float16Array(values).buffer)
    await writeSafetensors(file, [
      { name: 'layer.weight', shape: [2, 3], dtype, bytes: () => bytes(weight) },
      { name: 'layer.bias', shape: [2], dtype, bytes: () => bytes(bias) },
    ])
    await using checkpoint = await openCheckpoint(file)
    const graph = new Graph('tiny', checkpointWeights(checkpoint))
    graph.output('y', linear(graph, graph.input('x', ['batch', 3]), 'layer'))
    await using session = await openSession(graph)
    const { y } = await session.run({ x: { data: Float32Array.of(1, 0, 0, 1, 1, 1), shape: [2, 3] } })
    assert.deepEqual([...y!.data], [1.5, 3.5, 6.5, 14.5])
    assert.deepEqual(y!.shape, [2, 2])
  })
}

test('shapes that do not fit are refused while the graph is built, with both shapes', () => {
  const shapes: Record<string, readonly number[]> = { 'layer.weight': [2, 3], 'conv.weight': [8, 4, 3, 3] }
  const graph = new Graph('wrong', {
    info: (name) => (shapes[name] === undefined ? undefined : { shape: shapes[name], dtype: 'F32' }),
    names: () => Object.keys(shapes),
    floats: async () => new Float32Array(),
    locate: () => undefined,
  })
  const x = graph.input('x', ['batch', 5])
  const picture = graph.input('picture', ['batch', 5, 'height', 'width'])
  assert.throws(() => linear(graph, x, 'layer'), /linear "layer.weight": \[batch, 5\] and \[2, 3\]/)
  assert.throws(() => conv(graph, picture, 'conv'), /\[batch, 5, height, width\] and \[8, 4, 3, 3\]/)
  assert.throws(() => concat(graph, [x, picture], 1), /\[batch, 5\] and \[batch, 5, height, width\]/)
  const sequence = graph.input('sequence', ['batch', 'tokens', 6])
  assert.throws(() => attention(graph, sequence, sequence, sequence, 4), /4 heads/)
  assert.throws(() => linear(graph, x, 'absent'), /holds no tensor "absent.weight"/)
})

test('dimensions that are known only when the graph runs pass through reshapes and slices', () => {
  const graph = new Graph('dims', {
    info: () => undefined,
    names: () => [],
    floats: async () => new Float32Array(),
    locate: () => undefined,
  })
  const x = graph.input('x', ['batch', 6, 'height', 'width'])
  assert.deepEqual(reshape(graph, x, [0, 6, -1], 'height*width').shape, ['batch', 6, 'height*width'])
  assert.deepEqual(slice(graph, x, 1, 2, 5).shape, ['batch', 3, 'height', 'width'])
})

function temporaryFolder(): { readonly path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'ai-workspace-graph-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}
