import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jsonDepth } from './json-depth.ts'

test('brackets count, those in strings do not', () => {
  assert.equal(jsonDepth('1'), 0)
  assert.equal(jsonDepth('{"a":[{},{"b":[]}]}'), 4)
  assert.equal(jsonDepth('["[[[", "\\"[[", "\\\\", [1]]'), 2)
  assert.equal(jsonDepth('['.repeat(10_000)), 10_000)
  assert.equal(jsonDepth('"never closed [['), 0)
})
