import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeWeight } from './change-weight.ts'
import { complete, type Suggestion, take } from './complete.ts'
import { applyStyle, remember } from './kept-prompts.ts'
import { lorasOf, setLora } from './loras.ts'
import { cutAtSpans, shiftSpans } from './shift-spans.ts'

/** `|` marks the caret or the two ends of the selection. */
function weigh(marked: string, ...steps: number[]): string {
  const start = marked.indexOf('|')
  const end = marked.lastIndexOf('|')
  const text = marked.replaceAll('|', '')
  let state = { text, start, end: end === start ? start : end - 1 }
  for (const step of steps) state = changeWeight(state, step)
  return state.text
}

test('weights of the selection, the word at the caret and LoRA tags change by steps', () => {
  assert.equal(weigh('a red f|ox', 0.1), 'a red (fox:1.1)')
  assert.equal(weigh('a |red fox, |sleeping', 0.1, 0.1), 'a (red fox:1.2), sleeping')
  assert.equal(weigh('a |red fox|', 0.1, -0.1), 'a red fox')
  assert.equal(weigh('a |fox|', -0.1, -0.1), 'a (fox:0.8)')
  assert.equal(weigh('a <lora:ink|:0.8>', 0.1), 'a <lora:ink:0.9>')
  assert.equal(weigh('a <lora:ink|:0.5:1>', -0.1), 'a <lora:ink:0.4:1>')
  assert.equal(weigh('a | | fox', 0.1), 'a   fox')
  assert.equal(weigh('|fox|', ...Array.from({ length: 40 }, () => 0.1)), '(fox:3)')
})

const suggestions: readonly Suggestion[] = [
  { label: 'inkwash', insert: '<lora:inkwash:1>', kind: 'LoRA' },
  { label: 'dark red', insert: 'dark red', kind: 'colour' },
  { label: 'red', insert: 'red', kind: 'colour' },
  { label: 'redwood', insert: 'redwood', kind: 'material' },
]

test('words, phrases and LoRAs are completed at the caret', () => {
  const labels = (text: string, caret = text.length) =>
    complete(text, caret, suggestions)?.items.map(({ label }) => label)
  assert.deepEqual(labels('a re'), ['red', 'redwood', 'dark red'])
  assert.deepEqual(labels('a dark re'), ['dark red'])
  assert.deepEqual(labels('a <lora:in'), ['inkwash'])
  assert.deepEqual(labels('a <'), ['inkwash'])
  assert.equal(labels('a red'), undefined, 'whole words want no completion')
  assert.equal(labels('a r'), undefined)
  assert.equal(labels('a redhead', 4), undefined, 'nor the middle of a word')
  const text = 'an <lora:in, x'
  const completion = complete(text, 11, suggestions)!
  assert.deepEqual(take(text, completion, completion.items[0]!), { text: 'an <lora:inkwash:1>, x', caret: 19 })
})

test('spans move with what is typed until the text is read again', () => {
  const spans = [
    { start: 2, end: 5, kind: 'a' },
    { start: 6, end: 9, kind: 'b' },
  ]
  const words = (before: string, after: string) =>
    shiftSpans(spans, before, after).map(({ start, end }) => after.slice(start, end))
  assert.deepEqual(words('a red fox', 'a red fox!'), ['red', 'fox'])
  assert.deepEqual(words('a red fox', 'so a red fox'), ['red', 'fox'])
  assert.deepEqual(words('a red fox', 'a reed fox'), ['reed', 'fox'])
  assert.deepEqual(words('a red fox', 'a fox'), ['fox'])
  assert.deepEqual(words('a red fox', ''), [])
})

test('overlapping spans are cut into pieces', () => {
  const pieces = cutAtSpans('(a <x> b:2)', [
    { start: 0, end: 11, kind: 'weight' },
    { start: 3, end: 6, kind: 'lora' },
  ])
  assert.deepEqual(
    pieces.map(({ text, spans }) => [text, spans.map(({ kind }) => kind).join('+')]),
    [
      ['(a ', 'weight'],
      ['<x>', 'weight+lora'],
      [' b:2)', 'weight'],
    ],
  )
})

test('prompts are remembered once, styles stand around or after the prompt', () => {
  const one = { prompt: 'a fox', negativePrompt: '' }
  const two = { prompt: 'a hen', negativePrompt: '' }
  assert.deepEqual(remember([one, two], { ...two }), [two, one])
  assert.deepEqual(
    applyStyle(one, { name: 'ink', prompt: 'ink drawing of {prompt}, thin lines', negativePrompt: 'colour' }),
    {
      prompt: 'ink drawing of a fox, thin lines',
      negativePrompt: 'colour',
    },
  )
  assert.equal(applyStyle(one, { name: 'mist', prompt: 'mist', negativePrompt: '' }).prompt, 'a fox, mist')
})

test('the list of LoRAs and the tags of the prompt are one', () => {
  const prompt = 'a fox <lora:ink:0.8>, <lora:dim:0.5:1>'
  assert.deepEqual(lorasOf(prompt), [
    { name: 'ink', weight: 0.8 },
    { name: 'dim', weight: 0.5 },
  ])
  assert.equal(setLora(prompt, 'dim', 0.7), 'a fox <lora:ink:0.8>, <lora:dim:0.7:1>')
  assert.equal(setLora(prompt, 'ink', undefined), 'a fox, <lora:dim:0.5:1>')
  assert.equal(setLora('a fox', 'new', 1), 'a fox <lora:new:1>')
})
