import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withWords, wordsOf } from './with-words.ts'

const node = (id: string, prompt?: string) => ({ id, facts: prompt === undefined ? {} : { prompt } })

test('words stand before what was made from nothing but them, once', () => {
  const { ids, edges } = withWords({
    nodes: [node('form', 'a gear'), node('image', 'a gear'), node('map', 'a gear'), node('file')],
    edges: [{ from: 'form', to: 'image' }],
  })
  assert.deepEqual(ids, ['words:a gear', 'form', 'image', 'map', 'file'])
  assert.deepEqual(edges, [
    { from: 'words:a gear', to: 'form' },
    { from: 'words:a gear', to: 'map' },
    { from: 'form', to: 'image' },
  ])
  assert.deepEqual(ids.map(wordsOf), ['a gear', undefined, undefined, undefined, undefined])
})
