import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editDistance, nearest } from './nearest.ts'
import { Registry } from './registry.ts'

test('edit distance counts inserts, deletes, replacements and swaps', () => {
  assert.deepEqual(
    [
      editDistance('', 'abc'),
      editDistance('kitten', 'sitting'),
      editDistance('ab', 'ba'),
      editDistance('same', 'same'),
    ],
    [3, 3, 1, 0],
  )
})

test('near words are offered best first, far ones not at all', () => {
  assert.deepEqual(nearest('widht', ['height', 'width', 'depth']), ['width'])
  assert.deepEqual(nearest('xyz', ['height', 'width']), [])
})

test('a registry refuses a double id and explains an unknown one', () => {
  const registry = new Registry('node', [{ id: 'image.depth' }, { id: 'image.normal' }])
  assert.throws(() => new Registry('node', [{ id: 'a' }, { id: 'a' }]), { message: /two nodes/ })
  assert.throws(() => registry.get('image.detph'), { code: 'not-found', hint: /image\.depth/ })
})
