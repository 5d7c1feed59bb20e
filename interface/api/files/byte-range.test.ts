import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readByteRange } from './byte-range.ts'

test('a range is read as RFC 9110 says', () => {
  const cases: [string | undefined, unknown][] = [
    [undefined, undefined],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=9-1', undefined],
    ['bytes=0-1,5-6', undefined],
    ['bytes=-', undefined],
    ['items=0-9', undefined],
    ['bytes=1e3-', undefined],
  ]
  for (const [header, expected] of cases) assert.deepEqual(readByteRange(header, 100), expected, String(header))
  assert.equal(readByteRange('bytes=0-', 0), 'unsatisfiable')
  assert.equal(readByteRange('bytes=-5', 0), 'unsatisfiable')
})
