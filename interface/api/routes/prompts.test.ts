import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDiffusionPrompt } from '../../../core/imaging/read-prompt.ts'
import { startTestServer } from '../../../test/test-server.ts'
import type { PromptWordsView, ReadPromptView } from '../schemas/prompt.ts'

test('the built-in engine says what it understood of a prompt and what not, with places', async (t) => {
  const { send, get } = await startTestServer(t)
  const prompt = 'ancient stone statue of a zorgon'
  const answer = await send<ReadPromptView>('/api/v1/prompts/read', { prompt })
  const kindOf = (word: string) => answer.spans.find(({ start, end }) => prompt.slice(start, end) === word)?.kind
  assert.deepEqual(['ancient', 'stone', 'statue', 'zorgon'].map(kindOf), [
    ...['understood', 'understood', 'understood'],
    'unknown',
  ])
  assert.deepEqual(answer.unknown, ['zorgon'])
  assert.match(answer.summary ?? '', /statue/)
  assert.equal(answer.tokens, undefined)
  const nothing = await send<ReadPromptView>('/api/v1/prompts/read', { prompt: 'zorgon' })
  assert.match(nothing.warnings[0] ?? '', /found no form and no material/)
  // Whatever is typed is read.
  const tags = await send<ReadPromptView>('/api/v1/prompts/read', {
    prompt: 'a statue <lora:fog:0.7> [(*+?{|}\\ #ff0000',
  })
  assert.ok(tags.spans.length > 0)
  const texture = await send<ReadPromptView>('/api/v1/prompts/read', { prompt: 'mossy stone statue', texture: true })
  assert.match(texture.warnings.join(), /no shape/)

  const { items } = await get<PromptWordsView>('/api/v1/prompts/words')
  const kinds = new Map(items.map(({ word, kind }) => [word, kind]))
  assert.deepEqual(
    ['statue', 'granite', 'ancient', 'crimson'].map((word) => kinds.get(word)),
    ['form', 'material', 'trait', 'colour'],
  )
})

test('a diffusion prompt is read with its tokens in chunks and its mistakes', async () => {
  const read = (prompt: string, tokenizer: 'clip' | 'none' = 'clip') =>
    readDiffusionPrompt(prompt, { tokenizer, negative: false })
  const { spans, tokens } = await read('a (red:1.3) fox BREAK <lora:sharp:0.7> {dusk|dawn}')
  assert.deepEqual(
    spans.map(({ kind }) => kind),
    ['weight', 'break', 'lora', 'choice'],
  )
  // "a red fox", then one of the choices.
  assert.deepEqual(tokens, { chunks: [3, 1], of: 75 })
  const long = await read(Array.from({ length: 80 }, () => 'fox').join(' '))
  assert.deepEqual(long.tokens?.chunks, [75, 5])
  const addOns = { embeddings: ['easy-negative'], hasLora: (name: string) => name === 'sharp' }
  const named = await readDiffusionPrompt('<lora:sharp:1> <lora:gone:1> Easy-Negative', {
    ...{ tokenizer: 'clip', negative: false, addOns },
  })
  assert.deepEqual(
    named.spans.map(({ kind }) => kind),
    ['lora', 'missing', 'embedding'],
  )
  const wrong = await read('a (fox:1.2:1.3) AND a hen')
  assert.ok(wrong.spans.some(({ kind, message }) => kind === 'error' && message !== undefined))
  assert.equal((await read('a fox', 'none')).tokens, undefined)
})
