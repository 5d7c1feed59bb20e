import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  add,
  isSelected,
  nothing,
  rangeBetween,
  remove,
  type Selection,
  selectedCount,
  selectedIds,
  selectOnly,
  selectRange,
  toggle,
} from './selection.ts'

const list = Array.from({ length: 100 }, (_, index) => `a${index}`)
const extend = (selection: Selection, to: number) => {
  const [first, last] = rangeBetween(selection, to)
  return selectRange(selection, list.slice(first, last + 1))
}

test('a range grows and shrinks from where it began, in both directions', () => {
  const start = selectOnly(10, 'a10')
  assert.equal(selectedCount(extend(start, 14)), 5)
  assert.deepEqual(selectedIds(extend(extend(start, 14), 12)), ['a10', 'a11', 'a12'])
  assert.deepEqual(new Set(selectedIds(extend(extend(start, 14), 8))), new Set(['a8', 'a9', 'a10']))
})

test('a range keeps what was chosen besides, and the next starts at the last toggle', () => {
  const selection = extend(toggle(extend(selectOnly(0, 'a0'), 2), 50, 'a50'), 52)
  assert.deepEqual(new Set(selectedIds(selection)), new Set(['a0', 'a1', 'a2', 'a50', 'a51', 'a52']))
})

test('toggling a member of a range takes out that one only', () => {
  const selection = toggle(extend(selectOnly(0, 'a0'), 3), 2, 'a2')
  assert.deepEqual(selectedIds(selection), ['a0', 'a1', 'a3'])
  assert.ok(!isSelected(selection, 'a2'))
})

test('groups are added and taken away whole', () => {
  const selection = remove(add(nothing, ['a', 'b', 'c']), ['b', 'z'])
  assert.deepEqual(selectedIds(selection), ['a', 'c'])
})
