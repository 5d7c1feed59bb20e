import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { WorkspaceError } from '../../../base/error.ts'
import { cleanText } from './clean-text.ts'
import { createClipTokenizer } from './clip-tokenizer.ts'
import { defaultClipVocabulary } from './default-clip-vocabulary.ts'
import { frameTokens } from './frame-tokens.ts'
import { runGolden } from './golden-clip-tokenizer.ts'
import { loadClipVocabulary } from './load-clip-vocabulary.ts'
import { parseMerges, parseTokenizerJson, parseVocabularyFiles } from './parse-clip-vocabulary.ts'

const smallMerges = ['c a', 'ca t</w>', 'a t</w>', 'a a', 'aa a</w>', '! !', '!! !</w>']
const small = createClipTokenizer({ merges: smallMerges })

test('every case of the golden fixture has the ids of openai/CLIP', () => {
  const file = path.join(import.meta.dirname, 'fixtures/clip-tokenizer.json.golden')
  const results = runGolden(JSON.parse(readFileSync(file, 'utf8')))
  assert.equal(results.length, 60)
  assert.deepEqual(
    results.filter(({ pass }) => !pass),
    [],
  )
})

test('a wrong id fails the golden run', () => {
  assert.deepEqual(
    runGolden({ cases: [{ text: 'a', ids: [321] }] }).map(({ pass, maxError }) => [pass, maxError]),
    [[false, 1]],
  )
})

test('the vocabulary that comes with the workspace is the one of openai/CLIP', (t) => {
  const file = path.resolve(import.meta.dirname, '../../../../shared/data/clip-bpe/bpe_simple_vocab_16e6.txt.gz')
  if (!existsSync(file)) return t.skip('the original list is not beside this repository')
  assert.deepEqual(defaultClipVocabulary().merges, loadClipVocabulary(file).merges)
  assert.deepEqual(defaultClipVocabulary().merges, parseMerges(gunzipSync(readFileSync(file)).toString('utf8')))
})

test('ids follow from the merges: bytes, bytes that end a word, merges, begin and end', () => {
  assert.equal(small.vocabularySize, 512 + 7 + 2)
  assert.deepEqual([small.bosId, small.eosId, small.padId], [519, 520, 520])
  assert.deepEqual(small.encode('cat'), [513])
  assert.deepEqual(small.encode('CAT at'), [513, 514])
  assert.deepEqual(small.encode('!!!'), [518])
  assert.deepEqual(small.encode('aaaa'), [515, 64, 256 + 64])
  assert.deepEqual(small.encode('aaa'), [516])
  assert.deepEqual(small.encode('<|startoftext|>cat<|endoftext|>'), [519, 513, 520])
})

test('a word of a megabyte ends', () => {
  const ids = small.encode('ca'.repeat(500_000))
  assert.equal(ids.length, 500_001)
  assert.equal(ids[0], 512)
})

test('framing puts begin and end around and pads with what the encoder wants', () => {
  assert.deepEqual(frameTokens([1, 2], small, 6), [519, 1, 2, 520, 520, 520])
  const zero = createClipTokenizer({ merges: smallMerges }, { pad: 'zero' })
  assert.deepEqual(frameTokens([1, 2], zero, 6), [519, 1, 2, 520, 0, 0])
  assert.deepEqual(frameTokens([1, 2, 3, 4, 5], small, 5), [519, 1, 2, 3, 520])
})

test('look-alike characters, entities and white space are made plain', () => {
  assert.equal(cleanText('  “It’s”\r\n\tﬁne  Ｗｉｄｅ　'), '"it\'s" fine wide')
  assert.equal(cleanText('a &amp;amp; b &lt;c&gt; &eacute;'), 'a & b <c> é')
  assert.equal(cleanText('e\u0301\u0000\u200d \ufeffx'), 'é\u200d x')
  assert.equal(cleanText('\ud800'), '\ufffd')
})

test('transformers files give the same tokenizer, with the ids they state', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clip-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const tokens = ['<|startoftext|>', '<|endoftext|>', '!']
  for (let i = 0; i < 256; i++) tokens.push(byteToken(i), `${byteToken(i)}</w>`)
  for (const merge of smallMerges) tokens.push(merge.replace(' ', ''))
  const ids = Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]))
  const mergesText = `#version: 0.2\n${smallMerges.join('\n')}\n`

  mkdirSync(path.join(folder, 'a'))
  writeFileSync(path.join(folder, 'a/vocab.json'), JSON.stringify(ids))
  writeFileSync(path.join(folder, 'a/merges.txt'), mergesText)
  writeFileSync(path.join(folder, 'a/special_tokens_map.json'), JSON.stringify({ pad_token: { content: '!' } }))
  const pair = createClipTokenizer(loadClipVocabulary(path.join(folder, 'a')))
  assert.deepEqual(pair.encode('cat'), [ids['cat</w>']])
  assert.deepEqual([pair.bosId, pair.eosId, pair.padId], [0, 1, 2])

  mkdirSync(path.join(folder, 'b'))
  const model = { vocab: ids, merges: smallMerges.map((merge) => merge.split(' ')), end_of_word_suffix: '</w>' }
  writeFileSync(path.join(folder, 'b/tokenizer.json'), JSON.stringify({ model }))
  const one = createClipTokenizer(loadClipVocabulary(path.join(folder, 'b')))
  assert.deepEqual(one.encode('aaaa cat!!!'), pair.encode('aaaa cat!!!'))

  writeFileSync(path.join(folder, 'list.txt.gz'), gzipSync(mergesText))
  assert.deepEqual(loadClipVocabulary(path.join(folder, 'list.txt.gz')).merges, smallMerges)
  assert.throws(() => loadClipVocabulary(folder), { code: 'not-found' })
})

test('damaged vocabularies are refused with a sentence', () => {
  const refused = { name: 'WorkspaceError', code: 'corrupt-file' }
  assert.throws(() => createClipTokenizer({ merges: ['ca t'] }), refused)
  assert.throws(() => createClipTokenizer({ merges: ['c a', 'ca t b'] }), refused)
  assert.throws(() => createClipTokenizer({ merges: ['c a'], ids: new Map([['c', 1]]) }), refused)
  assert.throws(() => parseTokenizerJson('{"model":{"vocab":{},"merges":[],"end_of_word_suffix":""}}'), refused)
  assert.throws(() => parseTokenizerJson('{'), WorkspaceError)
  assert.throws(() => parseVocabularyFiles('[]', ''), refused)
})

/** The printable character of a byte, as in every such vocabulary. */
function byteToken(byte: number): string {
  const printable = (value: number) =>
    (value >= 0x21 && value <= 0x7e) || (value >= 0xa1 && value <= 0xac) || (value >= 0xae && value <= 0xff)
  if (printable(byte)) return String.fromCharCode(byte)
  const before = Array.from({ length: byte }, (_, value) => value).filter((value) => !printable(value)).length
  return String.fromCharCode(0x100 + before)
}
