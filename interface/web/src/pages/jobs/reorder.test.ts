import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beforeOf, moved, placeAt } from './reorder.ts'

const list = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).join('')

test('an item moves up, down, and no further than the ends', () => {
  assert.equal(ids(moved(list, 2, 0)), 'cabd')
  assert.equal(ids(moved(list, 0, 2)), 'bcad')
  assert.equal(ids(moved(list, 1, 9)), 'acdb')
  assert.equal(ids(moved(list, 1, -1)), 'bacd')
})

test('the server is told whom it stands before', () => {
  assert.equal(beforeOf(moved(list, 2, 0), 0), 'a')
  assert.equal(beforeOf(moved(list, 0, 3), 3), 'end')
})

test('the place follows from the middles that are passed', () => {
  assert.equal(placeAt(5, [10, 30, 50]), 0)
  assert.equal(placeAt(31, [10, 30, 50]), 2)
  assert.equal(placeAt(99, [10, 30, 50]), 3)
})
