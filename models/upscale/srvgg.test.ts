import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TensorInfo } from '../../base/model.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import srvgg, { srvggNet } from './srvgg.model.ts'
import { tinySrvgg } from './tiny-srvgg.fixture.ts'

function detect(shapes: Record<string, number[]>) {
  const tensors = new Map(
    Object.entries(shapes).map(([name, shape]): [string, TensorInfo] => [name, { shape, dtype: 'F32' }]),
  )
  return srvgg.detect({ tensors, metadata: {}, configs: new Map() })
}

test('it is known by its chain of convolutions and slopes, its factor by the last one', () => {
  for (const scale of [1, 2, 3, 4]) assert.equal(detect(tinySrvgg({ scale, layers: scale }))?.scale, scale)
  // (4·3·9 + 4) + 4 + (4·4·9 + 4) + 4 + (48·4·9 + 48) numbers of four bytes.
  assert.equal(detect(tinySrvgg())?.weightBytes, 4 * 2044)
})

test('what only looks like one is left to others, or refused', () => {
  assert.equal(detect({ 'conv_first.weight': [64, 3, 3, 3] }), undefined)
  assert.equal(detect({ 'body.0.weight': [64, 3, 3, 3] }), undefined)
  assert.equal(detect({ ...tinySrvgg(), 'body.5.weight': [48] }), undefined, 'it goes on behind the last convolution')
  assert.equal(detect({ ...tinySrvgg(), 'body.4.weight': [47, 4, 3, 3] }), undefined, 'no square of channels')
  assert.throws(() => detect({ ...tinySrvgg(), 'body.0.weight': [4, 1, 3, 3] }), {
    code: 'bad-input',
    message: /pictures of 1 channels/,
  })
})

test('the graph computes what the paper says, pixel by pixel', async () => {
  for (const [scale, layers] of [
    [1, 0],
    [2, 1],
    [4, 2],
  ] as const) {
    const tensors = tinySrvgg({ scale, layers })
    // Slopes far from 1: else a network without them would pass.
    const slopes = Object.keys(tensors).filter((name) => tensors[name]!.length === 1 && name.endsWith('.weight'))
    const rules = Object.fromEntries(slopes.map((name) => [name, { s: 0.3, b: 0.1 }]))
    const source = fixtureWeights({ setName: 'srvgg', tensors, rules })
    const [h, w] = [5, 6]
    const picture = hashedTensor('srvgg', 'picture', 3 * h * w, { scale: 0.5, offset: 0.5 })
    const graph = new Graph('srvgg', source)
    srvggNet(graph)
    await using session = await openSession(graph)
    const { out } = await session.run({ image: { data: picture, shape: [1, 3, h, w] } })
    assert.deepEqual(out!.shape, [1, 3, scale * h, scale * w])

    let x: number[][] = [0, 1, 2].map((c) => [...picture.subarray(c * h * w, (c + 1) * h * w)])
    for (let n = 0; n <= layers; n++) {
      x = convolve(x, await source.floats(`body.${2 * n}.weight`), await source.floats(`body.${2 * n}.bias`), h, w)
      const slope = await source.floats(`body.${2 * n + 1}.weight`)
      x = x.map((plane, c) => plane.map((value) => (value > 0 ? value : slope[c]! * value)))
    }
    const last = `body.${2 * layers + 2}`
    x = convolve(x, await source.floats(`${last}.weight`), await source.floats(`${last}.bias`), h, w)
    for (let i = 0; i < out!.data.length; i++) {
      const [c, Y, X] = [
        Math.floor(i / (scale ** 2 * h * w)),
        Math.floor(i / (scale * w)) % (scale * h),
        i % (scale * w),
      ]
      const from = Math.floor(Y / scale) * w + Math.floor(X / scale)
      const channel = (c * scale + (Y % scale)) * scale + (X % scale)
      const expected = x[channel]![from]! + picture[c * h * w + from]!
      assert.ok(Math.abs(Number(out!.data[i]) - expected) < 1e-5, `×${scale} at ${i}: ${out!.data[i]}, not ${expected}`)
    }
  }
})

/** A 3×3 convolution with zeros around, in plain loops. */
function convolve(x: number[][], weight: Float32Array, bias: Float32Array, h: number, w: number): number[][] {
  return Array.from(bias, (start, out) =>
    Array.from({ length: h * w }, (_, i) => {
      let sum = start
      for (const [c, plane] of x.entries()) {
        for (let k = 0; k < 9; k++) {
          const [yy, xx] = [Math.floor(i / w) + Math.floor(k / 3) - 1, (i % w) + (k % 3) - 1]
          if (yy >= 0 && yy < h && xx >= 0 && xx < w) sum += weight[(out * x.length + c) * 9 + k]! * plane[yy * w + xx]!
        }
      }
      return sum
    }),
  )
}
