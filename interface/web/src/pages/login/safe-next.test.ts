import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeNext } from './safe-next.ts'

test('goes on inside the studio only', () => {
  assert.equal(safeNext('/jobs?job=1'), '/jobs?job=1')
  for (const evil of [null, '', 'https://evil.example/', '//evil.example', '/\\evil.example', '/login?next=/login']) {
    assert.equal(safeNext(evil), '/', String(evil))
  }
})
