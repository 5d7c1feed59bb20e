import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatModel } from '../../base/chat.ts'
import { answer, json, standIn } from '../../models/servers/stand-in.fixture.ts'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'

const signal = new AbortController().signal

test('with nothing installed, what is built in answers; what is named and not there is said so', async (t) => {
  const { language } = await temporaryWorkspace(t)
  assert.equal((await language.open()).id, 'interpreter')
  language.register(rules)
  assert.deepEqual(
    language.list().map(({ id, kind, isDefault }) => ({ id, kind, isDefault })),
    [
      { id: 'interpreter', kind: 'built-in', isDefault: true },
      { id: 'rules', kind: 'built-in', isDefault: false },
    ],
  )
  assert.equal((await language.open('rules')).id, 'rules')
  await assert.rejects(language.embed(['x']), { code: 'no-model' })
})

test('a server that talks is told from one that draws, and each of its models can be used', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const server = await standIn(t, {
    'GET /v1/models': json({ data: [{ id: 'qwen3:4b' }, { id: 'nomic-embed' }] }),
    'POST /v1/chat/completions': (seen, response) =>
      seen.body.length < 3 ? answer(response, { error: { message: 'messages is required' } }, 400) : undefined,
    'GET /api/version': json({ version: '0.12.1' }),
    'POST /api/show': ({ body }, response) =>
      answer(response, {
        capabilities: body.includes('nomic') ? ['embedding'] : ['completion', 'vision'],
        model_info: { 'qwen3.context_length': 40960 },
      }),
    'POST /v1/embeddings': json({ data: [{ embedding: [3, 4] }], usage: { prompt_tokens: 2 } }),
  })
  const library = await workspace.library()
  const added = await library.addServer({ url: server.url }, { signal })
  assert.equal(added.id, 'ollama')
  assert.equal(added.kind, 'language')
  const { language } = workspace
  language.register(rules)
  const [first, ...others] = language.list()
  assert.deepEqual(
    { ...first, title: '', summary: '' },
    {
      id: 'ollama/qwen3:4b',
      title: '',
      summary: '',
      kind: 'server',
      loaded: false,
      contextTokens: 40960,
      abilities: { images: true, tools: 'asked' },
      isDefault: true,
    },
  )
  assert.deepEqual(
    others.map(({ id }) => id),
    ['ollama/nomic-embed', 'interpreter', 'rules'],
  )
  // It runs on this machine, so that it goes before the built-in one; a setting goes before both.
  assert.equal((await language.open()).id, 'ollama/qwen3:4b')
  assert.equal((await language.open('ollama')).id, 'ollama/qwen3:4b')
  workspace.settings.change({ 'chat.model': 'rules' })
  assert.equal((await language.open()).id, 'rules')
  await assert.rejects(language.open('gpt'), { code: 'not-found' })
  const { model, vectors } = await language.embed(['a cat'])
  assert.equal(model, 'ollama/nomic-embed')
  assert.deepEqual(
    [...vectors[0]!].map((x) => x.toFixed(3)),
    ['0.600', '0.800'],
  )
})

const rules: ChatModel = {
  id: 'rules',
  title: 'Rules',
  summary: 'Answers by rules.',
  contextTokens: 1000,
  abilities: { images: false, tools: 'rules' },
  reply: async () => ({ text: 'yes', calls: [], finish: 'stop' }),
  countTokens: async (text) => text.length,
}
