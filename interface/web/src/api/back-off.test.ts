import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backOffMs } from './back-off.ts'

test('waits longer after each failure, up to 15 s, never in step with others', () => {
  assert.equal(backOffMs(0, 1), 500)
  assert.ok(backOffMs(3, 0) > backOffMs(0, 1))
  assert.equal(backOffMs(50, 1), 15_000)
  assert.notEqual(backOffMs(3, 0), backOffMs(3, 1))
})
