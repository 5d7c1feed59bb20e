import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cut, slugify } from './slug.ts'

test('a slug has small letters and numbers of any script, and no accent of Latin ones', () => {
  const slugs: Readonly<Record<string, string>> = {
    'Café, by the sea!': 'cafe-by-the-sea',
    'Straße 9': 'straße-9',
    'Синий чайник': 'синий-чайник',
    が一つ: 'が一つ',
    'नीली हिरण': 'नीली-हिरण',
    '한국 탑': '한국-탑',
    'ﬁne Ｗall': 'fine-wall',
    '-- ?! --': '',
  }
  for (const [text, slug] of Object.entries(slugs)) assert.equal(slugify(text), slug, text)
})

test('a slug is short, and never ends in a dash or half a character', () => {
  assert.equal(slugify(`${'a'.repeat(119)} b`), 'a'.repeat(119))
  assert.equal(cut('a𠮷', 2), 'a')
  assert.equal(cut('a𠮷', 3), 'a𠮷')
})
