import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latentPreview, shrinkLatent } from './preview.ts'

test('a latent is made smaller by whole factors, each place the mean of a square', () => {
  const latent = Float32Array.from({ length: 2 * 6 * 9 }, (_, i) => i)
  const { latent: small, shape } = shrinkLatent(latent, [2, 6, 9], 3)
  assert.deepEqual(shape, [2, 2, 3])
  // The mean of a 3 × 3 square is its middle.
  const middle = (c: number, y: number, x: number) => (c * 6 + y * 3 + 1) * 9 + x * 3 + 1
  assert.deepEqual(
    [...small],
    [0, 1].flatMap((c) => [0, 1].flatMap((y) => [0, 1, 2].map((x) => middle(c, y, x)))),
  )
  assert.equal(shrinkLatent(latent, [2, 6, 9], 9).latent, latent)
})

test('an empty latent is grey, and the first channel of SD 1.x brightens', () => {
  const grey = latentPreview(new Float32Array(4), [4, 1, 1], 'sd')
  assert.deepEqual([...grey.data], [128, 128, 128])
  const bright = latentPreview(Float32Array.of(2, 0, 0, 0), [4, 1, 1], 'sd')
  assert.deepEqual([...bright.data], [217, 186, 210])
})
