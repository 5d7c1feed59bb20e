import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ratingsBefore } from './ratings-before.ts'

test('each asset gets back the rating it had', () => {
  const before = ratingsBefore(['a', 'b', 'c', 'd'], [{ id: 'a', rating: 4 }, { id: 'b' }, { id: 'c', rating: 4 }])
  assert.deepEqual(
    [...before],
    [
      [4, ['a', 'c']],
      [0, ['b', 'd']],
    ],
  )
})
