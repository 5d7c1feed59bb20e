import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import type { ChatEvent } from './conversation.ts'
import { scriptedModel } from './scripted-model.fixture.ts'
import { putPicture, say, startTalk } from './talk.fixture.ts'

test('a message is answered; what is said is told while it is made, and stands after a restart', async (t) => {
  const home = temporaryFolder(t)
  const workspace = await temporaryWorkspace(t, home)
  const { id } = startTalk(workspace, scriptedModel([{ text: 'Hello there.' }]))
  const events: ChatEvent[] = []
  workspace.chat.subscribe((event) => events.push(event))
  const { turn, answers } = await say(workspace, id, 'please say hello. Now')
  assert.equal(turn.state, 'done')
  assert.equal(answers[0]?.text, 'Hello there.')
  assert.ok(events.some((event) => event.type === 'chat-delta' && event.messageId === answers[0]!.id))
  assert.deepEqual(
    events.filter((event) => event.type === 'chat-turn').map((event) => event.turn.state),
    ['running', 'done'],
  )
  const again = await temporaryWorkspace(t, home)
  assert.equal(again.chat.get(id).conversation.title, 'Say hello. Now')
  assert.deepEqual(
    again.chat.get(id).messages.map(({ role, text }) => `${role}: ${text}`),
    ['user: please say hello. Now', 'assistant: Hello there.'],
  )
})

test('everything a turn changed is undone with one undo and only that, and redo brings it back', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { chat, assets, history, settings, collections, config } = workspace
  const project = workspace.projects.current()
  const [statue, door] = [await putPicture(workspace, 'statue', 1), await putPicture(workspace, 'door', 2)]
  const model = scriptedModel([
    {
      calls: [
        { name: 'asset_rename', arguments: { asset: 'statue', name: 'Old guardian' } },
        { name: 'asset_tag', arguments: { asset: statue.id, tags: 'hero' } },
        { name: 'asset_rate', arguments: { asset: statue.id, rating: '5' } },
        { name: 'collection_add', arguments: { collection: 'Gate', assets: [statue.id, 'door'] } },
        { name: 'settings_change', arguments: { name: 'generate.width', value: 768 } },
        { name: 'file_write', arguments: { path: 'code/notes.md', text: 'Granite.' } },
        { name: 'remember', arguments: { text: 'The gate is granite.' } },
      ],
    },
  ])
  const { id } = startTalk(workspace, model)
  const { turn, answers } = await say(workspace, id, 'Sort this out')
  assert.deepEqual(
    answers[0]!.calls.map(({ tool, state }) => `${tool} ${state}`),
    answers[0]!.calls.map(({ tool }) => `${tool} done`),
    JSON.stringify(answers[0]!.calls.map(({ result }) => result)),
  )
  const state = () => ({
    names: assets.list({ projectId: project.id }).map(({ name, tags, rating }) => `${name} ${tags} ${rating ?? 0}`),
    collections: collections.list(project.id).map(({ name, count }) => `${name} ${count}`),
    width: config.generate.width,
    changed: settings.changed(),
    memory: chat.note(project.id, 'memory').get(),
    search: assets.list({ projectId: project.id, text: 'guardian' }).length,
  })
  const after = state()
  assert.deepEqual(after, {
    names: ['door  0', 'old-guardian hero 5'],
    collections: ['Gate 2'],
    width: 768,
    changed: { 'generate.width': 768 },
    memory: '- The gate is granite.\n',
    search: 1,
  })
  assert.equal(turn.changes, 8)
  // Somebody else goes on meanwhile.
  assets.change([door.id], { action: 'tag', add: ['theirs'] }, () => 'test')
  const undone = await chat.undo(turn.id)
  assert.deepEqual([undone.undone, undone.conflicts], [true, undefined])
  const before = {
    names: ['door theirs 0', 'statue  0'],
    collections: [],
    width: 512,
    changed: {},
    memory: '',
    search: 0,
  }
  assert.deepEqual(state(), before)
  await assert.rejects(chat.undo(turn.id), { code: 'bad-input' })
  assert.equal((await chat.redo(turn.id)).undone, false)
  assert.deepEqual(state(), { ...after, names: ['door theirs 0', 'old-guardian hero 5'] })
  // The project's own undo takes the turn as one step, and so does its redo.
  assert.equal(history.undo(project.id).turn, turn.id)
  assert.deepEqual(state(), before)
  assert.equal(history.redo(project.id).turn, turn.id)
  await workspace.reindex()
  assert.deepEqual(state(), { ...after, names: ['door theirs 0', 'old-guardian hero 5'] })
  assert.equal(chat.get(id).messages.length, 3)
  history.undo(project.id)
  assert.deepEqual(state(), before)
})
