import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeyPress } from './keys.ts'
import { makeMatcher, type Shortcut } from './shortcuts.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const shortcut = (id: string, keys: string, more: Partial<Shortcut> = {}): Shortcut => ({
  id,
  keys,
  label: id,
  scope: 'Test',
  action: () => undefined,
  ...more,
})

test('a sequence needs both strokes in order and in time', () => {
  const match = makeMatcher(() => [shortcut('jobs', 'g j'), shortcut('gallery', 'g g')])
  assert.equal(match(press('g'), { typing: false, now: 0 }), undefined)
  assert.equal(match(press('j'), { typing: false, now: 500 })?.id, 'jobs')
  assert.equal(match(press('j'), { typing: false, now: 600 }), undefined)
  assert.equal(match(press('g'), { typing: false, now: 1000 }), undefined)
  assert.equal(match(press('j'), { typing: false, now: 9000 }), undefined, 'too late')
})

test('while typing only those that say so work', () => {
  const match = makeMatcher(() => [shortcut('rate', '3'), shortcut('palette', 'mod+k', { whileTyping: true })])
  assert.equal(match(press('3'), { typing: true, now: 0 }), undefined)
  assert.equal(match(press('3'), { typing: false, now: 0 })?.id, 'rate')
  // Whichever of the two this machine calls mod.
  const pressed = [{ ctrlKey: true }, { metaKey: true }].map((held) =>
    match(press('k', held), { typing: true, now: 0 }),
  )
  assert.deepEqual(pressed.map((found) => found?.id).filter(Boolean), ['palette'])
})

test('the newest of two on the same keys wins: a page over the studio', () => {
  const match = makeMatcher(() => [shortcut('studio', 'x'), shortcut('page', 'x')])
  assert.equal(match(press('x'), { typing: false, now: 0 })?.id, 'page')
})
