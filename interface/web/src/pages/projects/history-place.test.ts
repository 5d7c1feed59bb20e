import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HistoryEntry } from '../../api/wire.ts'
import { describeChanges, splitHistory, stepsTo } from './history-place.ts'

const entry = (id: string, undone: boolean, changes: HistoryEntry['changes'] = []): HistoryEntry => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  label: id,
  session: 'today',
  undone,
  changes,
})
// Newest first, as the server lists them: d and c were taken back.
const list = [entry('d', true), entry('c', true), entry('b', false), entry('a', false)]

test('the way to an entry is counted in undos or redos', () => {
  const parts = splitHistory(list)
  assert.deepEqual(stepsTo(list[0]!, parts), { direction: 'redo', count: 2 })
  assert.deepEqual(stepsTo(list[1]!, parts), { direction: 'redo', count: 1 })
  assert.deepEqual(stepsTo(list[2]!, parts), { direction: 'undo', count: 0 })
  assert.deepEqual(stepsTo(list[3]!, parts), { direction: 'undo', count: 1 })
})

test('changes are told by what happened to the names', () => {
  const changes = [
    { name: 'statue', after: '1' },
    { name: 'gear', before: '1', after: '2' },
    { name: 'barrel', before: '3' },
  ]
  assert.equal(describeChanges(entry('x', false, changes)), 'made statue; new version of gear; removed barrel')
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, after: name }))
  assert.equal(describeChanges(entry('x', false, many)), 'made a, b and 3 more')
})
