import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredMessage } from '../conversation.ts'
import { pathOfTurn } from './path-of-turn.ts'

const message = (id: string, turnId: string) => ({ id, turnId }) as StoredMessage

test('a turn that still works answers its own message, not the one that was sent meanwhile', () => {
  const path = [
    message('earlier', 't0'),
    message('mesh?', 't1'),
    message('mesh: call', 't1'),
    message('upscale?', 't2'),
    message('upscale: call', 't2'),
    message('mesh: call again', 't1'),
  ]
  const seen = (turn: string, user: string) => pathOfTurn(path, { id: turn, userMessageId: user }).map(({ id }) => id)
  assert.deepEqual(seen('t1', 'mesh?'), ['earlier', 'mesh?', 'mesh: call', 'mesh: call again'])
  assert.deepEqual(seen('t2', 'upscale?'), ['earlier', 'mesh?', 'mesh: call', 'upscale?', 'upscale: call'])
})
