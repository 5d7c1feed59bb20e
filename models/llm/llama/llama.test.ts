import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import type { ChatDelta, ChatRequest, ToolSpec } from '../../../base/chat.ts'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { startLlama } from './llama-host.ts'
import { type TinyModelOptions, tinyModelBytes, writeTinyModel } from './tiny-model.fixture.ts'

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

test('a thousand demanded calls are a thousand valid calls', async () => {
  const model = await openShared()
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

test('a call that the model begins by itself is forced from there on, and the text before it is kept', async () => {
  const model = await openShared()
  let begun = 0
  for (let seed = 0; seed < 50; seed++) {
    const chance = { temperature: 2, topP: 1, topK: 0, minP: 0, seed }
    const { calls, text } = await model.ask({ type: 'reply', request: { ...hello, tools, maxTokens: 60, ...chance } })
    assert.ok(!text.includes('<tool_call>'))
    if (calls.length > 0) begun++
    for (const { name, arguments: given } of calls) if (name === 'draw') isDrawInput(given)
  }
  assert.ok(begun > 0, `${begun} began a call`)
})

function isDrawInput(given: unknown): void {
  const { n, s, m, ...more } = given as Record<string, unknown>
  assert.ok(Number.isInteger(n) && Number(n) >= 8 && Number(n) <= 12, JSON.stringify(given))
  assert.ok(s === undefined || typeof s === 'boolean')
  assert.ok(m === undefined || m === 'a' || m === 'b')
  assert.deepEqual(more, {})
}

test('free text streams, is the same for the same seed, and ends at its limit', async () => {
  const model = await openShared()
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

test('a schema makes JSON of its form', async () => {
  const model = await openShared()
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

test('what was read of a conversation is not read again', async () => {
  const model = await openShared()
  const waits = async (request: ChatRequest) => {
    let count = 0
    const onDelta = ({ type }: ChatDelta) => type === 'wait' && count++
    await model.ask({ type: 'reply', request: { ...request, maxTokens: 2, seed: 1 } }, { onDelta })
    return count
  }
  const first: ChatRequest['messages'] = [{ role: 'system', text: 'Rules. '.repeat(200) }, ...hello.messages]
  assert.ok((await waits({ messages: first })) > 2)
  const second: ChatRequest['messages'] = [...first, { role: 'assistant', text: 'Yes.' }, ...hello.messages]
  assert.equal(await waits({ messages: second }), 0)
  assert.ok((await waits({ messages: [{ role: 'system', text: 'Other. '.repeat(200) }, ...hello.messages] })) > 2)
})

test('a file that llama.cpp cannot load is said so, with its words', async (t) => {
  const path = join(temporaryFolder(t), 'strange.gguf')
  const bytes = Buffer.from(tinyModelBytes())
  // A tensor that llama.cpp needs is called something else.
  bytes.write('blk.0.attn_x', bytes.indexOf('blk.0.attn_q'))
  writeFileSync(path, bytes)
  const settings = { path, contextTokens: 256, threads: 1, gpu: false, embedding: false }
  await assert.rejects(startLlama(settings), {
    code: 'corrupt-file',
    message: /llama\.cpp cannot load this file: .*attn_q/,
  })
})

test('stopping ends an answer, and the next one works', async () => {
  const model = await openShared()
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

/** Starting one takes a second: tests that change nothing share it. */
let shared: ReturnType<typeof startLlama> | undefined
const folder = mkdtempSync(join(tmpdir(), 'ai-workspace-test-'))
after(async () => {
  await (await shared)?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

function openShared() {
  const path = join(folder, 'tiny.gguf')
  if (shared === undefined) writeTinyModel(path)
  shared ??= startLlama({ path, contextTokens: 4096, threads: 1, gpu: false, embedding: false })
  return shared
}

async function open(t: TestContext, options: TinyModelOptions = {}, { embedding = false } = {}) {
  const path = join(temporaryFolder(t), 'tiny.gguf')
  writeTinyModel(path, options)
  const model = await startLlama({ path, contextTokens: 4096, threads: 1, gpu: false, embedding })
  t.after(() => model[Symbol.asyncDispose]())
  return model
}
