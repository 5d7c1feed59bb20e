import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ChatMessage } from '../../../base/chat.ts'
import { defaultWorld } from '../evaluate/default-world.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { parseRequestSet } from '../evaluate/request-set.ts'
import { toolSpecs } from '../evaluate/tool-specs.ts'
import { createInterpreter } from './create-interpreter.ts'

const tools = await toolSpecs()
const interpreter = createInterpreter(() => defaultWorld)
const { signal } = new AbortController()

function user(text: string): ChatMessage {
  return { role: 'user', parts: [{ type: 'text', text }] }
}

test('understands at least 95 % of its set of requests', async () => {
  const lines = parseRequestSet(readFileSync(join(import.meta.dirname, 'requests.jsonl'), 'utf8'))
  const score = await evaluate(lines, { model: createInterpreter, tools })
  assert.ok(score.right / score.turns >= 0.95, score.misses.map(({ id, why }) => `${id}: ${why.join('; ')}`).join('\n'))
})

test('has the conversation of the mission word for word', async () => {
  const first = [user('Create a futuristic metal texture for a spaceship hull')]
  const offer = await interpreter.reply({ messages: first, tools }, { signal })
  assert.equal(offer.text, "I'll generate a metallic texture with sci-fi elements. Would you like PBR maps too?")
  assert.deepEqual(offer.calls, [])
  const second = [...first, { role: 'assistant', text: offer.text } as const, user('Yes, and make it seamless')]
  const made = await interpreter.reply({ messages: second, tools }, { signal })
  assert.equal(made.calls.length, 1)
  const [{ name, arguments: given }] = made.calls as unknown as [
    { name: string; arguments: { prompt: string; maps: string[] } },
  ]
  assert.equal(name, 'texture_generate')
  assert.match(given.prompt, /futuristic metal/)
  for (const map of ['albedo', 'normal', 'roughness']) assert.ok(given.maps.includes(map), map)
})

test('answers a message of ten megabytes with a sentence', async () => {
  const { text, calls } = await interpreter.reply(
    { messages: [user('make a robot '.repeat(800_000))], tools },
    { signal },
  )
  assert.match(text, /10,400,000 characters/)
  assert.deepEqual(calls, [])
})
