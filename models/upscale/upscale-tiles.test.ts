import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from '../graph/graph.ts'
import { openSession, type Values } from '../graph/session.ts'
import { rrdbNet } from './rrdbnet.ts'
import { divideAxis, featherWeight } from './tile-axis.ts'
import { tinyRrdbNet } from './tiny-rrdbnet.fixture.ts'
import { upscaleTiles } from './upscale-tiles.ts'

const { signal } = new AbortController()

function noisePicture(width: number, height: number): Pixels {
  const values = hashedTensor('tiles', 'picture', 3 * width * height, { scale: 127.5, offset: 127.5 })
  return { width, height, channels: 3, data: Uint8Array.from(values) }
}

test('windows cover an axis once, are of one length, and their weights are 1 together', () => {
  for (const length of [1, 63, 64, 65, 100, 257, 1000, 3201]) {
    for (const [tile, step] of [
      [64, 1],
      [64, 4],
      [130, 2],
    ] as const) {
      const { window, windows } = divideAxis(length, { tile, margin: 16, step })
      assert.ok(window <= tile && window % step === 0)
      assert.deepEqual([windows[0]!.from, windows.at(-1)!.to], [0, length])
      for (const [n, { start, from, to }] of windows.entries()) {
        assert.ok(start >= 0 && start % step === 0 && start <= from && start + window >= to)
        if (n > 0) {
          assert.equal(from, windows[n - 1]!.to)
          assert.ok(from - start >= 16, 'it sees a margin before its part')
        }
        if (n + 1 < windows.length) assert.ok(start + window - to >= 16 || start + window >= length)
      }
      for (let at = 0.5; at < length; at++) {
        const sum = windows.reduce((all, window) => all + featherWeight(window, at, length, 8), 0)
        assert.ok(Math.abs(sum - 1) < 1e-12, `${sum} at ${at} of ${length}`)
      }
    }
  }
})

test('a network that sees no farther than the margin gives the whole picture exactly, also at borders and seams', async () => {
  // A plain blur over 5×5 pixels, doubled: it depends on two pixels around.
  const blur = async ({ data, shape }: Values): Promise<Values> => {
    const [, , h, w] = shape as [number, number, number, number]
    const at = (c: number, y: number, x: number) =>
      y < 0 || x < 0 || y >= h || x >= w ? 0 : (data[(c * h + y) * w + x] as number)
    const out = new Float32Array(3 * 4 * h * w)
    for (let i = 0; i < out.length; i++) {
      const [c, y, x] = [Math.floor(i / (4 * h * w)), Math.floor(i / (2 * w)) % (2 * h), i % (2 * w)]
      let sum = 0
      for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) sum += at(c, (y >> 1) + dy, (x >> 1) + dx)
      out[i] = sum / 25
    }
    return { data: out, shape: [1, 3, 2 * h, 2 * w] }
  }
  const picture = noisePicture(150, 101)
  const whole = await upscaleTiles(picture, blur, { scale: 2, tile: 1000, signal })
  assert.deepEqual([whole.width, whole.height, whole.data.length], [300, 202, 3 * 300 * 202])
  for (const tile of [64, 80]) {
    const fractions: number[] = []
    const onProgress = (fraction: number) => fractions.push(fraction)
    const tiled = await upscaleTiles(picture, blur, { scale: 2, tile, signal, onProgress })
    assert.deepEqual(tiled, whole)
    assert.ok(fractions.length > 4 && fractions.at(-1) === 1)
  }
})

test('a real network leaves no seam: what differs is as small at the seams as anywhere', async () => {
  const graph = new Graph('rrdbnet', tinyRrdbNet({ doublings: 1, blocks: 1 }))
  rrdbNet(graph)
  await using session = await openSession(graph)
  const run = async (image: Values) => (await session.run({ image }))['out']!
  const picture = noisePicture(130, 90)
  const whole = await upscaleTiles(picture, run, { scale: 2, tile: 1000, signal })
  const tiled = await upscaleTiles(picture, run, { scale: 2, tile: 72, signal })
  const largest = tiled.data.reduce((most, value, i) => Math.max(most, Math.abs(value - whole.data[i]!)), 0)
  // It sees 18 pixels far and the margin is 16: what it lacks there is hardly worth a step of 255.
  assert.ok(largest <= 1, `differs by ${largest}`)
  assert.ok(whole.data.some((value) => value > 0 && value < 255))
})

test('sides that the network cannot take are continued and cut off again', async () => {
  const graph = new Graph('rrdbnet', tinyRrdbNet({ channels: 12 }))
  rrdbNet(graph)
  await using session = await openSession(graph)
  const run = async (image: Values) => (await session.run({ image }))['out']!
  const picture = noisePicture(71, 33)
  const upscaled = await upscaleTiles(picture, run, { scale: 2, tile: 64, step: 2, signal })
  assert.deepEqual([upscaled.width, upscaled.height], [142, 66])
})

test('it stops between windows', async () => {
  const abort = new AbortController()
  let runs = 0
  const run = async ({ shape }: Values): Promise<Values> => {
    if (++runs === 2) abort.abort()
    const [, , h, w] = shape as [number, number, number, number]
    return { data: new Float32Array(3 * h * w), shape: [1, 3, h, w] }
  }
  await assert.rejects(upscaleTiles(noisePicture(200, 200), run, { scale: 1, tile: 64, signal: abort.signal }), {
    name: 'AbortError',
  })
  assert.equal(runs, 2)
})
