import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePrompt } from '../../../models/procedural/prompt/parse-prompt.ts'
import { expandPrompt, varyPrompt } from './expand-prompt.ts'

test('adds what an idea leaves open and keeps what it says', () => {
  const prompt = expandPrompt('a robot at night', { seed: 1 })
  assert.ok(prompt.startsWith('a robot at night, made of '), prompt)
  const { form, environment, materials, view, unknown } = parsePrompt(prompt)
  assert.deepEqual([form?.id, environment, unknown], ['robot', 'night', []])
  assert.notEqual(materials[0]?.family, undefined)
  assert.notEqual(view, undefined)
})

test('gives no material to what the lexicon does not know', () => {
  assert.doesNotMatch(expandPrompt('a dragon over a lake'), /made of/)
})

test('the same seed gives the same prompt, another one another', () => {
  assert.equal(expandPrompt('castle', { seed: 3 }), expandPrompt('castle', { seed: 3 }))
  assert.notEqual(new Set([0, 1, 2, 3, 4].map((seed) => expandPrompt('statue', { seed }))).size, 1)
})

test('varies a prompt as often as asked for, each time otherwise', () => {
  const prompts = varyPrompt('an old lighthouse', { seed: 5, count: 6 })
  assert.equal(new Set(prompts).size, 6)
  for (const prompt of prompts) assert.ok(prompt.startsWith('an old lighthouse, '), prompt)
})
