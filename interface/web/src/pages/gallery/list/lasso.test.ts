import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOutGrid } from './grid-layout.ts'
import { assetsIn } from './lasso.ts'

const gap = 10
const grid = layOutGrid({ width: 1000, cell: 190, gap, caption: 0, heading: 40, total: 23 })
const touch = (left: number, top: number, right: number, bottom: number) =>
  assetsIn(grid, { left, top, right, bottom }, gap)

test('a rectangle takes what it touches, not what lies beside it', () => {
  // Cells are 192 wide and stand every 202.
  assert.deepEqual(touch(10, 10, 20, 20), [0])
  assert.deepEqual(touch(193, 10, 201, 20), [], 'between two cells')
  assert.deepEqual(touch(150, 150, 250, 250), [0, 1, 5, 6])
  assert.deepEqual(touch(10, 193, 500, 201), [], 'between two rows')
  assert.deepEqual(touch(-50, -50, 2000, 5000).length, 23)
})
