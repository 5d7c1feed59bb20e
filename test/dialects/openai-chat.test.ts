import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import OpenAI from 'openai'
import { writeTinyModel } from '../../models/llm/llama/tiny-model.fixture.ts'
import { json, standIn } from '../../models/servers/stand-in.fixture.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { startTestServer } from '../test-server.ts'

const messages = [{ role: 'user' as const, content: 'Hi' }]
const tools = [
  {
    type: 'function' as const,
    function: {
      name: 'draw',
      description: 'Makes a picture.',
      parameters: { type: 'object', properties: { n: { type: 'integer', minimum: 1, maximum: 4 } }, required: ['n'] },
    },
  },
]

test('the real client talks with a GGUF file: text, streams, calls, schemas, vectors, errors', async (t) => {
  const client = await clientWithModel(t)
  const listed = (await client.models.list()).data.map(({ id }) => id)
  assert.ok(listed.includes('tiny'), listed.join())
  assert.equal((await client.models.retrieve('tiny')).owned_by, 'local')

  const limits = {
    model: 'tiny',
    messages,
    seed: 5,
    max_tokens: 20,
    temperature: 0.5,
    stop: ['~~'],
    presence_penalty: 0.1,
  }
  const whole = await client.chat.completions.create(limits)
  assert.equal(whole.choices[0]!.finish_reason, 'length')
  assert.equal(whole.usage!.completion_tokens, 20)
  assert.equal(whole.usage!.total_tokens, whole.usage!.prompt_tokens + 20)

  const stream = await client.chat.completions.create({
    ...limits,
    stream: true,
    stream_options: { include_usage: true },
  })
  let text = ''
  let usage: OpenAI.CompletionUsage | null | undefined
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage ?? usage
  }
  assert.equal(text, whole.choices[0]!.message.content)
  assert.deepEqual(usage, whole.usage)

  const called = await client.chat.completions.create({
    model: 'gpt-4o',
    messages,
    tools,
    tool_choice: 'required',
    seed: 1,
  })
  const [call] = called.choices[0]!.message.tool_calls!
  assert.ok(call?.type === 'function')
  assert.equal(called.choices[0]!.finish_reason, 'tool_calls')
  assert.equal(call.function.name, 'draw')
  assert.ok([1, 2, 3, 4].includes((JSON.parse(call.function.arguments) as { n: number }).n))

  const runner = client.chat.completions.stream({
    messages,
    model: 'tiny',
    tools,
    tool_choice: { type: 'function', function: { name: 'draw' } },
    seed: 2,
  })
  const final = await runner.finalMessage()
  assert.equal(final.tool_calls?.[0]?.type, 'function')
  // What was called and what came back goes on the conversation.
  const answered = await client.chat.completions.create({
    model: 'tiny',
    max_tokens: 3,
    messages: [
      ...messages,
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: call.id, content: '{"ok":true}' },
    ],
  })
  assert.equal(answered.choices.length, 1)

  const schema = {
    type: 'object',
    properties: { ok: { type: 'boolean' } },
    required: ['ok'],
    additionalProperties: false,
  }
  const formed = await client.chat.completions.create({
    ...{ model: 'tiny', messages, seed: 3 },
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } },
  })
  assert.equal(typeof (JSON.parse(formed.choices[0]!.message.content!) as { ok: unknown }).ok, 'boolean')

  const { data } = await client.embeddings.create({ model: 'tiny', input: ['a cat', 'a dog'] })
  assert.deepEqual(
    data.map(({ embedding }) => embedding.length),
    [32, 32],
  )
  assert.ok(Math.abs(Math.hypot(...data[0]!.embedding) - 1) < 1e-5)
  const floats = await client.embeddings.create({ model: 'tiny', input: 'a cat', encoding_format: 'float' })
  assert.deepEqual(floats.data[0]!.embedding, data[0]!.embedding)

  await assert.rejects(client.chat.completions.create({ model: 'no-such', messages }), hasCode(404, 'model_not_found'))
  await assert.rejects(client.chat.completions.create({ model: 'tiny', messages, n: 2 }), hasCode(400, 'invalid_value'))
  await assert.rejects(
    client.chat.completions.create({ model: 'tiny', messages: [{ role: 'user', content: 'x'.repeat(10_000_000) }] }),
    hasCode(413, 'context-full'),
  )
  const far = { type: 'image_url' as const, image_url: { url: 'https://far.example/cat.png' } }
  await assert.rejects(
    client.chat.completions.create({ model: 'tiny', messages: [{ role: 'user', content: [far] }] }),
    hasCode(400, 'invalid_image_url'),
  )
})

test('a server behind the server: pictures reach one that sees, and its errors come through', async (t) => {
  const { workspace, server, token } = await startTestServer(t)
  const seeing = await standIn(t, {
    'GET /v1/models': json({ data: [{ id: 'vision' }, { id: 'broken' }] }),
    'GET /api/v0/models': json({
      data: [
        { id: 'vision', type: 'vlm' },
        { id: 'broken', type: 'llm' },
      ],
    }),
    'POST /v1/chat/completions': ({ body }, response) => {
      const { model } = JSON.parse(body.toString()) as { model?: string }
      if (model === 'vision') {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.end('data: {"choices":[{"delta":{"content":"A cat."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
      } else response.writeHead(model === undefined ? 400 : 500).end('{"error":{"message":"out of luck"}}')
    },
  })
  await (await workspace.library()).addServer({ url: seeing.url, id: 'box' }, { signal: new AbortController().signal })
  const client = new OpenAI({ baseURL: `${server.origin}/v1`, apiKey: token, maxRetries: 0 })
  const picture = { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AQID' } }
  const said = await client.chat.completions.create({
    model: 'box/vision',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, picture] }],
  })
  assert.equal(said.choices[0]!.message.content, 'A cat.')
  const sent = seeing.bodies('/v1/chat/completions').at(-1) as { messages: { content: unknown[] }[] }
  assert.deepEqual(sent.messages[0]!.content[1], picture)
  await assert.rejects(
    client.chat.completions.create({ model: 'box/broken', messages }),
    hasCode(502, 'network', /out of luck/),
  )
  const stream = await client.chat.completions.create({ model: 'box/broken', messages, stream: true })
  await assert.rejects(async () => {
    for await (const _ of stream);
  }, /out of luck/)
})

test('when too many wait, the next is told to come back; who goes away is not answered', async (t) => {
  const { workspace, server, token } = await startTestServer(t)
  const [full, empty] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let open = 0
  const silent = await standIn(t, {
    'GET /v1/models': json({ data: [{ id: 'slow' }] }),
    'POST /v1/chat/completions': (_, response) => {
      if (++open === 16) full.resolve()
      response.once('close', () => --open === 0 && empty.resolve())
    },
  })
  const signal = new AbortController().signal
  await (await workspace.library()).addServer({ url: silent.url, id: 'slow', kind: 'chat' }, { signal })
  const client = new OpenAI({ baseURL: `${server.origin}/v1`, apiKey: token, maxRetries: 0 })
  const leave = new AbortController()
  const ask = () => client.chat.completions.create({ model: 'slow', messages }, { signal: leave.signal })
  const waiting = Array.from({ length: 16 }, ask)
  const left = Promise.allSettled(waiting)
  await full.promise
  await assert.rejects(ask(), (error) => {
    assert.equal((error as InstanceType<typeof OpenAI.APIError>).headers?.get('retry-after'), '10')
    return hasCode(503, 'queue_full')(error)
  })
  leave.abort()
  await left
  await empty.promise
})

async function clientWithModel(t: TestContext): Promise<OpenAI> {
  const { workspace, server, token } = await startTestServer(t)
  const path = join(temporaryFolder(t), 'tiny.gguf')
  writeTinyModel(path)
  await (await workspace.library()).add(path, {})
  return new OpenAI({ baseURL: `${server.origin}/v1`, apiKey: token, maxRetries: 0 })
}

function hasCode(status: number, code: string, words = /./) {
  return (error: unknown) => {
    assert.ok(error instanceof OpenAI.APIError, String(error))
    assert.deepEqual([error.status, error.code], [status, code], error.message)
    assert.match(error.message, words)
    return true
  }
}
