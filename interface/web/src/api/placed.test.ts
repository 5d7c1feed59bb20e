import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placed } from './placed.ts'

const list = ['a', 'b', 'c'].map((id) => ({ id }))
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).join('')

test('an item goes before another or to the end', () => {
  assert.equal(ids(placed(list, 'c', 'a')), 'cab')
  assert.equal(ids(placed(list, 'a', 'c')), 'bac')
  assert.equal(ids(placed(list, 'a', 'end')), 'bca')
})

test('what is gone meanwhile moves nothing', () => {
  assert.equal(placed(list, 'x', 'a'), list)
  assert.equal(placed(list, 'a', 'x'), list)
})
