import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRequestSet } from './request-set.ts'

test('reads a line in its short and its long form', () => {
  const [short, bare, one, long] = parseRequestSet(
    [
      '{"user": "undo", "expect": {"calls": ["undo"]}}',
      '// passed over',
      '{"user": "write me a poem", "expect": "refuses"}',
      '{"user": "redo", "expect": {"tool": "redo"}}',
      '{"id": "a", "turns": [{"user": "x", "expect": {"calls": [{"name": ["a", "b"], "args": {"n": 1}}]}}]}',
    ].join('\n'),
  )
  assert.deepEqual(short?.turns[0]?.expect?.calls, [{ tools: ['undo'], arguments: {} }])
  assert.equal(bare?.turns[0]?.expect?.refuses, true)
  assert.deepEqual(one?.turns[0]?.expect?.calls, [{ tools: ['redo'], arguments: {} }])
  assert.deepEqual(long?.turns[0]?.expect?.calls, [{ tools: ['a', 'b'], arguments: { n: 1 } }])
})

test('names the line that is no request', () => {
  assert.throws(() => parseRequestSet('{"user": "a", "expect": "says"}\n{"turns": []}'), /Line 2 is no request/)
})
