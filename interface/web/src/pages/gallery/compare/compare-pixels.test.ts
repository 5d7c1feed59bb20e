import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comparePixels, differencePicture } from './compare-pixels.ts'

const grey = (...values: number[]) => new Uint8ClampedArray(values.flatMap((value) => [value, value, value, 255]))

test('the same picture differs by nothing', () => {
  assert.deepEqual(comparePixels(grey(1, 2), grey(1, 2)), {
    most: 0,
    mean: 0,
    changed: 0,
    psnr: Number.POSITIVE_INFINITY,
  })
})

test('differences are counted in steps, pixels and decibels', () => {
  const difference = comparePixels(grey(0, 0, 0, 0), grey(0, 0, 0, 20))
  assert.equal(difference.most, 20)
  assert.equal(difference.mean, 5)
  assert.equal(difference.changed, 0.25)
  // 20 log10(255 / 10): the root of the mean square is 10.
  assert.ok(Math.abs(difference.psnr - 28.1308) < 1e-3)
  assert.throws(() => comparePixels(grey(0), grey(0, 0)), RangeError)
})

test('the picture of the difference is made visible and opaque', () => {
  assert.deepEqual([...differencePicture(grey(10), grey(12), 8)], [16, 16, 16, 255])
  assert.deepEqual([...differencePicture(grey(0), grey(255), 8)], [255, 255, 255, 255])
})
