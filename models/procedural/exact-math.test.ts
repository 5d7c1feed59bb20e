import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { atan2, cos, exp2, log2, pow, sin } from './exact-math.ts'
import { createRandom, hashText, mixBits } from './random.ts'

/** The largest |f(x) − g(x)| over evenly drawn x. */
function largestError(low: number, high: number, error: (x: number) => number): number {
  const random = createRandom('exact-math')
  let largest = 0
  for (let i = 0; i < 20_000; i++) largest = Math.max(largest, error(random.between(low, high)))
  return largest
}

test('the functions agree with the engine’s own to the stated errors', () => {
  assert.ok(largestError(-1e4, 1e4, (x) => Math.abs(sin(x) - Math.sin(x))) < 1e-9)
  assert.ok(largestError(-1e4, 1e4, (x) => Math.abs(cos(x) - Math.cos(x))) < 1e-9)
  assert.ok(largestError(-100, 100, (x) => Math.abs(exp2(x) / 2 ** x - 1)) < 1e-9)
  assert.ok(largestError(1e-6, 1e6, (x) => Math.abs(log2(x) - Math.log2(x))) < 1e-10)
  assert.ok(largestError(0, 50, (x) => Math.abs(pow(x, 2.2) / x ** 2.2 - 1)) < 1e-8)
  assert.ok(largestError(-5, 5, (x) => Math.abs(atan2(x, 0.7) - Math.atan2(x, 0.7))) < 1e-9)
  assert.ok(largestError(-5, 5, (x) => Math.abs(atan2(x, -0.7) - Math.atan2(x, -0.7))) < 1e-9)
})

test('the ends of the ranges are what they must be', () => {
  assert.deepEqual([sin(0), exp2(0), exp2(10), exp2(-2000), exp2(1024)], [0, 1, 1024, 0, Infinity])
  assert.deepEqual([log2(8), log2(0), Number.isNaN(log2(-1)), pow(0, 0), pow(0, 2)], [3, -Infinity, true, 1, 0])
  assert.deepEqual([atan2(0, 0), atan2(0, 1)], [0, 0])
})

test('every machine gets these bits', () => {
  const values = new Float64Array(600)
  for (let i = 0; i < 100; i++) {
    const x = (i - 50) * 0.37 + 0.01
    values.set([sin(x), cos(x), exp2(x), log2(x * x), pow(x * x, 0.3), atan2(x, 1.5)], i * 6)
  }
  const bytes = new Uint8Array(values.buffer)
  assert.equal(
    createHash('sha256').update(bytes).digest('hex'),
    'ea8ef454ee1895fdbca381c118ed735bbface9742a8982c7d3153b1d3220b3b4',
  )
})

test('random streams are the same everywhere, differ by seed, and forks do not shift them', () => {
  const draw = (seed: number | string) => Array.from({ length: 4 }, createRandom(seed))
  assert.deepEqual(draw(1), draw(1))
  assert.notDeepEqual(draw(1), draw(2))
  assert.notDeepEqual(draw(1), draw(1 + 2 ** 32))
  const random = createRandom('forked')
  random.fork('branch')()
  assert.equal(random(), createRandom('forked')())
  assert.deepEqual(
    [hashText('statue'), mixBits(1), ...draw('statue').map((x) => Math.floor(x * 1e9))],
    [3571953933, 1364076727, 908476453, 348996169, 377507776, 940294517],
  )
})

test('ranges hold what they promise', () => {
  const random = createRandom(7)
  const integers = Array.from({ length: 500 }, () => random.integer(2, 4))
  assert.deepEqual([...new Set(integers)].sort(), [2, 3, 4])
  assert.ok(Array.from({ length: 500 }, () => random.between(-1, 1)).every((x) => x >= -1 && x < 1))
})
