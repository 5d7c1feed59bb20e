import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryFit } from './memory-fit.ts'

test('a model fits as it is, at 8 bit, or not', () => {
  const memory = { bytes: 17e9, eightBitBytes: 6.7e9 }
  assert.equal(memoryFit(memory, 20e9), 'fits')
  assert.equal(memoryFit(memory, 9e9), 'at-8-bit')
  assert.equal(memoryFit(memory, 5e9), 'too-large')
  assert.equal(memoryFit({ bytes: 17e9 }, 9e9), 'too-large')
  assert.equal(memoryFit(undefined, 9e9), 'unknown')
})
