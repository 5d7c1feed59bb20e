import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkspaceError } from '../../../base/error.ts'
import { createRandom } from '../../procedural/random.ts'
import { parseWildcardFile } from './expand-wildcards.ts'
import { applyAxisToPrompts, parseGridAxis } from './grid-axis.ts'
import { promptMatrix } from './prompt-matrix.ts'
import { promptSpans } from './prompt-spans.ts'

test('spans of a prompt say what each stretch means', () => {
  const prompt = 'a (cat:1.5) <lora:x:0.8> [b:c:3] [d|e] {f|g} __h__ BREAK i AND j'
  const shown = promptSpans(prompt, { wildcards: new Map() }).map((span) => [
    span.kind,
    prompt.slice(span.start, span.end),
  ])
  assert.deepEqual(shown, [
    ['weight', 'cat'],
    ['lora', '<lora:x:0.8>'],
    ['schedule', '[b:c:3]'],
    ['weight', 'b'],
    ['weight', ':'],
    ['weight', 'c'],
    ['weight', ':'],
    ['weight', '3'],
    ['alternation', '[d|e]'],
    ['weight', 'd|e'],
    ['choice', '{f|g}'],
    ['error', '__h__'],
    ['break', ' BREAK '],
    ['error', 'AND'],
  ])
})

test('spans are made of any text', () => {
  const random = createRandom(3)
  const pieces = ['(', ')', '[', ']', '{', '}', '|', ':', '1.2', '\\', '__a__', '<lora:', 'x', '>', ' BREAK ', 'AND ']
  for (let i = 0; i < 2000; i++) {
    const prompt = Array.from({ length: random.integer(0, 20) }, () => random.pick(pieces)).join('')
    for (const { start, end } of promptSpans(prompt))
      assert.ok(start >= 0 && end <= prompt.length && start < end, prompt)
  }
  assert.equal(promptSpans('('.repeat(90_000)).length, 1)
})

test('a prompt matrix makes every combination of its options', () => {
  const { options, prompts } = promptMatrix('a busy city|, snow |{day|night}')
  assert.deepEqual(options, [' snow', '{day|night}'])
  assert.deepEqual(
    prompts.map(({ prompt }) => prompt),
    ['a busy city', 'a busy city,  snow', 'a busy city, {day|night}', 'a busy city,  snow, {day|night}'],
  )
  assert.deepEqual(prompts[1]!.options, [true, false])
  assert.equal(promptMatrix('a|b', { optionsFirst: true }).prompts[1]!.prompt, 'b, a')
  assert.throws(() => promptMatrix('|'.repeat(11)), WorkspaceError)
})

test('grid axes are read as the X/Y/Z plot writes them', () => {
  const values = (text: string) => parseGridAxis(text).values
  assert.deepEqual(values('Steps: 10-30 (+5)'), [10, 15, 20, 25, 30])
  assert.deepEqual(values('Steps: 3-1'), [3, 2, 1])
  assert.deepEqual(values('Seed: 1,2,-3'), [1, 2, -3])
  assert.deepEqual(values('cfg scale: 1-2 (+0.3), 7'), [1, 1.3, 1.6, 1.9, 7])
  assert.deepEqual(values('CFG Scale: 1-10 [4]'), [1, 4, 7, 10])
  assert.deepEqual(values('Prompt S/R: cat, dog, "a, ""b""", ""'), ['cat', 'dog', 'a, "b"', ''])
  assert.deepEqual(values('Size: 512 x 768'), ['512x768'])
  for (const text of [
    'Steps: 1.5',
    'Steps: a',
    'Steps:',
    'Stps: 3',
    'Size: 3',
    'Steps: 1-9 (-1)',
    'Seed: 1-99999',
    'Seed: 1-2 (+0)',
  ]) {
    assert.throws(() => parseGridAxis(text), WorkspaceError, text)
  }
  assert.throws(() => parseGridAxis('Stps: 3'), { hint: /Did you mean Steps/ })
})

test('prompt axes search and replace in both prompts, or reorder', () => {
  const prompts = { prompt: 'a cat and a $& dog', negativePrompt: 'cat' }
  const replace = parseGridAxis('Prompt S/R: cat, $& x')
  assert.deepEqual(applyAxisToPrompts(prompts, replace, replace.values[1]!), {
    prompt: 'a $& x and a $& dog',
    negativePrompt: '$& x',
  })
  const order = parseGridAxis('Prompt order: cat, dog')
  assert.equal(applyAxisToPrompts(prompts, order, order.values[1]!).prompt, 'a dog and a $& cat')
  assert.throws(() => applyAxisToPrompts({ ...prompts, prompt: 'x', negativePrompt: '' }, replace, 'y'), WorkspaceError)
})

test('a file of words is a choice a line, without comments and blanks', () => {
  assert.deepEqual(parseWildcardFile('# colours\r\nred \n\n0.5::deep blue\n'), ['red', '0.5::deep blue'])
})
