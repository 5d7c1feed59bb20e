import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blurColumns, blurRows, writeNormals, writeOcclusion } from './fields.ts'

const SIZE = 16

test('a blur wraps around the tile and keeps the sum', () => {
  const input = new Float32Array(SIZE * SIZE)
  input[0] = 9
  const rows = new Float32Array(SIZE * SIZE)
  const both = new Float32Array(SIZE * SIZE)
  blurRows(input, rows, SIZE, 0, SIZE, 1)
  blurColumns(rows, both, SIZE, SIZE, 0, SIZE, 1)
  for (const [x, y] of [
    [0, 0],
    [SIZE - 1, 0],
    [1, SIZE - 1],
    [SIZE - 1, SIZE - 1],
  ] as const) {
    assert.ok(Math.abs(both[y * SIZE + x]! - 1) < 1e-6, `${x}, ${y}`)
  }
  assert.ok(Math.abs(both.reduce((sum, value) => sum + value, 0) - 9) < 1e-4)
})

test('a slope that rises to the right leans its normal to the left, one that rises upwards leans it down', () => {
  const normal = new Uint8Array(SIZE * SIZE * 3)
  const right = Float32Array.from({ length: SIZE * SIZE }, (_, i) => (i % SIZE) / SIZE)
  writeNormals(right, normal, SIZE, SIZE, 0, SIZE)
  const middle = (8 * SIZE + 8) * 3
  // A slope of 1 is 45°: −√½ and √½.
  assert.deepEqual([...normal.subarray(middle, middle + 3)], [37, 128, 218])
  const up = Float32Array.from({ length: SIZE * SIZE }, (_, i) => 1 - Math.floor(i / SIZE) / SIZE)
  writeNormals(up, normal, SIZE, SIZE, 0, SIZE)
  assert.deepEqual([...normal.subarray(middle, middle + 3)], [128, 37, 218])
})

test('a plain is open to the whole sky, the bottom of a pit is not, and the measure wraps', () => {
  const occlusion = new Uint8Array(SIZE * SIZE)
  const field = new Float32Array(SIZE * SIZE)
  writeOcclusion(field, occlusion, SIZE, SIZE, 0, SIZE)
  assert.ok(occlusion.every((value) => value === 255))
  field[0] = -1
  writeOcclusion(field, occlusion, SIZE, SIZE, 0, SIZE)
  assert.ok(occlusion[0]! < 10)
  assert.equal(occlusion[SIZE + 1], 255)
  field[0] = 1
  writeOcclusion(field, occlusion, SIZE, SIZE, 0, SIZE)
  assert.ok(occlusion[SIZE - 1]! < 255 && occlusion[SIZE * (SIZE - 1)]! < 255)
})
