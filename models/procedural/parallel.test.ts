import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPool } from './parallel.ts'

const random = new URL('./random.ts', import.meta.url)

test('a pool answers in the order of the arguments, whatever thread ran them', async () => {
  await using pool = createPool({ threads: 2 })
  const { mixBits } = await import('./random.ts')
  const inputs = Array.from({ length: 40 }, (_, i) => i)
  assert.deepEqual(await pool.map(random, 'mixBits', inputs), inputs.map(mixBits))
})

test('an error in a thread rejects the call and leaves the pool usable', async () => {
  await using pool = createPool({ threads: 1 })
  await assert.rejects(pool.map(random, 'noSuchExport', [1]), /no export/)
  assert.equal((await pool.map(random, 'mixBits', [1])).length, 1)
})

test('an aborted signal stops what has not started', async () => {
  await using pool = createPool({ threads: 1 })
  await assert.rejects(pool.map(random, 'mixBits', [1, 2], { signal: AbortSignal.abort() }), { name: 'AbortError' })
})

test('aborting one batch leaves another batch of the same function alone', async () => {
  await using pool = createPool({ threads: 1 })
  const controller = new AbortController()
  const kept = pool.map(random, 'mixBits', [1, 2, 3])
  const aborted = pool.map(random, 'mixBits', [4, 5, 6], { signal: controller.signal })
  controller.abort()
  await assert.rejects(aborted, { name: 'AbortError' })
  assert.equal((await kept).length, 3)
})
