import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaveOrder } from './leave-order.ts'

const ago = (seconds: number) => new Date(1_000_000_000 - seconds * 1000).toISOString()
const order = (items: Parameters<typeof leaveOrder>[0]) => leaveOrder(items, 1_000_000_000)

test('of equal cost, the least recently used goes first', () => {
  const [a, b] = [
    { bytes: 10, lastUsedAt: ago(5) },
    { bytes: 10, lastUsedAt: ago(9) },
  ]
  assert.deepEqual(order([a, b]), [b, a])
})

test('what is soon there again goes before what takes long to load, unless that was idle for much longer', () => {
  const cheap = { bytes: 10, lastUsedAt: ago(60), loadMs: 200 }
  const dear = { bytes: 10, lastUsedAt: ago(90), loadMs: 20_000 }
  assert.deepEqual(order([dear, cheap]), [cheap, dear])
  const forgotten = { ...dear, lastUsedAt: ago(90_000) }
  assert.deepEqual(order([cheap, forgotten]), [forgotten, cheap])
})
