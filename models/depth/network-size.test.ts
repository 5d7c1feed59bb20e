import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkSize, type SizeRule } from './network-size.ts'

const side = (size: number, multiple: number, method: SizeRule['method']) => ({
  width: size,
  height: size,
  multiple,
  method,
})

test('a photo of 4:3 has the size that each of the references gives it', () => {
  const photo = { width: 4000, height: 3000 }
  // 518 · 4/3 = 690.7, 49.3 patches of 14; 384 · 4/3 = 512; 256 · 3/4 = 192.
  assert.deepEqual(networkSize(photo, side(518, 14, 'lower-bound')), { width: 686, height: 518 })
  assert.deepEqual(networkSize(photo, side(384, 32, 'minimal')), { width: 512, height: 384 })
  assert.deepEqual(networkSize(photo, side(256, 32, 'upper-bound')), { width: 256, height: 192 })
  assert.deepEqual(networkSize(photo, side(384, 16, 'stretch')), { width: 384, height: 384 })
})

test('halves of a multiple go to the even one, as numpy rounds', () => {
  assert.equal(networkSize({ width: 80, height: 64 }, side(64, 32, 'minimal')).width, 64)
  assert.equal(networkSize({ width: 112, height: 64 }, side(64, 32, 'minimal')).width, 128)
})

test('a picture that is a line is shown in at most four times the usual area, no side is nothing', () => {
  for (const [width, height] of [
    [1, 1],
    [16000, 1],
    [1, 5000],
    [16384, 100],
    [60_000_000, 1],
  ] as const) {
    for (const rule of [side(518, 14, 'lower-bound'), side(384, 32, 'minimal'), side(256, 32, 'upper-bound')]) {
      const size = networkSize({ width, height }, rule)
      assert.ok(size.width >= rule.multiple && size.height >= rule.multiple, JSON.stringify([width, height, size]))
      assert.equal(size.width % rule.multiple, 0)
      assert.ok(size.width * size.height <= 4.2 * rule.width ** 2, JSON.stringify([width, height, size]))
    }
  }
})
