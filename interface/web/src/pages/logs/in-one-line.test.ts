import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOneLine } from './in-one-line.ts'

test('fields stand in one line, long texts by their first line', () => {
  assert.equal(
    inOneLine({ pid: 7, host: 'here', port: 78, list: [1, 2], output: 'first\nsecond' }),
    'host=here port=78 list=[1,2] output=first …',
  )
  assert.equal(inOneLine({}), '')
})
