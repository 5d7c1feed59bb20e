import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkspaceError } from '../../base/error.ts'
import { type MemoryChange, SharedBudget } from './memory-budget.ts'

test('the least recently used part makes room, across all that is loaded', async () => {
  const changes: MemoryChange[] = []
  await using budget = new SharedBudget({ limitBytes: 100, onChange: (change) => changes.push(change) })
  for (const [key, bytes] of [
    ['a', 40],
    ['b', 40],
    ['a', 40],
    ['c', 50],
  ] as const) {
    using _ = await budget.use(part(key, bytes))
  }
  assert.deepEqual(
    budget.list().map(({ key }) => key),
    ['a', 'c'],
  )
  assert.deepEqual(
    changes.map(({ type, title, usedBytes }) => [type, title, usedBytes]),
    [
      ['model-load', 'a', 40],
      ['model-load', 'b', 80],
      ['model-unload', 'b', 90],
      ['model-load', 'c', 90],
    ],
  )
})

test('what is in use is never unloaded; what cannot fit is an error and leaves the rest alone', async () => {
  await using budget = new SharedBudget({ limitBytes: 100 })
  using held = await budget.use(part('held', 70))
  await assert.rejects(() => budget.use({ ...part('large', 40 * 2 ** 30), advice: 'It takes 9 GB in fewer bits.' }), {
    code: 'out-of-memory',
    message: 'The large needs 40.0 GB; of the budget of 0 MB, 0 MB is in use.',
    hint: /^It takes 9 GB in fewer bits\. Or take a smaller model, or raise the budget: .* models\.memoryGb 40\.1$/,
  })
  assert.equal(held.value.disposed, false)
  assert.deepEqual(budget.list(), [{ key: 'held', title: 'held', bytes: 70, inUse: true }])
})

test('a part that is asked for twice at once is loaded once, and a failed one can be asked for again', async () => {
  await using budget = new SharedBudget({ limitBytes: 100 })
  let loads = 0
  const slow = {
    ...part('slow', 10),
    load: () => {
      loads++
      return part('slow', 10).load()
    },
  }
  const [one, two] = await Promise.all([budget.use(slow), budget.use(slow)])
  assert.equal(loads, 1)
  assert.equal(one.value, two.value)
  const broken = { ...part('broken', 10), load: () => Promise.reject(new WorkspaceError('corrupt-file', 'no')) }
  await assert.rejects(() => budget.use(broken), /no/)
  using good = await budget.use(part('broken', 10))
  assert.equal(good.value.disposed, false)
})

function part(key: string, bytes: number) {
  const value = {
    disposed: false,
    async [Symbol.asyncDispose]() {
      value.disposed = true
    },
  }
  return { key, title: key, bytes, load: async () => value }
}

test('models of other processes share the budget: what nobody used for long goes, whichever kind it is', async () => {
  const long = new Date(Date.now() - 3_600_000).toISOString()
  let outside = [
    { title: 'chat', bytes: 50, inUse: false, lastUsedAt: long },
    { title: 'talks now', bytes: 10, inUse: true, lastUsedAt: long },
  ]
  const unload = async (titles: readonly string[]) => {
    outside = outside.filter(({ title }) => !titles.includes(title))
  }
  await using budget = new SharedBudget({ limitBytes: 100, outside: { items: () => outside, unload } })
  using _ = await budget.use(part('unet', 40))
  assert.deepEqual(
    outside.map(({ title }) => title),
    ['chat', 'talks now'],
  )
  using __ = await budget.use(part('decoder', 30))
  assert.deepEqual(
    outside.map(({ title }) => title),
    ['talks now'],
  )
  await assert.rejects(() => budget.use(part('large', 30)), { code: 'out-of-memory' })
})
