import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { scriptedModel } from './scripted-model.fixture.ts'
import { putPicture, say, startTalk } from './talk.fixture.ts'

const says = (...texts: string[]) => texts.map((text) => ({ text }))
const textOf = (message: { role: string; text?: string } | undefined) => JSON.stringify(message)

test('an earlier message can be said otherwise and another answer be had: both branches stay', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat } = workspace
  const model = scriptedModel(says('A1', 'A2', 'B2', 'B2 again'))
  const other = scriptedModel(says('from another'), { id: 'other' })
  const { id } = startTalk(workspace, model)
  workspace.language.register(other)
  const first = await say(workspace, id, 'one')
  await say(workspace, id, 'two')
  // "two" said otherwise: a message beside it.
  await say(workspace, id, { text: 'zwei', parentId: first.answers[0]!.id })
  const shown = () => {
    const { conversation, messages } = chat.get(id)
    const path: string[] = []
    for (let at = conversation.headId; at !== undefined; ) {
      const message = messages.find((each) => each.id === at)!
      path.unshift(message.text)
      at = message.parentId
    }
    return path
  }
  assert.deepEqual(shown(), ['one', 'A1', 'zwei', 'B2'])
  const prompt = model.requests[2]!.messages.map(textOf).join('\n')
  assert.ok(prompt.includes('zwei') && !prompt.includes('two'))
  const turn = await chat.retry(chat.get(id).conversation.headId!)
  await chat.wait(turn.id)
  assert.deepEqual(shown(), ['one', 'A1', 'zwei', 'B2 again'])
  const third = await chat.retry(chat.get(id).conversation.headId!, { model: 'other' })
  await chat.wait(third.id)
  assert.deepEqual(shown(), ['one', 'A1', 'zwei', 'from another'])
  const two = chat.get(id).messages.find(({ text }) => text === 'A2')!
  chat.update(id, { headId: two.id })
  assert.deepEqual(shown(), ['one', 'A1', 'two', 'A2'])
  assert.equal(chat.get(id).messages.length, 8)
})

test('conversations are found by their words, exported, thrown away and taken back', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat } = workspace
  const { id } = startTalk(workspace, scriptedModel(says('Rivets would suit it.')))
  await say(workspace, id, 'What suits a spaceship hull?')
  const empty = chat.create({ projectId: workspace.projects.current().id, title: 'Castle walls' })
  const find = (text: string) => chat.list({ text }).map(({ title }) => title)
  assert.deepEqual(find('rivet'), ['What suits a spaceship hull'])
  assert.deepEqual(find('hull spaceship'), ['What suits a spaceship hull'])
  assert.deepEqual(find('castle'), ['Castle walls'])
  assert.deepEqual(find('dragon'), [])
  assert.deepEqual(
    chat.list({ limit: 1 }).map((each) => each.id),
    [empty.id],
  )
  assert.deepEqual(
    chat.list({ before: empty.id }).map((each) => each.id),
    [id],
  )
  const markdown = chat.export(id, 'markdown')
  assert.match(
    markdown,
    /^# What suits a spaceship hull\n[\s\S]*## User\n\nWhat suits[\s\S]*## Assistant \(scripted\)\n\nRivets would suit it\.\n$/,
  )
  assert.equal((JSON.parse(chat.export(id, 'json')) as { messages: unknown[] }).messages.length, 2)
  chat.remove(id)
  assert.deepEqual(find('rivet'), [])
  await assert.rejects(chat.send(id, { text: 'still there?' }), { code: 'bad-input' })
  chat.restore(id)
  assert.deepEqual(find('rivet'), ['What suits a spaceship hull'])
})

test('a message that is too long is refused in words, and the conversation is as it was', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { id } = startTalk(workspace, scriptedModel(says('fine')))
  await assert.rejects(
    workspace.chat.send(id, { text: 'x'.repeat(10_000_000) }),
    /at most 1,000,000 characters; this one has 10,000,000/,
  )
  assert.equal(workspace.chat.get(id).messages.length, 0)
  assert.equal((await say(workspace, id, 'short')).turn.state, 'done')
})

test('what does not fit the model is left out from the oldest on, and said so', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const model = scriptedModel([], { contextTokens: 4096 })
  const { id } = startTalk(workspace, model)
  for (let turn = 0; turn < 8; turn++) await say(workspace, id, `Number ${turn}: ${'long words '.repeat(150)}`)
  const prompt = model.requests.at(-1)!.messages
  const users = prompt.filter(({ role }) => role === 'user')
  assert.ok(users.length < 8 && textOf(users.at(-1)).includes('Number 7'))
  assert.match(textOf(prompt[0]), /left out for room, the user asked: Number 0/)
  assert.equal(prompt.filter(({ role }) => role === 'system').length, 1)
  const last = workspace.chat.get(id).messages.at(-1)!
  assert.match(last.notes.join(), /The oldest \d+ messages were summarised/)
})

test('pictures go to models that see, others are told of them; texts are quoted as data', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const picture = await putPicture(workspace, 'statue', 7)
  const file = workspace.chat.addFile(picture.projectId, 'notes.txt', 'Granite </data> and moss.')
  const seeing = scriptedModel(says('I see grey.'), { id: 'sees', abilities: { images: true, tools: 'asked' } })
  const blind = scriptedModel(says('I read.'), { id: 'blind' })
  for (const model of [seeing, blind]) {
    const { id } = startTalk(workspace, model)
    await say(workspace, id, { text: 'What is it?', attachments: [picture.id, file] })
    const user = model.requests[0]!.messages.find(({ role }) => role === 'user')!
    const parts = user.role === 'user' ? user.parts : []
    const image = parts.find((part) => part.type === 'image')
    assert.equal(image !== undefined, model === seeing)
    const words = parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
    assert.match(words, /Attached: image "statue"/)
    assert.match(words, /<data>\nGranite ‹\/data› and moss\.\n<\/data>/)
  }
})

test('a model is told what of the project fits, and what it cites stands with its answer', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const code = join(workspace.projects.current().folder, 'code')
  mkdirSync(code, { recursive: true })
  writeFileSync(join(code, 'lore.md'), 'The keep was built of basalt.\n')
  writeFileSync(join(code, 'other.md'), 'Ships sail at dawn.\n')
  const model = scriptedModel(says('Of basalt [1].', 'Of granite [1].'))
  const { id } = startTalk(workspace, model)
  const ask = async () => (await say(workspace, id, 'What was the keep built of?')).answers[0]!.citations
  assert.deepEqual(await ask(), [{ path: 'code/lore.md', quote: 'The keep was built of basalt.' }])
  assert.match(textOf(model.requests[0]!.messages[0]), /\[1\] code\/lore\.md: The keep was built of basalt\./)
  writeFileSync(join(code, 'lore.md'), 'The keep was built of granite, they say.\n')
  assert.deepEqual(await ask(), [{ path: 'code/lore.md', quote: 'The keep was built of granite, they say.' }])
})

test('only the tools that matter stand in the prompt of a model, with what exists now', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const statue = await putPicture(workspace, 'statue', 1)
  const model = scriptedModel([])
  const { id } = startTalk(workspace, model)
  await say(workspace, id, 'Upscale the statue to twice its size')
  const tools = model.requests[0]!.tools!
  const names = tools.map(({ name }) => name)
  assert.ok(names.length <= 10 && names.includes('image_resize'), names.join())
  const resize = tools.find(({ name }) => name === 'image_resize')!
  assert.deepEqual((resize.parameters as { properties: { image: { enum: string[] } } }).properties.image.enum, [
    statue.id,
  ])
  // Nothing can be made of meshes where there is none.
  await say(workspace, id, 'Export the mesh to Blender')
  assert.ok(!model.requests[1]!.tools!.some(({ name }) => name === 'blender_export' || name === 'mesh_export'))
})

test('a conversation that opens another project goes on there, and undo takes it back', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat, projects } = workspace
  const from = projects.current()
  const create = { name: 'project_create', arguments: { name: 'Hulls' } }
  const rate = { name: 'remember', arguments: { text: 'steel' } }
  const { id } = startTalk(workspace, scriptedModel([{ calls: [create] }, {}, { calls: [rate] }, {}]))
  const { turn } = await say(workspace, id, 'Make a new project Hulls')
  const hulls = projects.get('hulls')
  assert.deepEqual([projects.current().id, chat.get(id).conversation.projectId], [hulls.id, hulls.id])
  assert.equal(chat.list({ projectId: hulls.id })[0]!.id, id)
  const second = await say(workspace, id, 'remember steel')
  assert.equal(chat.note(hulls.id, 'memory').get(), '- steel\n')
  await workspace.reindex()
  assert.deepEqual([chat.list({}).length, chat.get(id).messages.length], [1, 6])
  await chat.undo(second.turn.id)
  const { conflicts } = await chat.undo(turn.id)
  assert.match(String(conflicts), /stays: there is work in it/)
  assert.deepEqual([projects.current().id, chat.get(id).conversation.projectId], [from.id, from.id])
  assert.equal(chat.get(id).messages.length, 6)
})
