import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { ChatDelta, ChatRequest } from '../../base/chat.ts'
import { type TinyModelOptions, writeTinyModel } from '../../models/llm/llama/tiny-model.fixture.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import type { Workspace } from '../workspace.ts'

const signal = new AbortController().signal
const hello: ChatRequest = {
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  maxTokens: 5,
  seed: 5,
}

test('a file that is added talks, is listed with what it is, and shares the memory with the others', async (t) => {
  const workspace = await temporaryWorkspace(t)
  await add(workspace, t, 'one')
  await add(workspace, t, 'two', { seed: 2 })
  const { language } = workspace
  const [one] = language.list()
  assert.deepEqual(
    { ...one, bytes: 0 },
    {
      id: 'one',
      title: 'one.gguf',
      summary: 'A language model of this machine (llama), run by llama.cpp.',
      kind: 'gguf',
      loaded: false,
      bytes: 0,
      contextTokens: 4096,
      abilities: { images: false, tools: 'grammar' },
      isDefault: true,
    },
  )
  const events: string[] = []
  workspace.queue.subscribe((event) => 'title' in event && events.push(`${event.type} ${event.title}`))
  const deltas: ChatDelta[] = []
  const first = await (await language.open()).reply(hello, { signal, onDelta: (delta) => deltas.push(delta) })
  assert.equal(first.usage?.replyTokens, 5)
  assert.deepEqual(deltas[0], { type: 'wait', what: 'load' })
  assert.equal(language.list()[0]?.loaded, true)
  const memory = await workspace.loadedModels()
  assert.deepEqual(
    memory.items.map(({ title, inUse }) => [title, inUse]),
    [['one.gguf', false]],
  )
  assert.ok(memory.usedBytes > 100e6)

  // Room for one of them.
  workspace.settings.change({ 'models.memoryGb': 0.15 })
  await (await language.open('two')).reply(hello, { signal })
  assert.deepEqual(events, ['model-load one.gguf', 'model-unload one.gguf', 'model-load two.gguf'])

  // One that answers is never taken.
  const stop = new AbortController()
  const endless: ChatRequest = {
    ...hello,
    maxTokens: 4000,
    responseSchema: { type: 'array', minItems: 900, items: { type: 'string' } },
  }
  const started = Promise.withResolvers<void>()
  const two = await language.open('two')
  const answer = two.reply(endless, { signal: stop.signal, onDelta: () => started.resolve() })
  await started.promise
  const other = (await language.open('one')).reply(hello, { signal })
  await assert.rejects(other, { code: 'out-of-memory', message: /one\.gguf needs/ })
  stop.abort()
  await assert.rejects(answer, { code: 'cancelled' })
  await workspace.unloadModels()
  assert.deepEqual(language.loaded(), [])
})

test('a file that is cut off is said so, and so is one that is gone', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const path = await add(workspace, t, 'whole')
  const model = await workspace.language.open('whole')
  writeFileSync(path, 'no more')
  await assert.rejects(model.reply(hello, { signal }), { code: 'corrupt-file' })
  const again = await workspace.language.open('whole')
  await assert.rejects(again.reply(hello, { signal }), { code: 'no-model', message: /gone or changed/ })
})

test('an idle model leaves the memory', async (t) => {
  const workspace = await temporaryWorkspace(t)
  await add(workspace, t, 'idle')
  workspace.settings.change({ 'chat.idleMinutes': 0.001 })
  await (await workspace.language.open()).reply(hello, { signal })
  const { promise, resolve } = Promise.withResolvers<void>()
  workspace.queue.subscribe((event) => event.type === 'model-unload' && resolve())
  await promise
  assert.deepEqual(workspace.language.loaded(), [])
})

async function add(workspace: Workspace, t: TestContext, name: string, options?: TinyModelOptions): Promise<string> {
  const path = join(temporaryFolder(t), `${name}.gguf`)
  writeTinyModel(path, options)
  await (await workspace.library()).add(path, {})
  return path
}
