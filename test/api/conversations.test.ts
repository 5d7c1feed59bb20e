import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type {
  ChatTurnView,
  ConversationView,
  LanguageModelView,
  OpenConversationView,
} from '../../interface/api/schemas/conversation.ts'
import { scriptedChatServer } from '../scripted-chat-server.ts'
import { startTestServer, type TestServer } from '../test-server.ts'

/** A server with a language model behind it that answers by a script. */
async function start(t: Parameters<typeof startTestServer>[0], answer: Parameters<typeof scriptedChatServer>[1]) {
  const [api, language] = await Promise.all([startTestServer(t), scriptedChatServer(t, answer)])
  await api.send('/api/v1/models/servers', { url: language.url, id: 'script' })
  const { id } = await api.send<ConversationView>('/api/v1/conversations', { model: 'script', mode: 'ask' })
  return { ...api, language, id }
}

const messages = (id: string) => `/api/v1/conversations/${id}/messages`

/** The conversation once it is so. */
async function until({ get }: TestServer, id: string, isSo: (open: OpenConversationView) => boolean) {
  let open: OpenConversationView | undefined
  for (let tries = 0; tries < 400; tries++) {
    open = await get<OpenConversationView>(`/api/v1/conversations/${id}`)
    if (isSo(open)) return open
    await setTimeout(25)
  }
  return assert.fail(`It did not come to it: ${JSON.stringify(open)}`)
}

async function untilTurn(api: TestServer, id: string, turnId: string, state = 'done') {
  const turnIn = ({ turns }: OpenConversationView) => turns.find((each) => each.id === turnId)
  const open = await until(api, id, (now) => turnIn(now)?.state === state)
  return { ...open, turn: turnIn(open)! }
}

test('a conversation is begun, answered, found, branched, exported, trashed and restored', async (t) => {
  const api = await start(t, (words) => ['You said: ', words])
  const { send, get, call, id } = api
  const first = await send<ChatTurnView>(messages(id), { text: 'copper gears' })
  const { messages: said, conversation } = await untilTurn(api, id, first.id)
  assert.deepEqual(
    said.map(({ role, text, finish }) => [role, text, finish]),
    [
      ['user', 'copper gears', 'stop'],
      ['assistant', 'You said: copper gears', 'stop'],
    ].map(([role, text, finish]) => [role, text, role === 'user' ? said[0]!.finish : finish]),
  )
  assert.equal(conversation.state, 'idle')

  // The first message written anew is another beginning; the old one stays.
  const anew = await send<ChatTurnView>(messages(id), { text: 'iron gears', parentId: 'root' })
  const branched = await untilTurn(api, id, anew.id)
  const beginnings = branched.messages.filter(({ parentId }) => parentId === undefined)
  assert.deepEqual(
    beginnings.map(({ text }) => text),
    ['copper gears', 'iron gears'],
  )
  const head = said.at(-1)!.id
  const shown = await send<ConversationView>(`/api/v1/conversations/${id}`, { headId: head }, { method: 'PATCH' })
  assert.equal(shown.headId, head)

  const again = await send<ChatTurnView>(`/api/v1/messages/${head}/retry`, {})
  const retried = await untilTurn(api, id, again.id)
  assert.equal(retried.messages.filter(({ parentId }) => parentId === said[0]!.id).length, 2)

  const found = await get<{ items: ConversationView[] }>('/api/v1/conversations?q=iron')
  assert.deepEqual(
    found.items.map((each) => each.id),
    [id],
  )
  await send(`/api/v1/conversations/${id}`, { title: 'Gears: "all"' }, { method: 'PATCH' })
  const file = await call(`/api/v1/conversations/${id}/export?format=markdown`)
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment; filename="Gears_ _all_.md"/)
  assert.match(await file.text(), /copper gears/)
  const data = await (await call(`/api/v1/conversations/${id}/export?format=json`)).json()
  assert.equal(typeof data, 'object')

  const list = async () => (await get<{ items: ConversationView[] }>('/api/v1/conversations')).items.map((c) => c.id)
  await send(`/api/v1/conversations/${id}`, undefined, { method: 'DELETE' })
  assert.deepEqual(await list(), [])
  await send(`/api/v1/conversations/${id}/restore`)
  assert.deepEqual(await list(), [id])
})

test('an answer streams as events that can be gone back to, and is stopped in the middle', async (t) => {
  const gate = Promise.withResolvers<void>()
  t.after(() => gate.resolve())
  const api = await start(t, () => ['One ', 'two ', gate.promise, 'three'])
  const { send, server, token, id } = api
  const events: Record<string, unknown>[] = []
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/api/v1/events`, {
    headers: { Authorization: `Bearer ${token}` },
  } as never)
  t.after(() => socket.close())
  socket.addEventListener('message', ({ data }) => events.push(JSON.parse(String(data))))
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const turn = await send<ChatTurnView>(messages(id), { text: 'Count' })
  const open = await until(api, id, ({ messages: said }) => said.at(-1)?.text === 'One two ')
  assert.equal(open.conversation.state, 'running')
  assert.equal(open.messages.at(-1)!.finish, undefined, 'it is still written')
  const stopped = await send<ChatTurnView>(`/api/v1/turns/${turn.id}/stop`)
  assert.equal(stopped.id, turn.id)
  const end = await untilTurn(api, id, turn.id, 'stopped')
  assert.deepEqual([end.messages.at(-1)!.text, end.messages.at(-1)!.finish], ['One two ', 'stopped'])
  // What the stream told, put together, is what the route answers.
  const pieces = events
    .filter(({ type }) => type === 'chat-delta')
    .map(({ delta }) => delta as { text: string; from: number })
  assert.equal(
    pieces.reduce((text, piece) => text.slice(0, piece.from) + piece.text, ''),
    'One two ',
  )
  assert.ok(events.some(({ type }) => type === 'chat-turn') && events.some(({ type }) => type === 'chat-message'))
})

test('what cannot be taken lightly asks first; all a turn did is undone and done again as one', async (t) => {
  let asset = ''
  const api = await start(t, (words, after) =>
    after === 'tool'
      ? ['Done.']
      : words.includes('rename')
        ? [{ tool: 'asset_rename', arguments: { asset, name: 'better-name' } }]
        : [{ tool: 'asset_trash', arguments: { assets: [asset] } }],
  )
  const { send, workspace, id } = api
  const { id: job } = await send('/api/v1/jobs', {
    node: 'image.generate',
    input: { prompt: 'copper gear', width: 64, height: 64, seed: 1 },
  })
  await api.get(`/api/v1/jobs/${job}?waitSeconds=60`)
  const picture = workspace.queue
    .assetsOf(String(job))
    .map((each) => workspace.assets.get(each))
    .find(({ kind }) => kind === 'image')!
  asset = picture.id
  const isTrashed = () => workspace.assets.get(asset).trashedAt !== undefined

  const refused = await send<ChatTurnView>(messages(id), { text: 'delete it' })
  const asking = await untilTurn(api, id, refused.id, 'asking')
  assert.equal(asking.conversation.state, 'asking')
  const [first] = asking.messages.flatMap(({ calls }) => calls)
  assert.equal(first!.state, 'asking')
  assert.ok(first!.reason !== undefined && first!.reason.length > 5)
  await send(`/api/v1/calls/${first!.id}/answer`, { answer: 'refuse' })
  await untilTurn(api, id, refused.id)
  assert.equal(isTrashed(), false)

  const allowed = await send<ChatTurnView>(messages(id), { text: 'delete it, really' })
  const again = await untilTurn(api, id, allowed.id, 'asking')
  const second = again.messages.flatMap(({ calls }) => calls).find(({ state }) => state === 'asking')!
  await send(`/api/v1/calls/${second.id}/answer`, { answer: 'allow-always' })
  const { turn, conversation } = await untilTurn(api, id, allowed.id)
  assert.deepEqual(conversation.allowed, ['asset_trash'])
  const strict = await send<ConversationView>(
    `/api/v1/conversations/${id}`,
    { allowed: ['asset_rename'] },
    { method: 'PATCH' },
  )
  assert.deepEqual(strict.allowed, [], 'a change takes away and never allows')
  assert.equal(isTrashed(), true)
  assert.ok(turn.changes > 0)
  assert.equal((await send<ChatTurnView>(`/api/v1/turns/${turn.id}/undo`)).undone, true)
  assert.equal(isTrashed(), false)
  assert.equal((await send<ChatTurnView>(`/api/v1/turns/${turn.id}/redo`)).undone, false)
  assert.equal(isTrashed(), true)
})

test('language models are listed with the one that answers; a project has a memory; wrong requests are refused', async (t) => {
  const api = await startTestServer(t)
  const { get, send, call, workspace } = api
  const { items } = await get<{ items: LanguageModelView[] }>('/api/v1/language-models')
  const builtIn = items.find(({ kind }) => kind === 'built-in')!
  assert.equal(builtIn.isDefault, true)
  assert.match(builtIn.summary, /\w+/)
  await send('/api/v1/language-models/unload')
  const { slug } = workspace.projects.current()
  await send(`/api/v1/projects/${slug}/memory`, { text: '- We model in metres.' }, { method: 'PUT' })
  assert.match((await get<{ text: string }>(`/api/v1/projects/${slug}/memory`)).text, /metres/)
  await send(`/api/v1/projects/${slug}/instructions`, { text: 'Low poly, warm colours.' }, { method: 'PUT' })
  assert.match((await get<{ text: string }>(`/api/v1/projects/${slug}/instructions`)).text, /warm/)
  assert.match((await get<{ text: string }>(`/api/v1/projects/${slug}/memory`)).text, /metres/)

  const { id } = await send<ConversationView>('/api/v1/conversations', {})
  const status = async (path: string, body: unknown, method = 'POST') => {
    const answer = await call(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { error } = (await answer.json()) as { error?: { code: string } }
    return [answer.status, error?.code]
  }
  assert.deepEqual(await status(messages('v000'), { text: 'x' }), [404, 'not-found'])
  assert.deepEqual(await status(messages(id), { words: 'x' }), [400, 'bad-input'])
  assert.deepEqual(await status(messages(id), { text: ' ' }), [400, 'bad-input'])
  assert.deepEqual(await status(messages(id), { text: 'x'.repeat(17_000_000) }), [413, 'bad-input'])
  assert.deepEqual(await status('/api/v1/turns/none/stop', {}), [404, 'not-found'])
  assert.deepEqual(await status('/api/v1/calls/none/answer', { answer: 'maybe' }), [400, 'bad-input'])
  assert.deepEqual(await status(`/api/v1/conversations/${id}`, { mode: 'wild' }, 'PATCH'), [400, 'bad-input'])
})
