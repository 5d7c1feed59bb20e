import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { ChatDelta, ChatRequest, ToolSpec } from '../../../base/chat.ts'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { startLlama } from './llama-host.ts'
import { type TinyModelOptions, writeTinyModel } from './tiny-model.fixture.ts'

const hello: ChatRequest = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] }
const tools: ToolSpec[] = [
  {
    name: 'draw',
    description: 'Makes a picture.',
    parameters: {
      type: 'object',
      properties: { n: { type: 'integer', minimum: 8, maximum: 12 }, s: { type: 'boolean' }, m: { enum: ['a', 'b'] } },
      required: ['n'],
    },
  },
  {
    name: 'undo',
    description: 'Takes back.',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
  },
]

test('a thousand demanded calls are a thousand valid calls', async (t) => {
  const model = await open(t)
  const seen = new Map<string, number>()
  for (let seed = 0; seed < 1000; seed++) {
    const chance = { temperature: 1.5, topP: 1, topK: 0, minP: 0, seed }
    const request: ChatRequest = { ...hello, tools, toolChoice: 'required', maxTokens: 300, ...chance }
    const { calls, finish } = await model.ask({ type: 'reply', request })
    assert.equal(finish, 'calls')
    for (const { name, arguments: given } of calls) {
      seen.set(name, (seen.get(name) ?? 0) + 1)
      if (name === 'undo') assert.deepEqual(given, {})
      else isDrawInput(given)
    }
  }
  // Both are chosen, and not nearly always the same.
  assert.deepEqual([...seen.keys()].sort(), ['draw', 'undo'])
  assert.ok(Math.min(...seen.values()) > 100, JSON.stringify([...seen]))
})

test('a call that the model begins by itself is forced from there on, and the text before it is kept', async (t) => {
  const model = await open(t)
  let begun = 0
  for (let seed = 0; seed < 150; seed++) {
    const chance = { temperature: 2, topP: 1, topK: 0, minP: 0, seed }
    const { calls, text } = await model.ask({ type: 'reply', request: { ...hello, tools, maxTokens: 150, ...chance } })
    assert.ok(!text.includes('<tool_call>'))
    if (calls.length > 0) begun++
    for (const { name, arguments: given } of calls) if (name === 'draw') isDrawInput(given)
  }
  assert.ok(begun > 5, `${begun} began a call`)
})

function isDrawInput(given: unknown): void {
  const { n, s, m, ...more } = given as Record<string, unknown>
  assert.ok(Number.isInteger(n) && Number(n) >= 8 && Number(n) <= 12, JSON.stringify(given))
  assert.ok(s === undefined || typeof s === 'boolean')
  assert.ok(m === undefined || m === 'a' || m === 'b')
  assert.deepEqual(more, {})
}

test('free text streams, is the same for the same seed, and ends at its limit', async (t) => {
  const model = await open(t)
  const deltas: ChatDelta[] = []
  const request: ChatRequest = { ...hello, seed: 5, maxTokens: 40 }
  const one = await model.ask({ type: 'reply', request }, { onDelta: (delta) => deltas.push(delta) })
  const two = await model.ask({ type: 'reply', request })
  assert.deepEqual(one, two)
  assert.equal(one.finish, 'length')
  assert.equal(one.usage?.replyTokens, 40)
  assert.equal(deltas.map((delta) => (delta.type === 'text' ? delta.text : '')).join(''), one.text)
  const other = await model.ask({ type: 'reply', request: { ...request, seed: 6 } })
  assert.notEqual(other.text, one.text)
})

test('a schema makes JSON of its form', async (t) => {
  const model = await open(t)
  const responseSchema = {
    type: 'object',
    properties: { n: { type: 'integer', minimum: 1, maximum: 5 } },
    required: ['n'],
  }
  const { text } = await model.ask({ type: 'reply', request: { ...hello, responseSchema, seed: 1 } })
  const { n } = JSON.parse(text) as { n: number }
  assert.ok(n >= 1 && n <= 5)
})

test('a conversation that does not fit is context-full, however long', async (t) => {
  const model = await open(t, { contextTokens: 256 })
  const long = (length: number): ChatRequest => ({
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'x'.repeat(length) }] }],
  })
  await assert.rejects(model.ask({ type: 'reply', request: long(300) }), {
    code: 'context-full',
    message: /3\d\d tokens; the model reads 256/,
  })
  await assert.rejects(model.ask({ type: 'reply', request: long(10_000_000) }), {
    code: 'context-full',
    message: /10\.0 million/,
  })
  const cut = await model.ask({ type: 'reply', request: { ...hello, seed: 1, temperature: 1 } })
  assert.ok(cut.usage!.promptTokens + cut.usage!.replyTokens <= 256)
})

test('stopping ends an answer, and the next one works', async (t) => {
  const model = await open(t)
  const stop = new AbortController()
  const endless: ChatRequest = {
    ...hello,
    seed: 5,
    responseSchema: { type: 'array', minItems: 900, items: { type: 'string', minLength: 3 } },
  }
  const reply = model.ask({ type: 'reply', request: endless }, { signal: stop.signal, onDelta: () => stop.abort() })
  await assert.rejects(reply, { code: 'cancelled' })
  assert.equal((await model.ask({ type: 'reply', request: { ...hello, maxTokens: 3, seed: 5 } })).usage?.replyTokens, 3)
})

test('a killed process is a clear error', async (t) => {
  const model = await open(t)
  const endless: ChatRequest = { ...hello, responseSchema: { type: 'array', minItems: 900, items: { type: 'string' } } }
  const reply = model.ask({ type: 'reply', request: endless }, { onDelta: () => process.kill(model.pid, 'SIGKILL') })
  await assert.rejects(reply, { code: 'engine-crashed', message: /SIGKILL/ })
  await model.gone
  await assert.rejects(model.ask({ type: 'tokens', text: 'x' }), { code: 'engine-crashed' })
})

test('texts become vectors of length 1, the same for the same text', async (t) => {
  const model = await open(t, {}, { embedding: true })
  const { vectors, tokens } = await model.ask({ type: 'embed', texts: ['a cat', 'a dog', 'a cat'] })
  assert.equal(vectors.length, 3)
  assert.equal(tokens, 15)
  assert.ok(Math.abs(Math.hypot(...vectors[0]!) - 1) < 1e-5)
  assert.deepEqual(vectors[0], vectors[2])
  assert.notDeepEqual(vectors[0], vectors[1])
})

async function open(t: TestContext, options: TinyModelOptions = {}, { embedding = false } = {}) {
  const path = join(temporaryFolder(t), 'tiny.gguf')
  writeTinyModel(path, options)
  const model = await startLlama({ path, contextTokens: 4096, threads: 1, gpu: false, embedding })
  t.after(() => model[Symbol.asyncDispose]())
  return model
}
