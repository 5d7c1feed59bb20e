import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatLength } from './format-length.ts'

test('lengths are written in the unit that fits', () => {
  assert.deepEqual([0, 1.5, 12.3456, 0.4, 0.0421, 0.0042].map(formatLength), [
    '0 m',
    '1.5 m',
    '12.3 m',
    '40 cm',
    '4.21 cm',
    '4.2 mm',
  ])
})
