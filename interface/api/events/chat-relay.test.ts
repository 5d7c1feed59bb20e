import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { ChatEvent, Conversation, StoredMessage } from '../../../core/chat/conversation.ts'
import { ChatRelay } from './chat-relay.ts'
import { EventLog } from './event-log.ts'

const at = '2026-11-26T12:00:00.000Z'
const conversation: Conversation = {
  id: 'v1',
  projectId: 'p1',
  title: 'Gears',
  createdAt: at,
  updatedAt: at,
  mode: 'ask',
  titled: true,
}
const message = (more: Partial<StoredMessage> = {}): StoredMessage => ({
  id: 'm1',
  conversationId: 'v1',
  role: 'assistant',
  text: '',
  attachments: [],
  turnId: 'u1',
  createdAt: at,
  calls: [],
  citations: [],
  notes: [],
  ...more,
})
const turn = (state: 'running' | 'asking' | 'done', id = 'u1') => ({
  type: 'chat-turn' as const,
  turn: { id, conversationId: 'v1', userMessageId: 'm0', state, createdAt: at, changes: 0, undone: false },
})
const words = (text: string, type: 'text' | 'reasoning' = 'text'): ChatEvent => ({
  type: 'chat-delta',
  conversationId: 'v1',
  messageId: 'm1',
  delta: { type, text },
})

function relay() {
  const events = new EventLog()
  const told: Record<string, unknown>[] = []
  events.subscribe(({ seq: _, at: __, ...event }) => told.push(event))
  let tell: (event: ChatEvent) => void = () => assert.fail('nobody listens')
  let listening = true
  const chats = new ChatRelay((listener) => {
    tell = listener
    return () => {
      listening = false
    }
  }, events)
  return {
    chats,
    told,
    tell: (...all: ChatEvent[]) => {
      for (const each of all) tell(each)
    },
    isListening: () => listening,
  }
}

test('many pieces of a text go out as few, each with its place', async () => {
  const { told, tell } = relay()
  tell({ type: 'chat-message', message: message() }, words('He'), words('llo'), words(' wo'))
  await setTimeout(120)
  tell(words('rld'), words('Hm.', 'reasoning'))
  await setTimeout(120)
  assert.deepEqual(
    told.slice(1).map(({ delta }) => delta),
    [
      { type: 'text', text: 'Hello wo', from: 0 },
      { type: 'reasoning', text: 'Hm.', from: 0 },
      { type: 'text', text: 'rld', from: 8 },
    ],
  )
})

test('what was written comes before what is told next, and pieces go on where the message stands', () => {
  const { told, tell } = relay()
  tell({ type: 'chat-message', message: message({ text: 'Hello' }) }, words(' world'), turn('asking'))
  assert.deepEqual(
    told.map(({ type }) => type),
    ['chat-message', 'chat-delta', 'chat-turn'],
  )
  assert.deepEqual(told[1]!['delta'], { type: 'text', text: ' world', from: 5 })
})

test('the message so far is known to the letter, ahead of the store', () => {
  const { chats, tell } = relay()
  tell({ type: 'chat-message', message: message() }, words('Hello'), words('Hm.', 'reasoning'))
  const { text, reasoning } = chats.viewMessage(message({ text: 'Hel' }))
  assert.deepEqual([text, reasoning], ['Hello', 'Hm.'])
  const done = message({ text: 'Bye', finish: 'stop' })
  tell({ type: 'chat-message', message: done })
  assert.equal(chats.viewMessage(done).text, 'Bye')
})

test('which conversations answer is known from their turns', () => {
  const { chats, tell } = relay()
  const state = () => chats.view(conversation).state
  assert.equal(state(), 'idle')
  tell(turn('running'))
  assert.equal(state(), 'running')
  tell(turn('asking', 'u2'), turn('done', 'u1'))
  assert.equal(state(), 'asking', 'the end of another turn says nothing of this one')
  tell(turn('done', 'u2'))
  assert.equal(state(), 'idle')
  assert.ok(!('titled' in chats.view(conversation)), 'what only the store needs stays inside')
})

test('a message that is too large is not sent along', () => {
  const { told, tell } = relay()
  tell({ type: 'chat-message', message: message({ text: 'x'.repeat(300_000), finish: 'stop' }) })
  assert.deepEqual(told, [{ type: 'chat-changed', conversationId: 'v1' }])
})

test('stopped, it listens no more', () => {
  const { chats, isListening } = relay()
  chats.stop()
  assert.equal(isListening(), false)
})
