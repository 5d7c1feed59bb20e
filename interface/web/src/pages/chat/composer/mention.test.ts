import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completeMention, mentionAt } from './mention.ts'

test('a mention is an @ at the beginning of a word, up to the caret', () => {
  assert.deepEqual(mentionAt('make @gea', 9), { word: 'gea', start: 5 })
  assert.deepEqual(mentionAt('@', 1), { word: '', start: 0 })
  assert.deepEqual(mentionAt('make @gear bigger', 8), { word: 'ge', start: 5 })
  assert.equal(mentionAt('mail me@example', 15), undefined)
  assert.equal(mentionAt('make @gear bigger', 17), undefined)
})

test('completing it leaves one space and puts the caret behind', () => {
  const text = 'make @gea bigger'
  assert.deepEqual(completeMention(text, mentionAt(text, 9)!, 'copper-gear'), {
    text: 'make @copper-gear bigger',
    caret: 18,
  })
  assert.deepEqual(completeMention('@', { word: '', start: 0 }, 'gear'), { text: '@gear ', caret: 6 })
})
