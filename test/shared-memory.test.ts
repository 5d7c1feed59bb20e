import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ChatRequest } from '../base/chat.ts'
import { writeTinyModel } from '../models/llm/llama/tiny-model.fixture.ts'
import { tinyModels } from './diffusion/tiny-models.ts'
import { temporaryFolder, temporaryWorkspace } from './temporary-workspace.ts'

const hello: ChatRequest = {
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
  maxTokens: 5,
  seed: 5,
}

test('chat, image, chat in memory for one of them: each makes room for the other, in their own processes', async (t) => {
  const models = await tinyModels('tiny-sd15')
  t.after(() => models[Symbol.dispose]())
  const workspace = await temporaryWorkspace(t)
  // The language model takes 101 MB, most of it its process; the image model, a few.
  workspace.settings.change({ 'models.memoryGb': 102e6 / 2 ** 30, 'chat.contextTokens': 512 })
  const library = await workspace.library()
  await library.add(models.path('tiny-sd15'), {})
  const path = join(temporaryFolder(t), 'talk.gguf')
  writeTinyModel(path)
  await library.add(path, {})
  const changes: string[] = []
  workspace.queue.subscribe((event) => {
    if ('usedBytes' in event) changes.push(`${event.type} ${event.title === 'talk.gguf' ? 'words' : 'picture'}`)
    if ('usedBytes' in event) assert.ok(event.usedBytes <= event.limitBytes, JSON.stringify(event))
  })
  const ask = async () => (await workspace.language.open('talk')).reply(hello, { signal: new AbortController().signal })
  const draw = async (seed: number) => {
    const input = { prompt: 'a cat', width: 64, height: 64, steps: 2, seed, model: 'tiny-sd15' }
    const job = await workspace.queue.submit({ node: 'image.generate', input })
    return workspace.queue.wait(job.id)
  }
  const said = await ask()
  assert.equal((await draw(1)).state, 'done')
  const { items, usedBytes, limitBytes } = await workspace.loadedModels()
  assert.ok(items.length > 0 && items.every(({ title }) => title !== 'talk.gguf'), JSON.stringify(items))
  assert.ok(usedBytes <= limitBytes)
  assert.deepEqual(await ask(), said)
  assert.equal((await draw(2)).state, 'done')
  const turns = changes.filter((change, i) => change !== changes[i - 1])
  assert.deepEqual(turns, [
    ...['model-load words', 'model-unload words', 'model-load picture'],
    ...['model-unload picture', 'model-load words', 'model-unload words', 'model-load picture'],
  ])
})
