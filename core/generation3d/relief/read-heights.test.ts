import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeExr } from '../../imaging/codecs/encode-exr.ts'
import { readHeights } from './read-heights.ts'

const exr = (values: readonly number[], depthKind: string) => ({
  asset: { name: 'map', mediaType: 'image/x-exr', role: 'depth', facts: { kind: depthKind } } as const,
  bytes: encodeExr({ width: values.length, height: 1, data: Float32Array.from(values) }, { attributes: { depthKind } }),
})

test('float depth becomes heights: metres and relative depth straight between their ends, nothing at the bottom', async () => {
  const metric = exr([2, 3, 4, Infinity], 'metric')
  assert.deepEqual([...(await readHeights(metric.asset, metric.bytes)).values], [1, 0.5, 0, 0])
  const relative = exr([100, 150, 300, Infinity], 'relative-inverse')
  const { values } = await readHeights(relative.asset, relative.bytes)
  for (const [i, wanted] of [0, 0.25, 1, 0].entries()) assert.ok(Math.abs(values[i]! - wanted) < 1e-6, values.join())
})

test('a float map with nothing on it is refused by name', async () => {
  const { asset, bytes } = exr([Infinity, Infinity], 'metric')
  await assert.rejects(readHeights(asset, bytes), { code: 'bad-input', message: /nothing on the depth map "map"/ })
})
