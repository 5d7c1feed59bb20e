import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOutGrid } from './grid-layout.ts'
import { type MoveKey, moveFocus } from './move-focus.ts'

// Five columns: [0…4] [5 6] under a, [7…11] [12…16] [17…21] [22] under b.
const grid = layOutGrid({
  width: 1000,
  cell: 190,
  gap: 10,
  caption: 0,
  heading: 40,
  total: 23,
  groups: [
    { key: 'a', label: 'a', count: 7 },
    { key: 'b', label: 'b', count: 16 },
  ],
})
const go = (from: number, ...keys: MoveKey[]) => keys.reduce((at, key) => moveFocus(grid, at, key, 420), from)

test('arrows go along the list and down the column, over headings', () => {
  assert.equal(go(4, 'ArrowRight'), 5)
  assert.equal(go(7, 'ArrowLeft'), 6)
  assert.equal(go(1, 'ArrowDown'), 6)
  assert.equal(go(6, 'ArrowDown'), 8)
  assert.equal(go(8, 'ArrowUp'), 6)
  assert.equal(go(3, 'ArrowDown'), 6)
})

test('the ends hold', () => {
  assert.equal(go(0, 'ArrowLeft'), 0)
  assert.equal(go(2, 'ArrowUp'), 2)
  assert.equal(go(22, 'ArrowRight'), 22)
  assert.equal(go(22, 'ArrowDown'), 22)
  assert.equal(go(9, 'Home'), 0)
  assert.equal(go(9, 'End'), 22)
})

test('a page goes by what is in sight and stays in the column', () => {
  assert.equal(go(8, 'PageDown'), 18)
  assert.equal(go(18, 'PageUp'), 8)
  assert.equal(go(18, 'PageDown'), 22)
  assert.equal(go(1, 'PageUp'), 1)
  assert.equal(moveFocus(grid, 8, 'PageDown', 10), 13, 'a page lower than a row still goes on')
})
