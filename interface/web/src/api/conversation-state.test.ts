import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isKnown, type LiveConversation, type LiveMessage, withChatEvent, withNews } from './conversation-state.ts'

const at = '2026-11-26T12:00:00.000Z'
const message = (text: string, more: Partial<LiveMessage> = {}): LiveMessage => ({
  id: 'm1',
  conversationId: 'c1',
  role: 'assistant',
  text,
  attachments: [],
  turnId: 't1',
  createdAt: at,
  calls: [],
  citations: [],
  notes: [],
  ...more,
})
const open = (...messages: LiveMessage[]): LiveConversation => ({
  conversation: { id: 'c1', projectId: 'p', title: 'Talk', createdAt: at, updatedAt: at, mode: 'ask', state: 'idle' },
  messages,
  turns: [],
})
const piece = (text: string, from: number) => ({
  type: 'chat-delta' as const,
  conversationId: 'c1',
  messageId: 'm1',
  delta: { type: 'text' as const, text, from },
})
const textOf = (state: LiveConversation | 'gap') => (state === 'gap' ? state : state.messages[0]!.text)

test('pieces of a text are put together, and one that comes twice changes nothing', () => {
  const once = withChatEvent(open(message('Hel')), piece('lo', 3))
  assert.equal(textOf(once), 'Hello')
  assert.equal(textOf(withChatEvent(once as LiveConversation, piece('lo', 3))), 'Hello')
})

test('a piece after a gap, or of a message that is not known, asks for the conversation anew', () => {
  assert.equal(withChatEvent(open(message('Hel')), piece('world', 6)), 'gap')
  assert.equal(withChatEvent(open(), piece('x', 0)), 'gap')
})

test('what the model waits for goes when it begins to write', () => {
  const waiting = withChatEvent(open(message('')), {
    ...piece('', 0),
    delta: { type: 'wait', what: 'load', fraction: 0.5 },
  }) as LiveConversation
  assert.deepEqual(waiting.messages[0]!.waiting, { what: 'load', fraction: 0.5 })
  const writing = withChatEvent(waiting, piece('Hi', 0)) as LiveConversation
  assert.equal(writing.messages[0]!.waiting, undefined)
})

test('an answer that was overtaken by the stream gets what it lacks, and nothing twice', () => {
  const answer = { ...open(message('Hello')), seq: 'x:4' } as never
  const at = (seq: string, text: string, from: number) => ({ ...piece(text, from), seq })
  assert.equal(
    textOf(withNews(answer, [at('x:4', 'lo', 3), at('x:5', ' world', 5), at('x:6', '!', 11)])),
    'Hello world!',
  )
  const later = { ...message('Done.', { id: 'm2', finish: 'stop' }) }
  const news = withNews(answer, [{ type: 'chat-message', message: later, seq: 'x:7' }])
  assert.deepEqual(
    news.messages.map(({ text }) => text),
    ['Hello', 'Done.'],
  )
})

test('events of another start of the server are never taken for known', () => {
  assert.equal(isKnown('x:4', 'x:4'), true)
  assert.equal(isKnown('x:5', 'x:4'), false)
  assert.equal(isKnown('y:1', 'x:4'), false)
  assert.equal(isKnown('x:1', undefined), false)
})

test('a call is replaced by its newer state', () => {
  const call = { id: 'k', tool: 'image_generate', arguments: {}, state: 'running' as const, assets: [] }
  const event = { type: 'chat-call' as const, conversationId: 'c1', messageId: 'm1', call }
  const running = withChatEvent(open(message('')), event) as LiveConversation
  const done = withChatEvent(running, { ...event, call: { ...call, state: 'done', assets: ['a'] } }) as LiveConversation
  assert.deepEqual(
    done.messages[0]!.calls.map(({ state, assets }) => [state, assets]),
    [['done', ['a']]],
  )
})
