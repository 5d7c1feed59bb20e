import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBytes } from './format-bytes.ts'
import { formatAgo, formatSeconds } from './format-time.ts'

test('spans are written in the unit that fits', () => {
  assert.deepEqual([0.2, 8, 89, 100, 3600, 4800].map(formatSeconds), [
    '< 1 s',
    '8 s',
    '89 s',
    '2 min',
    '1 h',
    '1 h 20 min',
  ])
})

test('moments are written by their distance, then as a date', () => {
  const now = new Date(2026, 5, 15, 15, 0, 0)
  const ago = (...at: [number, number, number, number, number]) => formatAgo(new Date(...at).toISOString(), now)
  assert.equal(ago(2026, 5, 15, 14, 59), '1 min ago')
  assert.equal(ago(2026, 5, 15, 12, 0), '3 h ago')
  assert.equal(ago(2026, 5, 15, 1, 0), 'today')
  assert.equal(ago(2026, 5, 14, 1, 0), 'yesterday')
  assert.equal(ago(2026, 5, 11, 1, 0), '4 days ago')
  assert.match(ago(2025, 1, 3, 0, 0), /2025/)
})

test('sizes are written in powers of 1000, never as 1000 of a unit', () => {
  assert.deepEqual([0, 999, 1000, 1_440_000, 999_950_000].map(formatBytes), [
    '0 B',
    '999 B',
    '1.0 kB',
    '1.4 MB',
    '1.0 GB',
  ])
})
