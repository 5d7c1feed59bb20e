import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLevel, defaultThresholds } from './choose-level.ts'

test('a smaller mesh on the screen takes a coarser level', () => {
  const thresholds = [0.5, 0.2, 0.05, 0]
  assert.deepEqual(
    [1, 0.5, 0.3, 0.1, 0.01, 0].map((coverage) => chooseLevel(coverage, thresholds)),
    [0, 0, 1, 2, 3, 3],
  )
  assert.equal(chooseLevel(0.001, [0.5, 0.1]), 1)
})

test('a chain without thresholds gets falling ones that end at nothing', () => {
  assert.deepEqual(defaultThresholds(3), [0.25, 0.0625, 0])
  assert.deepEqual(defaultThresholds(1), [0])
})
