import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMemo } from './memo.ts'

test('a value is made once, also when two ask at the same time', async () => {
  const memo = createMemo()
  let made = 0
  const make = async () => ++made
  assert.deepEqual(await Promise.all([memo('a', make), memo('a', make), memo('b', make)]), [1, 1, 2])
})

test('a failed making is not kept', async () => {
  const memo = createMemo()
  await assert.rejects(
    memo('a', () => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.equal(await memo('a', async () => 'yes'), 'yes')
})

test('large values push the least recently used out', async () => {
  const memo = createMemo()
  let made = 0
  const large = async () => ({ data: new Uint8Array(80_000_000), number: ++made })
  for (const key of ['a', 'b', 'a', 'c']) await memo(key, large)
  assert.equal((await memo('a', large)).number, 1)
  assert.equal((await memo('b', large)).number, 4)
})
