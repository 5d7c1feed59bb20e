import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activeOf, endedFilter, type JobSelection, neighbour, toJobView } from './job-filter.ts'

const all: JobSelection = { view: 'all', q: '', projectId: undefined }
const jobs = [
  { label: 'generate "Stone"', node: 'generate', projectId: 'p1' },
  { label: 'generate "gear"', node: 'generate', projectId: 'p2' },
]

test('an address that names no view shows all', () => {
  assert.equal(toJobView(null), 'all')
  assert.equal(toJobView('nonsense'), 'all')
  assert.equal(toJobView('failed'), 'failed')
})

test('each view asks for its states only', () => {
  assert.deepEqual(endedFilter({ view: 'failed', q: 'stone', projectId: 'p1' }), {
    state: ['failed'],
    q: 'stone',
    projectId: 'p1',
  })
  assert.equal(endedFilter({ ...all, view: 'active' }), undefined)
  assert.deepEqual(endedFilter(all), { state: ['done', 'failed', 'cancelled'] })
})

test('running and waiting jobs are chosen by the same words and project', () => {
  assert.equal(activeOf(jobs, all).length, 2)
  assert.deepEqual(activeOf(jobs, { ...all, q: 'stone' }), [jobs[0]])
  assert.deepEqual(activeOf(jobs, { ...all, projectId: 'p2' }), [jobs[1]])
  assert.deepEqual(activeOf(jobs, { ...all, view: 'done' }), [])
})

test('the next job follows the chosen one, and the list has ends', () => {
  const ids = ['a', 'b', 'c']
  assert.equal(neighbour(ids, undefined, 1), 'a')
  assert.equal(neighbour(ids, undefined, -1), 'c')
  assert.equal(neighbour(ids, 'a', 1), 'b')
  assert.equal(neighbour(ids, 'a', -1), undefined)
})
