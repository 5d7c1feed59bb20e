import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beforeAfterMove, moveInList } from './move-in-list.ts'

test('a job that is moved stands before the next one, or at the end', () => {
  const ids = ['a', 'b', 'c', 'd']
  assert.deepEqual(moveInList(ids, 0, 2), ['b', 'c', 'a', 'd'])
  assert.equal(beforeAfterMove(ids, 0, 2), 'd')
  assert.equal(beforeAfterMove(ids, 3, 0), 'a')
  assert.equal(beforeAfterMove(ids, 1, 3), 'end')
})
