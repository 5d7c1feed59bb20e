import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatKeys, isStroke, type KeyPress } from './keys.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('mod is the command key on a Mac and control elsewhere', () => {
  assert.ok(isStroke(press('z', { metaKey: true }), 'mod+z', true))
  assert.ok(isStroke(press('z', { ctrlKey: true }), 'mod+z', false))
  assert.ok(!isStroke(press('z', { ctrlKey: true }), 'mod+z', true))
  assert.ok(!isStroke(press('z'), 'mod+z', false))
})

test('shift decides for letters, and is only a way of typing for signs', () => {
  assert.ok(isStroke(press('Z', { ctrlKey: true, shiftKey: true }), 'mod+shift+z', false))
  assert.ok(!isStroke(press('Z', { ctrlKey: true, shiftKey: true }), 'mod+z', false))
  assert.ok(isStroke(press('?', { shiftKey: true }), '?', false))
  assert.ok(!isStroke(press('G', { shiftKey: true }), 'g', false))
})

test('keys are written as the machine writes them', () => {
  assert.deepEqual(formatKeys('mod+shift+z', true), ['⇧⌘Z'])
  assert.deepEqual(formatKeys('mod+shift+z', false), ['Ctrl+Shift+Z'])
  assert.deepEqual(formatKeys('g j', false), ['G', 'J'])
  assert.deepEqual(formatKeys('escape', true), ['Esc'])
})
