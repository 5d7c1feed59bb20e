import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { writeTinyModel } from '../../models/llm/llama/tiny-model.fixture.ts'
import { answer, standIn } from '../../models/servers/stand-in.fixture.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import type { Workspace } from '../workspace.ts'
import { loadTools } from './load-tools.ts'
import { putPicture, say } from './talk.fixture.ts'
import { prepareRequest } from './turn/prepare-request.ts'
import { checkCall } from './turn/repair-call.ts'

const said = [
  'Create a futuristic metal texture for a spaceship hull',
  "I'll generate a metallic texture with sci-fi elements. Would you like PBR maps too?",
  'Yes, and make it seamless',
] as const

/** The mission's conversation: the offer, the answer to it, and what is made of both. */
async function holdDialogue(workspace: Workspace, conversationId: string) {
  // Smaller than by default: it is the same work.
  const first = await say(workspace, conversationId, said[0])
  assert.equal(first.answers.at(-1)!.text, said[1])
  assert.equal(first.turn.changes, 0)
  const second = await say(workspace, conversationId, said[2])
  assert.equal(second.turn.state, 'done', JSON.stringify(second.answers.at(-1)?.error))
  const [call] = second.answers.flatMap(({ calls }) => calls)
  assert.deepEqual([call!.tool, call!.state], ['texture_generate', 'done'], JSON.stringify(call))
  const made = workspace.assets.list({ jobId: call!.jobId! })
  const roles = made.map(({ role }) => role)
  for (const role of ['albedo', 'normal', 'roughness'] as const) assert.ok(roles.includes(role), role)
  assert.equal(made.find(({ role }) => role === 'albedo')!.facts['tileable'], true)
  await workspace.chat.undo(second.turn.id)
  assert.deepEqual(workspace.assets.list(), [])
  await workspace.chat.redo(second.turn.id)
  assert.equal(workspace.assets.list({ kind: 'material' }).length, 1)
}

test("the mission's dialogue word for word with the built-in interpreter", async (t) => {
  const workspace = await temporaryWorkspace(t)
  await holdDialogue(workspace, workspace.chat.create({ projectId: workspace.projects.current().id }).id)
})

test('the interpreter tells what it looked up, out of what nodes and tools really answer', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { id } = workspace.chat.create({ projectId: workspace.projects.current().id })
  const asked = async (words: string) => (await say(workspace, id, words)).answers.at(-1)!.text
  assert.match(await asked('which models do I have?'), /- Built-in engine/)
  assert.match(await asked('a picture of a gear, 64 x 64, seed 7'), /Here is a picture \(seed 7\)/)
  assert.match(await asked('what was the prompt of the gear picture?'), /- prompt: a gear[\s\S]*- seed: 7/)
  assert.match(await asked('what was done so far?'), /- image\.generate "a gear"/)
})

test("the mission's dialogue word for word over an OpenAI-compatible server", async (t) => {
  const workspace = await temporaryWorkspace(t)
  const input = { prompt: 'futuristic metal texture for a spaceship hull', width: 256, height: 256 }
  const server = await chatServer(t, [
    { content: said[1] },
    {
      tool_calls: [
        {
          index: 0,
          id: 'c1',
          type: 'function',
          function: { name: 'texture_generate', arguments: JSON.stringify(input) },
        },
      ],
    },
    { content: 'The texture with its normal and roughness maps is there.' },
  ])
  const library = await workspace.library()
  await library.addServer({ url: server.url }, { signal: AbortSignal.timeout(10_000) })
  const model = workspace.language.list().find(({ kind }) => kind === 'server')!.id
  await holdDialogue(workspace, workspace.chat.create({ projectId: workspace.projects.current().id, model }).id)
  const [, asked, told] = server.bodies('/v1/chat/completions').filter(({ stream }) => stream === true)
  const tools = asked!['tools'] as { function: { name: string } }[]
  assert.ok(tools.some((tool) => tool.function.name === 'texture_generate'))
  const last = (told!['messages'] as { role: string; content: string }[]).at(-1)!
  assert.equal(last.role, 'tool')
  assert.match(JSON.stringify(last.content), /normal/)
})

test('a server that dies in the middle of an answer: what it said is kept, and the conversation goes on', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const server = await chatServer(t, [{ content: 'Once upon a time', dies: true }, { content: 'there was a hull.' }])
  const library = await workspace.library()
  await library.addServer({ url: server.url }, { signal: AbortSignal.timeout(10_000) })
  const model = workspace.language.list().find(({ kind }) => kind === 'server')!.id
  const { id } = workspace.chat.create({ projectId: workspace.projects.current().id, model })
  const first = await say(workspace, id, 'Tell me of the hull')
  assert.deepEqual([first.turn.state, first.answers[0]!.text], ['failed', 'Once upon a time'])
  assert.ok(first.answers[0]!.error !== undefined)
  const second = await say(workspace, id, 'Go on')
  assert.deepEqual([second.turn.state, second.answers[0]!.text], ['done', 'there was a hull.'])
})

test('llama.cpp with random weights: a turn ends in words or well-formed calls, and what it changed is undone', async (t) => {
  const { workspace, model } = await tinyLlama(t)
  workspace.settings.change({ 'chat.limitCalls': 2, 'chat.limitImages': 1 })
  const { id } = workspace.chat.create({ projectId: workspace.projects.current().id, model: model.id, mode: 'plan' })
  for (const text of [said[0], said[2]]) {
    const turn = await workspace.chat.send(id, { text })
    // A random network says on and on: it is stopped as a person would.
    const patience = setTimeout(() => void workspace.chat.stop(turn.id), 2000)
    const ended = await workspace.chat.wait(turn.id)
    clearTimeout(patience)
    assert.ok(
      ended.state === 'done' || ended.state === 'stopped',
      JSON.stringify(workspace.chat.get(id).messages.at(-1)!.error),
    )
    assert.equal(ended.changes, 0)
  }
  const calls = workspace.chat.get(id).messages.flatMap((message) => message.calls)
  for (const call of calls) assert.equal(typeof call.arguments, 'object')
})

test('every call that llama.cpp is forced to make of the tools of a turn is valid for the tool itself', async (t) => {
  const { workspace, model } = await tinyLlama(t)
  const project = workspace.projects.current()
  await putPicture(workspace, 'statue', 1)
  const conversation = workspace.chat.create({ projectId: project.id })
  const turn = await say(workspace, conversation.id, {
    text: 'Rate the statue, undo it, redo it and show what the statue is',
    model: 'interpreter',
  })
  const path = workspace.chat.get(conversation.id).messages.filter(({ id }) => id === turn.turn.userMessageId)
  const tools = await loadTools(workspace)
  const { request } = await prepareRequest({
    workspace,
    search: async () => [],
    conversation,
    path,
    model,
    tools,
    withTools: true,
  })
  // Without texts of a limited length: bytes that are no UTF-8, which only random models say, count otherwise in a grammar.
  const short = ['asset_rate', 'asset_show', 'undo', 'redo', 'project_status']
  const small = request.tools!.filter(({ name }) => short.includes(name))
  assert.ok(small.length >= 3, request.tools!.map(({ name }) => name).join())
  const { signal } = new AbortController()
  for (let seed = 0; seed < 40; seed++) {
    const chance = { temperature: 1.5, topP: 1, topK: 0, minP: 0, seed, maxTokens: 1500 }
    const reply = await model.reply({ ...request, tools: small, toolChoice: 'required', ...chance }, { signal })
    for (const { name, arguments: given } of reply.calls) {
      const checked = checkCall(tools.find((tool) => tool.name === name)!, given, workspace, project.id)
      assert.ok(checked.ok, `${name} ${JSON.stringify(given)} ${JSON.stringify(checked)}`)
    }
    assert.ok(reply.calls.length > 0 || reply.finish === 'length')
  }
})

async function tinyLlama(t: TestContext) {
  const workspace = await temporaryWorkspace(t)
  const file = join(temporaryFolder(t), 'tiny.gguf')
  writeTinyModel(file, { contextTokens: 32_768 })
  workspace.settings.change({ 'chat.contextTokens': 32_768 })
  await (await workspace.library()).add(file, {})
  const { id } = workspace.language.list().find(({ kind }) => kind === 'gguf')!
  return { workspace, model: await workspace.language.open(id) }
}

interface Piece {
  readonly content?: string
  readonly tool_calls?: unknown
  /** The connection is cut after it. */
  readonly dies?: boolean
}

/** A server that answers in order, as a stream of server-sent events. */
async function chatServer(t: TestContext, replies: readonly Piece[]) {
  const left = [...replies]
  return standIn(t, {
    'GET /v1/models': (_, response) => answer(response, { data: [{ id: 'small' }] }),
    'POST /v1/chat/completions': ({ body }, response) => {
      const { stream = false } = JSON.parse(body.toString() || '{}') as { stream?: boolean }
      if (!stream) return answer(response, { error: { message: 'messages is required' } }, 400)
      const { dies = false, ...delta } = left.shift() ?? { content: 'Nothing more.' }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const event = (choice: object) =>
        `data: ${JSON.stringify({ id: 'r', object: 'chat.completion.chunk', created: 1, model: 'small', choices: [{ index: 0, ...choice }] })}\n\n`
      response.write(event({ delta: { role: 'assistant', ...delta }, finish_reason: null }))
      if (dies) return setTimeout(() => response.destroy(), 200)
      response.write(event({ delta: {}, finish_reason: delta.tool_calls === undefined ? 'stop' : 'tool_calls' }))
      return response.end('data: [DONE]\n\n')
    },
  })
}
