import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { WorkspaceError } from '../../../base/error.ts'
import { createRandom } from '../../procedural/random.ts'
import { createClipTokenizer } from '../tokenizers/clip-tokenizer.ts'
import { defaultClipVocabulary } from '../tokenizers/default-clip-vocabulary.ts'
import { applyWeights, moveFromEmpty } from './apply-weights.ts'
import { frameChunk } from './chunk-tokens.ts'
import { runGolden } from './golden-prompt-emphasis.ts'
import { parseAttention } from './parse-attention.ts'
import { type PromptOptions, parsePrompt } from './parse-prompt.ts'
import { scheduleText } from './schedule-text.ts'

const tokenizer = createClipTokenizer(defaultClipVocabulary())
const parse = (prompt: string, options: Partial<PromptOptions> = {}) =>
  parsePrompt(prompt, { steps: 20, tokenizer, ...options })
const onlyChunks = (prompt: string, options: Partial<PromptOptions> = {}) => parse(prompt, options).schedule[0]!.chunks

test('every case of the golden fixture has the weights of the reference', () => {
  const file = path.join(import.meta.dirname, 'fixtures/prompt-emphasis.json.golden')
  const results = runGolden(JSON.parse(readFileSync(file, 'utf8')))
  assert.equal(results.length, 15)
  assert.deepEqual(
    results.filter(({ pass }) => !pass),
    [],
  )
  assert.equal(runGolden({ cases: [{ text: '(a)', parsed: [['a', 1]] }] })[0]!.pass, false)
})

test('schedules are those of the reference, brackets that form none stay text', () => {
  const cases: [string, [number, string][]][] = [
    ['test', [[10, 'test']]],
    [
      'a [b: 3]',
      [
        [3, 'a '],
        [10, 'a b'],
      ],
    ],
    [
      'a [[[b]]:2]',
      [
        [2, 'a '],
        [10, 'a [[b]]'],
      ],
    ],
    [
      '[(a:2):3]',
      [
        [3, ''],
        [10, '(a:2)'],
      ],
    ],
    [
      'a [b : c : 1] d',
      [
        [1, 'a b  d'],
        [10, 'a  c  d'],
      ],
    ],
    [
      'a[b:[c:d:2]:1]e',
      [
        [1, 'abe'],
        [2, 'ace'],
        [10, 'ade'],
      ],
    ],
    ['a [unbalanced', [[10, 'a [unbalanced']]],
    [
      'a [b::.5] c',
      [
        [5, 'a b c'],
        [10, 'a  c'],
      ],
    ],
    [
      '((a][:b:c [d:3]',
      [
        [3, '((a][:b:c '],
        [10, '((a][:b:c d'],
      ],
    ],
    [
      '[a:b:c:3] [d:3]',
      [
        [3, '[a:b:c:3] '],
        [10, '[a:b:c:3] d'],
      ],
    ],
    ['[a:b:0]', [[10, 'b']]],
    ['[a:b:40]', [[10, 'a']]],
    ['\\[a:b:3]', [[10, '\\[a:b:3]']]],
    [
      'a | [b:c:2]',
      [
        [2, 'a | b'],
        [10, 'a | c'],
      ],
    ],
  ]
  for (const [prompt, expected] of cases) {
    assert.deepEqual(
      scheduleText(prompt, { steps: 10 }).map(({ until, text }) => [until, text]),
      expected,
      prompt,
    )
  }
})

test('alternatives change every step, empty ones too', () => {
  const texts = (prompt: string) => scheduleText(prompt, { steps: 4 }).map(({ until, text }) => `${until} ${text}`)
  assert.deepEqual(texts('[a|(b:1.1)]'), ['1 a', '2 (b:1.1)', '3 a', '4 (b:1.1)'])
  assert.deepEqual(texts('[fe|||]male'), ['1 female', '4 male'])
})

test('in a second pass whole steps count on and shares begin at 1', () => {
  const second = { steps: 10, stepsBefore: 10 }
  assert.deepEqual(scheduleText('a [b:.5] c', second), [{ until: 10, text: 'a b c' }])
  assert.deepEqual(
    scheduleText('a [b:1.5] c', second).map(({ until }) => until),
    [5, 10],
  )
  assert.deepEqual(
    scheduleText('a [b:13] c', second).map(({ until }) => until),
    [3, 10],
  )
})

test('each token has the weight of its words', () => {
  const [chunk] = onlyChunks('a (photo of:1.5) a cat')
  assert.deepEqual(chunk!.tokens, [320, 1125, 539, 320, 2368])
  assert.deepEqual(chunk!.weights, [1, 1.5, 1.5, 1, 1])
  const framed = frameChunk(chunk!, tokenizer)
  assert.deepEqual(framed.ids.slice(0, 8), [49406, 320, 1125, 539, 320, 2368, 49407, 49407])
  assert.deepEqual([...framed.weights.slice(0, 5)], [1, 1, 1.5, 1.5, 1])
  assert.equal(framed.weights.length, 77)
})

test('an empty prompt is one empty chunk', () => {
  assert.deepEqual(onlyChunks(''), [{ tokens: [], weights: [], embeddings: [] }])
})

test('long prompts are cut at 75 tokens, at a comma where one is near', () => {
  const lengths = (prompt: string) => onlyChunks(prompt).map(({ tokens }) => tokens.length)
  assert.deepEqual(lengths('cat '.repeat(75)), [75])
  assert.deepEqual(lengths('cat '.repeat(80)), [75, 5])
  assert.deepEqual(lengths(`${'cat '.repeat(60)}, ${'dog '.repeat(30)}`), [61, 30])
  // The comma is the 55th token: 20 tokens after it fill the chunk, which is just near enough.
  assert.deepEqual(lengths(`${'cat '.repeat(55)}, ${'dog '.repeat(30)}`), [56, 30])
  assert.deepEqual(lengths(`${'cat '.repeat(54)}, ${'dog '.repeat(30)}`), [75, 10])
  assert.deepEqual(lengths(`${'cat '.repeat(75)}, dog`), [75, 2])
})

test('BREAK ends a chunk, also inside brackets', () => {
  assert.deepEqual(
    onlyChunks('cat BREAK dog').map(({ tokens }) => tokens),
    [[2368], [1929]],
  )
  assert.deepEqual(
    onlyChunks('(cat BREAK dog)').map(({ weights }) => weights),
    [[1.1], [1.1]],
  )
  assert.equal(onlyChunks('cat breaks').length, 1)
})

test('an embedding takes as many places as it has vectors and is never cut', () => {
  const embeddings = new Map([
    ['bad-hand', 4],
    ['bad', 2],
  ])
  const [chunk] = onlyChunks('cat (bad-hand:1.2), embedding:bad.pt dog', { embeddings })
  assert.deepEqual(chunk!.embeddings, [
    { at: 1, name: 'bad-hand', vectors: 4 },
    { at: 6, name: 'bad', vectors: 2 },
  ])
  assert.deepEqual(chunk!.tokens, [2368, 0, 0, 0, 0, 267, 0, 0, 1929])
  assert.equal(chunk!.weights[1], 1.2)
  const chunks = onlyChunks(`${'cat '.repeat(73)} bad-hand`, { embeddings })
  assert.deepEqual(
    chunks.map(({ tokens }) => tokens.length),
    [73, 4],
  )
  // Moved with what follows the comma.
  const moved = onlyChunks(`${'cat '.repeat(60)}, bad-hand ${'dog '.repeat(20)}`, { embeddings })
  assert.deepEqual(
    moved.map((part) => part.embeddings.map(({ at }) => at)),
    [[], [0]],
  )
  assert.deepEqual(parse('embedding:gone cat', { embeddings }).warnings, [
    'There is no embedding "gone"; it was left out.',
  ])
  assert.throws(() => parse('a', { embeddings: new Map([['big', 76]]) }), WorkspaceError)
})

test('LoRA tags are taken out of the words, with one strength or two', () => {
  const parsed = parse('<lora:a b:0.8>cat<lyco:c:0.5:1><lora:d:te=0.1:unet=0.2><lora:e>')
  assert.deepEqual(parsed.loras, [
    { name: 'a b', unet: 0.8, textEncoder: 0.8 },
    { name: 'c', unet: 1, textEncoder: 0.5 },
    { name: 'd', unet: 0.2, textEncoder: 0.1 },
    { name: 'e', unet: 1, textEncoder: 1 },
  ])
  assert.equal(parsed.schedule[0]!.text, 'cat')
  const negative = parse('<lora:a:1> cat', { negative: true })
  assert.deepEqual([negative.loras.length, negative.warnings.length], [0, 1])
  assert.equal(parse('[<lora:a:1>:cat:3]').warnings.length, 1)
  assert.match(parse('<segment:face> cat').warnings[0]!, /<segment:face>/)
})

test('what cannot be done is refused with its place', () => {
  const refused = (prompt: string, message: RegExp, options: Partial<PromptOptions> = {}) =>
    assert.throws(
      () => parse(prompt, options),
      (error) => error instanceof WorkspaceError && error.code === 'bad-input' && message.test(error.message),
      prompt,
    )
  refused('a cat <hypernet:x:1>', /<hypernet:x:1> .* \(at character 7 of the prompt\)\.$/)
  refused('cat AND dog', /AND .* \(at character 5 of the prompt\)/)
  refused('<lora:x:much> cat', /"much" is not a number \(at character 1/)
  refused('<lora:a:1>a (b:1.2.3)', /The weight "1\.2\.3" .*\(at character 15/)
  refused('('.repeat(101), /nested more than 100 deep \(at character 101/)
  refused('a'.repeat(100_001), /100001 characters/)
  refused('a __colour__', /no list of words "colour" \(at character 3/, { wildcards: new Map([['colours', ['red']]]) })
  refused('{3$$a|b}', /asks for 3 of 2 choices \(at character 1/)
  refused('__a__', /may name itself \(at character 1/, { wildcards: new Map([['a', ['x __a__']]]) })
  refused('__a__', /grows past/, {
    wildcards: new Map(
      [...'abcdefghijklmnopqrstuvw']
        .map((name, i, all) => [name, [`__${all[i + 1] ?? 'x'}__ `.repeat(4)]] as [string, string[]])
        .concat([['x', ['word word word']]]),
    ),
  })
  // A place behind choices is still that of the prompt as it was written.
  refused('{aaaaaaaa|bbbbbbbb} AND c', /\(at character 21 /)
})

test('choices are made by the seed, weighed, counted, nested and from lists', () => {
  const wildcards = new Map([
    ['colour', ['red', '0::green']],
    ['animal/big', ['__colour__ bear']],
    ['animal/small', ['{blue|blue} mouse']],
  ])
  const expand = (prompt: string, seed = 1) => parse(prompt, { wildcards, seed }).expanded
  assert.equal(expand('{a|b|c} {a|b|c} {a|b|c}', 5), expand('{a|b|c} {a|b|c} {a|b|c}', 5))
  const seen = new Set(Array.from({ length: 40 }, (_, seed) => expand('{a|b|c}', seed)))
  assert.deepEqual([...seen].sort(), ['a', 'b', 'c'])
  assert.equal(expand('{0::a|2::b} {{x}} \\{a|b}'), 'b {{x}} \\{a|b}')
  assert.match(expand('{2$$a| b |c}'), /^[abc], [abc]$/)
  assert.match(expand('{2$$ and $$a|b}'), /^(a and b|b and a)$/)
  assert.equal(expand('{0-0$$a|b}'), '')
  assert.equal(expand('{2$$__colour__}').split(', ').sort().join(), 'green,red')
  assert.equal(expand('a {x {1::__colour__|0::b}|x {red|red}} car'), 'a x red car')
  assert.match(expand('__animal/*__'), /^(red bear|blue mouse)$/)
  assert.equal(expand('snake_case __init ______'), 'snake_case __init ______')
  assert.notDeepEqual(
    Array.from({ length: 20 }, (_, seed) => parse('{a|b}', { seed }).expanded),
    Array.from({ length: 20 }, (_, seed) => parse('{a|b}', { seed, negative: true }).expanded),
  )
})

test('a schedule encodes each text once', () => {
  const { schedule } = parse('[cat|dog] [a:b:10]')
  assert.equal(schedule.at(-1)!.until, 20)
  assert.equal(schedule.length, 20)
  assert.equal(new Set(schedule.map(({ chunks }) => chunks)).size, 4)
})

test('weights multiply the vectors and the mean stays', () => {
  const hidden = Float32Array.of(1, 2, 3, 4)
  applyWeights(hidden, [1, 2])
  assert.ok(Math.abs(hidden.reduce((sum, value) => sum + value, 0) - 10) < 1e-5)
  assert.ok(Math.abs(hidden[2]! / hidden[0]! - 6) < 1e-5)
  const plain = Float32Array.of(1, -1)
  applyWeights(plain, [1, 1])
  assert.deepEqual(plain, Float32Array.of(1, -1))
})

test('any prompt gives a result or an error of the workspace', () => {
  const random = createRandom(11)
  const pieces = [
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '|',
    ':',
    '::',
    '$$',
    '2',
    '1.2',
    '.5',
    '\\',
    '__a__',
    '__',
    '<lora:',
    'x',
    '>',
    ' BREAK ',
    ',',
    'cat ',
    'é',
    '\ud800',
    '\n',
    '&lt;',
  ]
  const wildcards = new Map([['a', ['cat', '{b|c}', '[d:e:3]', '<lora:f:1>']]])
  for (let i = 0; i < 3000; i++) {
    const prompt = Array.from({ length: random.integer(1, 25) }, () => random.pick(pieces)).join('')
    try {
      const { schedule } = parse(prompt, { wildcards, seed: i, steps: 7 })
      assert.equal(schedule.at(-1)!.until, 7, prompt)
      for (const { text, chunks } of schedule) {
        assert.ok(
          chunks.every(({ tokens, weights }) => tokens.length <= 75 && tokens.length === weights.length),
          prompt,
        )
        assert.ok(
          parseAttention(text).every(({ weight }) => Number.isFinite(weight)),
          prompt,
        )
      }
    } catch (error) {
      assert.ok(
        error instanceof WorkspaceError && /at character \d+ of the prompt/.test(error.message),
        `${prompt}: ${error}`,
      )
    }
  }
})

test("ComfyUI's weights move vectors away from those of the empty prompt and leave the mean as it comes", () => {
  const hidden = Float32Array.of(1, 2, 3, 4, 5, 6)
  moveFromEmpty(hidden, [1, 2, 0], Float32Array.of(9, 9, 1, 1, 7, 8))
  assert.deepEqual([...hidden], [1, 2, 5, 7, 7, 8])
})
