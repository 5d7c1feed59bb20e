import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAttention } from '../../../models/diffusion/prompt/parse-attention.ts'
import { hasWeights, joinTexts } from './prompt-text.ts'
import { weighText } from './weigh-text.ts'

/** As ComfyUI's token_weights counts; brackets that are escaped are words. */
const weighed: Readonly<Record<string, [string, number][]>> = {
  'a cat': [['a cat', 1]],
  'a (big) cat': [
    ['a ', 1],
    ['big', 1.1],
    [' cat', 1],
  ],
  '(a (b) c:1.5)': [
    ['a ', 1.5],
    ['b', 1.65],
    [' c', 1.5],
  ],
  '((a:1.3))': [['a', 1.3]],
  '(a:b:0.5) (c:x)': [
    ['a:b', 0.5],
    [' ', 1],
    ['c:x', 1.1],
  ],
  'a \\(b\\) (c \\(d\\):0)': [
    ['a (b) ', 1],
    ['c (d)', 0],
  ],
  'open (never closed': [
    ['open ', 1],
    ['(never closed', 1],
  ],
  'closed) (a)': [['closed) (a)', 1]],
}
for (const [text, expected] of Object.entries(weighed)) {
  test(`weights of "${text}" are ComfyUI's, here and in the prompt language`, () => {
    const rounded = (pieces: readonly { text: string; weight: number }[]) =>
      pieces.map((piece) => [piece.text, Number(piece.weight.toFixed(6))])
    assert.deepEqual(rounded(weighText(text)), expected)
    const joined = (pieces: (string | number)[][]) =>
      pieces.flatMap(([words, weight]) => [...(words as string)].map((letter) => `${letter}${weight}`))
    assert.deepEqual(joined(rounded(parseAttention(joinTexts([text])))), joined(expected))
    assert.equal(
      hasWeights(text),
      expected.some(([, weight]) => weight !== 1),
    )
  })
}

test('a thousand brackets are read soon', () => {
  assert.equal(weighText('('.repeat(1000) + ')'.repeat(1000)).length, 1)
  assert.equal(weighText('('.repeat(50_000)).length > 0, true)
})
