import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endedFilter, showsActive, toJobView } from './job-filter.ts'

test('an address that names no view shows all', () => {
  assert.equal(toJobView(null), 'all')
  assert.equal(toJobView('nonsense'), 'all')
  assert.equal(toJobView('failed'), 'failed')
})

test('each view asks for its states only', () => {
  assert.deepEqual(endedFilter('failed', ' stone '), { state: ['failed'], q: 'stone' })
  assert.equal(endedFilter('active', 'stone'), undefined)
  assert.deepEqual(endedFilter('all', '')?.state, ['done', 'failed', 'cancelled'])
  assert.ok(showsActive('all') && !showsActive('done'))
})
