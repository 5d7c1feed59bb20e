import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DepthModel } from '../../base/model.ts'
import type { Pixels } from '../../base/pixels.ts'
import { estimateInTiles } from './estimate-in-tiles.ts'
import { fitScaleAndShift } from './fit-scale.ts'

const [width, height] = [300, 170]

/** A scene whose inverse depth can be read off its colours: 24 bits of it. */
const truth = (x: number, y: number) => 0.2 + 0.5 * (x / width) + 0.2 * Math.sin(y / 23) ** 2
const data = new Uint8Array(3 * width * height)
for (let i = 0; i < width * height; i++) {
  const value = Math.round(truth(i % width, Math.floor(i / width)) * 2 ** 24)
  data.set([value >> 16, (value >> 8) & 255, value & 255], 3 * i)
}
const picture: Pixels = { width, height, channels: 3, data }

/** A model that sees it right but for a scale and shift that differ each time, and what `error` adds by the place in the window. */
function fickleModel(error: (x: number, y: number) => number = () => 0): DepthModel & { calls: number[] } {
  const calls: number[] = []
  return {
    ...{ kind: 'relative-inverse', size: 40, calls },
    estimate: async (pixels) => {
      calls.push(pixels.width * pixels.height)
      const [scale, shift] = calls.length === 1 ? [1, 0] : [0.3 + ((calls.length * 7) % 5), (calls.length % 4) - 2]
      const depth = Float32Array.from({ length: pixels.width * pixels.height }, (_, i) => {
        const [r, g, b] = pixels.data.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number]
        const value = (r * 65536 + g * 256 + b) / 2 ** 24
        return scale * (value + error(i % pixels.width, Math.floor(i / pixels.width))) + shift
      })
      return { depth, width: pixels.width, height: pixels.height, kind: 'relative-inverse', unit: 'none' }
    },
  }
}

const options = { signal: new AbortController().signal, onProgress: () => {} }

test('windows that each have a scale and shift of their own come out as one picture without seams', async () => {
  const model = fickleModel()
  const { depth, windows } = await estimateInTiles(picture, model, options)
  assert.ok(windows > 10 && model.calls.length === windows + 1, `${windows}`)
  assert.ok(model.calls.slice(1).every((area) => area <= 80 * 80))
  for (let i = 0; i < depth.length; i++) {
    const expected = truth(i % width, Math.floor(i / width))
    assert.ok(Math.abs(depth[i]! - expected) < 2e-4, `${i}: ${depth[i]} ${expected}`)
  }
})

test('where windows disagree by more than that, they are blended: no step is larger than the scene and the error explain', async () => {
  const model = fickleModel((x) => 0.02 * Math.sin(x / 9))
  const { depth } = await estimateInTiles(picture, model, options)
  let largest = 0
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width; x++) {
      const step = depth[y * width + x]! - depth[y * width + x - 1]! - (truth(x, y) - truth(x - 1, y))
      largest = Math.max(largest, Math.abs(step))
    }
  }
  // The error itself changes by 0.02/9 a pixel; two windows cross over within 20 pixels, at most 0.04 apart.
  assert.ok(largest < 0.02 / 9 + 0.04 / 20 + 1e-3, `${largest}`)
})

test('a small picture is looked at once', async () => {
  const model = fickleModel()
  const small = { width: 40, height: 20, channels: 3, data: data.slice(0, 2400) } as const
  assert.equal((await estimateInTiles(small, model, options)).windows, 1)
  assert.equal(model.calls.length, 1)
})

test('a cancel ends it between two windows', async () => {
  const controller = new AbortController()
  const model = fickleModel()
  const onProgress = () => {
    if (model.calls.length === 3) controller.abort()
  }
  await assert.rejects(estimateInTiles(picture, model, { signal: controller.signal, onProgress }), {
    name: 'AbortError',
  })
  assert.equal(model.calls.length, 3)
})

test('a window that says the opposite of the whole is not taken', () => {
  const x = Float32Array.of(1, 2, 3)
  assert.deepEqual(fitScaleAndShift(x, Float32Array.of(5, 7, 9)), { scale: 2, shift: 3 })
  assert.equal(fitScaleAndShift(x, Float32Array.of(3, 2, 1)), undefined)
  assert.deepEqual(fitScaleAndShift(Float32Array.of(4, 4), Float32Array.of(1, 2)), { scale: 1, shift: -2.5 })
})
