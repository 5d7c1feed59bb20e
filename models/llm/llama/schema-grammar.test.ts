import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integerRange } from './integer-range.ts'

/** Whether a grammar of digits, classes, groups and counts lets a text pass: the same as a regular expression. */
function passes(grammar: string, text: string): boolean {
  const pattern = grammar
    .replace(/"([^"]*)"/g, '$1')
    .replace(/ (?![|])/g, '')
    .replace(/ \|/g, '|')
  return new RegExp(`^(?:${pattern})$`).test(text)
}

test('whole numbers between two limits pass, and no others', () => {
  const limits = [
    [0, 0],
    [0, 9],
    [1, 5],
    [7, 12],
    [8, 100],
    [64, 512],
    [95, 1203],
    [-5, 5],
    [-120, -7],
    [-1, 250],
  ] as const
  for (const [low, high] of limits) {
    const grammar = integerRange(low, high)
    for (let value = -300; value <= 1500; value++) {
      assert.equal(
        passes(grammar, String(value)),
        value >= low && value <= high,
        `${value} of ${low} to ${high}: ${grammar}`,
      )
    }
    assert.equal(passes(grammar, '007'), false)
  }
})

test('a limit on one side only leaves the other open', () => {
  for (const value of [-3, 0, 41, 42, 43, 99, 100, 123456]) {
    assert.equal(passes(integerRange(42, undefined), String(value)), value >= 42, String(value))
    assert.equal(passes(integerRange(undefined, 42), String(value)), value <= 42, String(value))
  }
  assert.ok(passes(integerRange(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), '-123456'))
})
