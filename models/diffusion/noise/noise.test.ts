import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchSeeds } from './batch-seeds.ts'
import { imageNoise } from './image-noise.ts'
import { normalSource } from './normal-source.ts'

/** Values as torch prints them. */
function digits(values: Float32Array, count: number): number[] {
  return [...values].map((value) => Number(value.toFixed(count)))
}

test('short draws are those of torch.manual_seed(0); torch.randn(4)', () => {
  assert.deepEqual(digits(normalSource('torch-cpu', 0)(4), 4), [1.541, -0.2934, -2.1788, 0.5684])
})

test('draws of 16 and more are those of torch.manual_seed(0); torch.randn(64)', () => {
  const got = digits(normalSource('torch-cpu', 0)(64).slice(0, 8), 4)
  assert.deepEqual(got, [-1.1258, -1.1524, -0.2506, -0.4339, 0.8487, 0.692, -0.316, -2.1152])
})

test('the second number of a pair waits for the next short draw', () => {
  const source = normalSource('torch-cpu', 0)
  assert.deepEqual(digits(Float32Array.of(...source(3), ...source(1)), 4), [1.541, -0.2934, -2.1788, 0.5684])
})

test('a draw whose length is no multiple of 16 draws its last 16 numbers anew', () => {
  const odd = normalSource('torch-cpu', 5)(40)
  const even = normalSource('torch-cpu', 5)(64)
  assert.deepEqual(odd.slice(0, 24), even.slice(0, 24))
  // The rest is made from the uniform numbers 40 to 55, which are not a block of the longer draw.
  assert.notDeepEqual(odd.slice(24), even.slice(24, 40))
})

test('philox draws are those of the documentation of A1111’s "RNG: NV"', () => {
  const got = digits(normalSource('philox', 0)(12), 6)
  const printed = [-0.92466259, -0.42534415, -2.6438457, 0.14518388, -0.12086647, -0.57972564]
  const more = [-0.62285122, -0.32838709, -1.07454231, -0.36314407, -1.67105067, 2.26550497]
  assert.deepEqual(got, digits(Float32Array.from([...printed, ...more]), 6))
})

test('a seed above 32 bits is another stream for philox and the same one for torch', () => {
  assert.notDeepEqual(normalSource('philox', 2 ** 32 + 1)(8), normalSource('philox', 1)(8))
  assert.deepEqual(normalSource('torch-cpu', 2 ** 32 + 1)(8), normalSource('torch-cpu', 1)(8))
  for (const seed of [-1, 0.5, 2 ** 53]) assert.throws(() => normalSource('philox', seed), /whole number/)
})

for (const kind of ['philox', 'torch-cpu'] as const) {
  test(`${kind} numbers have the moments of a normal distribution`, () => {
    const values = normalSource(kind, 11)(100_000)
    const moment = (power: number) => values.reduce((total, value) => total + value ** power, 0) / values.length
    assert.ok(Math.abs(moment(1)) < 0.01)
    assert.ok(Math.abs(moment(2) - 1) < 0.02)
    assert.ok(Math.abs(moment(3)) < 0.05)
    assert.ok(Math.abs(moment(4) - 3) < 0.1)
  })
}

const shape = [4, 6, 8] as const
const size = 4 * 6 * 8

test('with a generator per image, an image does not depend on its batch', () => {
  const batch = imageNoise({ shape, seeds: [3, 4] })
  const alone = imageNoise({ shape, seeds: [4] })
  assert.deepEqual(batch.start().slice(size), alone.start())
  assert.deepEqual(batch.next().slice(size), alone.next())
})

test('with one generator for the batch, the numbers run through it', () => {
  const noise = imageNoise({ shape, seeds: [3, 3], order: 'batch', kind: 'torch-cpu' })
  const source = normalSource('torch-cpu', 3)
  assert.deepEqual(noise.start(), source(2 * size))
  assert.deepEqual(noise.next(), source(2 * size))
  const variation = { seeds: [1], strength: 0.5 }
  assert.throws(() => imageNoise({ shape, seeds: [3], order: 'batch', variation }), /one generator per image/)
})

test('a variation goes from one seed to the other and keeps the spread on the way', () => {
  const at = (strength: number) => imageNoise({ shape, seeds: [1], variation: { seeds: [2], strength } }).start()
  const plain = (seed: number) => imageNoise({ shape, seeds: [seed] }).start()
  const close = (a: Float32Array, b: Float32Array) => a.every((value, i) => Math.abs(value - b[i]!) < 1e-6)
  assert.ok(close(at(0), plain(1)))
  assert.ok(close(at(1), plain(2)))
  const squares = (values: Float32Array) => values.reduce((total, value) => total + value ** 2, 0) / size
  assert.ok(Math.abs(squares(at(0.5)) - (squares(plain(1)) + squares(plain(2))) / 2) < 0.05)
})

test('a resized seed holds the smaller noise in its middle, or the middle of the larger one', () => {
  const from = (height: number, width: number) => imageNoise({ shape: [4, height, width], seeds: [9] }).start()
  const resized = imageNoise({ shape, seeds: [9], resizeFrom: { height: 4, width: 4 } }).start()
  const small = from(4, 4)
  assert.equal(resized[1 * 8 + 2], small[0])
  assert.equal(resized[(3 * 6 + 4) * 8 + 5], small[(3 * 4 + 3) * 4 + 3])
  assert.equal(resized[0], from(6, 8)[0])
  const cut = imageNoise({ shape, seeds: [9], resizeFrom: { height: 10, width: 8 } }).start()
  assert.equal(cut[0], from(10, 8)[2 * 8])
})

test('the noise of the steps may come from another seed', () => {
  const noise = imageNoise({ shape, seeds: [5], stepSeedDelta: 31337 })
  assert.deepEqual(noise.start(), normalSource('philox', 5)(size))
  assert.deepEqual(noise.next(), normalSource('philox', 5 + 31337)(size))
})

test('the images of a batch have rising seeds, or one seed and rising variations', () => {
  assert.deepEqual(batchSeeds(7, 3), { seeds: [7, 8, 9] })
  assert.deepEqual(batchSeeds(7, 2, { seed: 40, strength: 0.2 }), {
    seeds: [7, 7],
    variation: { seeds: [40, 41], strength: 0.2 },
  })
})
