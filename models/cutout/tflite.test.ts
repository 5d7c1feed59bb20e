import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { readTflite } from './read-tflite.ts'
import { tfliteGraph, tfliteWeights } from './tflite-graph.ts'
import { tinyKernels, tinyTflite } from './tiny-tflite.fixture.ts'

const picture = Float32Array.from({ length: 192 }, (_, i) => ((i * 31) % 64) / 64)

/** The tiny network in plain loops over [h, w, c], as TensorFlow means it. */
function computed(): number[] {
  const { down, downOffsets, up, upOffsets } = tinyKernels
  const middle = (y: number, x: number, o: number) => {
    let sum = downOffsets[o]!
    for (let ky = 0; ky < 3; ky++) {
      for (let kx = 0; kx < 3; kx++) {
        // SAME at stride 2: the one row and column of border lie below and to the right.
        const [py, px] = [2 * y + ky, 2 * x + kx]
        if (py > 7 || px > 7) continue
        for (let c = 0; c < 3; c++) sum += picture[c * 64 + py * 8 + px]! * down[((o * 3 + ky) * 3 + kx) * 3 + c]!
      }
    }
    return Math.max(0, sum)
  }
  return Array.from({ length: 64 }, (_, i) => {
    const [y, x] = [i >> 3, i & 7]
    let sum = upOffsets[0]!
    for (let c = 0; c < 2; c++) sum += middle(y >> 1, x >> 1, c) * up[((y & 1) * 2 + (x & 1)) * 2 + c]!
    return 1 / (1 + Math.exp(-sum))
  })
}

test('a TensorFlow Lite network computes what TensorFlow means by it', async () => {
  const model = readTflite(tinyTflite(), 'tiny')
  const graph = new Graph('tiny', tfliteWeights(model))
  tfliteGraph(graph, model)
  await using session = await openSession(graph)
  const { out } = await session.run({ image: { data: picture, shape: [1, 3, 8, 8] } })
  assert.deepEqual(out!.shape, [1, 1, 8, 8])
  const expected = computed()
  for (const [i, value] of (out!.data as Float32Array).entries()) assert.ok(Math.abs(value - expected[i]!) < 1e-5)
})

test('a file that is cut short, or something else, is refused and nothing else happens', () => {
  const file = tinyTflite()
  assert.throws(() => readTflite(new Uint8Array(40), 'x'), { code: 'corrupt-file' })
  for (let length = 8; length < file.length; length += 13) {
    try {
      readTflite(file.subarray(0, length), 'x')
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'corrupt-file')
    }
  }
})
