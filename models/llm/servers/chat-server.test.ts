import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatDelta, ChatRequest } from '../../../base/chat.ts'
import { json, type Route, standIn } from '../../servers/stand-in.fixture.ts'
import { embedByServer, openChatServer } from './open-chat-server.ts'

const signal = new AbortController().signal
const hello: ChatRequest = { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }] }
const tool = {
  name: 'image_generate',
  description: 'Makes a picture.',
  parameters: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
}

test('a reply streams, with reasoning, usage, and every setting in the names that local servers take', async (t) => {
  const server = await standIn(t, {
    'POST /v1/chat/completions': stream(
      { choices: [{ delta: { role: 'assistant', reasoning_content: 'Hm.' } }] },
      { choices: [{ delta: { content: 'Good ' } }] },
      { choices: [{ delta: { content: 'day.' } }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 3 } },
    ),
  })
  const deltas: ChatDelta[] = []
  const reply = await open(server.url).reply(
    { ...hello, maxTokens: 9, temperature: 0.5, topK: 40, minP: 0.1, repeatPenalty: 1.1, seed: 3, stop: ['###'] },
    { signal, onDelta: (delta) => deltas.push(delta) },
  )
  assert.deepEqual(reply, {
    text: 'Good day.',
    reasoning: 'Hm.',
    calls: [],
    finish: 'stop',
    usage: { promptTokens: 7, replyTokens: 3 },
  })
  assert.deepEqual(deltas, [
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: 'Good ' },
    { type: 'text', text: 'day.' },
  ])
  const [body] = server.bodies('/v1/chat/completions')
  assert.deepEqual(
    { ...body },
    {
      model: 'tiny',
      max_tokens: 9,
      temperature: 0.5,
      top_k: 40,
      min_p: 0.1,
      repeat_penalty: 1.1,
      repetition_penalty: 1.1,
      seed: 3,
      stop: ['###'],
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      stream_options: { include_usage: true },
    },
  )
})

test('calls are put together from their pieces; arguments that are no JSON stay as they came', async (t) => {
  const piece = (index: number, more: object) => ({ choices: [{ delta: { tool_calls: [{ index, ...more }] } }] })
  const server = await standIn(t, {
    'POST /v1/chat/completions': stream(
      piece(0, { id: 'a', function: { name: 'image_generate', arguments: '{"pro' } }),
      piece(0, { function: { arguments: 'mpt":"a cat"}' } }),
      piece(1, { id: 'b', function: { name: 'image_generate', arguments: '{"prompt": a dog}' } }),
      { choices: [{ delta: {}, finish_reason: 'tool_calls' }] },
    ),
  })
  const request = { ...hello, tools: [tool], toolChoice: { name: 'image_generate' } }
  const reply = await open(server.url).reply(request, { signal })
  assert.equal(reply.finish, 'calls')
  assert.deepEqual(reply.calls, [
    { id: 'a', name: 'image_generate', arguments: { prompt: 'a cat' } },
    { id: 'b', name: 'image_generate', arguments: '{"prompt": a dog}' },
  ])
  const [body] = server.bodies('/v1/chat/completions')
  assert.deepEqual(body?.['tool_choice'], { type: 'function', function: { name: 'image_generate' } })
})

test('earlier calls, their results and pictures are sent in the form of the dialect', async (t) => {
  const server = await standIn(t, { 'POST /v1/chat/completions': stream(done) })
  const messages: ChatRequest['messages'] = [
    { role: 'system', text: 'Be short.' },
    {
      role: 'user',
      parts: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', mediaType: 'image/png', bytes: Uint8Array.of(1, 2, 3), title: 'a cat' },
      ],
    },
    { role: 'assistant', text: '', calls: [{ id: 'a', name: 'asset_show', arguments: { asset: 'x' } }] },
    { role: 'tool', callId: 'a', name: 'asset_show', text: '{"ok":true}' },
  ]
  await open(server.url, { images: true }).reply({ messages }, { signal })
  await open(server.url).reply({ messages }, { signal })
  const [seeing, blind] = server
    .bodies('/v1/chat/completions')
    .map(({ messages }) => messages as { content: unknown }[])
  assert.deepEqual(seeing?.[1]?.content, [
    { type: 'text', text: 'What is this?' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
  ])
  assert.deepEqual(blind?.[1]?.content, [
    { type: 'text', text: 'What is this?' },
    { type: 'text', text: '[image: a cat]' },
  ])
  assert.deepEqual(seeing?.slice(2), [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'asset_show', arguments: '{"asset":"x"}' } }],
    },
    { role: 'tool', tool_call_id: 'a', content: '{"ok":true}' },
  ])
})

test('a server that dies in the middle is said so, and what came has been told', async (t) => {
  const server = await standIn(t, {
    'POST /v1/chat/completions': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'Half of ' } }] })}\n\n`)
      setTimeout(() => response.destroy(), 20)
    },
  })
  let told = ''
  const reply = open(server.url).reply(hello, { signal, onDelta: (d) => (told += d.type === 'text' ? d.text : '') })
  await assert.rejects(reply, { code: 'network', message: /before its answer was whole/ })
  assert.equal(told, 'Half of ')
})

test('a stream that only stops, an error in it, and one that is no JSON are errors too', async (t) => {
  const text = { choices: [{ delta: { content: 'x' } }] }
  const cases: [Route, RegExp][] = [
    [stream(text), /in the middle of its answer/],
    [stream(text, { error: { message: 'CUDA out of memory' } }), /CUDA out of memory/],
    [
      (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {oops\n\n'),
      /form that is not known/,
    ],
  ]
  for (const [route, words] of cases) {
    const server = await standIn(t, { 'POST /v1/chat/completions': route })
    await assert.rejects(open(server.url).reply(hello, { signal }), { code: 'network', message: words })
  }
})

test('a prompt that is too long is context-full, in the words of each server', async (t) => {
  const refusals = [
    "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
    'the request exceeds the available context size, try increasing it',
    'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough: context length exceeded',
  ]
  for (const message of refusals) {
    const server = await standIn(t, { 'POST /v1/chat/completions': json({ error: { message } }, 400) })
    await assert.rejects(open(server.url).reply(hello, { signal }), { code: 'context-full', message: /longer than/ })
  }
})

test('stopping ends the request at the server', async (t) => {
  const gone = Promise.withResolvers<void>()
  const server = await standIn(t, {
    'POST /v1/chat/completions': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'and ' } }] })}\n\n`)
      response.once('close', () => gone.resolve())
    },
  })
  const stop = new AbortController()
  const reply = open(server.url).reply(hello, { signal: stop.signal, onDelta: () => stop.abort() })
  await assert.rejects(reply, { code: 'cancelled', message: /stopped/ })
  await gone.promise
})

test('texts become vectors; too few of them are an error', async (t) => {
  const server = await standIn(t, {
    'POST /v1/embeddings': json({ data: [{ embedding: [1, 0] }, { embedding: [0, 1] }], usage: { prompt_tokens: 4 } }),
  })
  const embedded = await embedByServer(serverAt(server.url), ['a', 'b'], signal)
  assert.deepEqual(embedded, { vectors: [Float32Array.of(1, 0), Float32Array.of(0, 1)], tokens: 4 })
  await assert.rejects(embedByServer(serverAt(server.url), ['a', 'b', 'c'], signal), {
    code: 'network',
    message: /2 vectors/,
  })
})

const done = { choices: [{ delta: {}, finish_reason: 'stop' }] }

function stream(...chunks: readonly object[]): Route {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
    response.end('data: [DONE]\n\n')
  }
}

function open(url: string, { images = false } = {}) {
  return openChatServer(serverAt(url, images))
}

function serverAt(url: string, images = false) {
  const settings = { url, models: ['tiny'], facts: { tiny: { images } }, askedAt: '2026-01-01T00:00:00Z' }
  return { id: 'stand-in', title: 'Stand-in', settings, model: 'tiny', offline: false, environment: {} }
}
