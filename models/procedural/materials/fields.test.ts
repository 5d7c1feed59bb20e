import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blurColumns, blurRows } from './fields.ts'

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
