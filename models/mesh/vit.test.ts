import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import type { WeightSource } from '../graph/weights.ts'
import { visionTransformer } from './vit.ts'

const [channels, trained, patch] = [4, 3, 2]
const position = Float32Array.from({ length: (1 + trained ** 2) * channels }, (_, i) => ((i * 13) % 17) / 5 - 1.5)

/** A transformer without blocks, whose patches are all nothing: what is left are the positions, normalised. */
const weights: WeightSource = (() => {
  const tensors: Record<string, readonly [number[], Float32Array]> = {
    'embeddings.cls_token': [[1, 1, channels], new Float32Array(channels)],
    'embeddings.position_embeddings': [[1, 1 + trained ** 2, channels], position],
    'embeddings.patch_embeddings.projection.weight': [
      [channels, 3, patch, patch],
      new Float32Array(channels * 3 * patch ** 2),
    ],
    'embeddings.patch_embeddings.projection.bias': [[channels], new Float32Array(channels)],
    'layernorm.weight': [[channels], new Float32Array(channels).fill(1)],
    'layernorm.bias': [[channels], new Float32Array(channels)],
  }
  return {
    names: () => Object.keys(tensors),
    info: (name) => (tensors[name] === undefined ? undefined : { shape: tensors[name][0], dtype: 'F32' }),
    floats: async (name) => tensors[name]![1],
    locate: () => undefined,
  }
})()

/** Cubic convolution with a = −0.75 (Keys 1981), four pixels, the border repeated. */
function cubic(values: (i: number) => number, at: number): number {
  const a = -0.75
  const kernel = (d: number) => {
    const x = Math.abs(d)
    return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
  }
  const first = Math.floor(at) - 1
  let sum = 0
  for (let k = first; k < first + 4; k++) sum += kernel(k - at) * values(Math.min(trained - 1, Math.max(0, k)))
  return sum
}

test('positions for another number of patches are bicubic, shifted by the tenth that transformers adds', async () => {
  for (const across of [5, 2, trained]) {
    const side = across * patch
    const graph = new Graph('vit', weights)
    graph.output('out', visionTransformer(graph, graph.input('image', [1, 3, side, side]), '', { heads: 1, side }))
    await using session = await openSession(graph)
    const { out } = await session.run({ image: { data: new Float32Array(3 * side ** 2), shape: [1, 3, side, side] } })
    assert.deepEqual(out!.shape, [1, 1 + across ** 2, channels])
    const scale = across === trained ? 1 : (across + 0.1) / trained
    const at = (row: number, column: number, c: number) => position[(1 + row * trained + column) * channels + c]!
    const source = (i: number) => (i + 0.5) / scale - 0.5
    for (let y = 0; y < across; y++) {
      for (let x = 0; x < across; x++) {
        const values = Array.from({ length: channels }, (_, c) =>
          cubic((row) => cubic((column) => at(row, column, c), source(x)), source(y)),
        )
        const mean = values.reduce((sum, v) => sum + v / channels, 0)
        const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2 / channels, 0))
        values.forEach((value, c) => {
          const got = out!.data[(1 + y * across + x) * channels + c] as number
          assert.ok(Math.abs(got - (value - mean) / deviation) < 2e-5, `${across} patches: ${got}`)
        })
      }
    }
  }
})
