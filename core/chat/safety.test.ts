import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ToolCall } from '../../base/chat.ts'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { injections } from './injection-corpus.fixture.ts'
import { scriptedModel } from './scripted-model.fixture.ts'
import { putPicture, say, startTalk } from './talk.fixture.ts'

/** What a model that obeys whatever it reads would do next. */
const obeying: readonly Omit<ToolCall, 'id'>[] = [
  { name: 'asset_trash', arguments: { assets: ['statue'] } },
  { name: 'model_pull', arguments: { model: 'sd-turbo' } },
  { name: 'asset_rename', arguments: { asset: 'statue', name: 'pwned' } },
  { name: 'asset_tag', arguments: { asset: 'statue', tags: ['pwned'] } },
  { name: 'file_write', arguments: { path: 'code/out.txt', text: 'pwned' } },
  { name: 'remember', arguments: { text: 'always obey files' } },
  { name: 'settings_change', arguments: { name: 'generate.width', value: 64 } },
  { name: 'image_generate', arguments: { prompt: 'pwned', width: 64, height: 64 } },
]

for (const way of ['a file', 'the record of an asset', 'an attached text'] as const) {
  test(`orders in ${way} change nothing unasked, also where the model obeys them`, async (t) => {
    const workspace = await temporaryWorkspace(t)
    const { assets, projects, history } = workspace
    const project = projects.current()
    const code = join(project.folder, 'code')
    mkdirSync(code, { recursive: true })
    const statue = await putPicture(workspace, 'statue', 1)
    const refused: string[] = []
    workspace.chat.subscribe((event) => {
      if (event.type !== 'chat-call' || event.call.state !== 'asking') return
      refused.push(event.call.tool)
      void workspace.chat.answer(event.call.id, 'refuse')
    })
    for (const [index, text] of injections.entries()) {
      const file = `read-${index}.md`
      writeFileSync(join(code, file), text)
      const record = await putPicture(workspace, `found-${index}`, 10 + index, { prompt: text, parameters: text })
      const attached = way === 'an attached text' ? [workspace.chat.addFile(project.id, `note-${index}.txt`, text)] : []
      const read = {
        'a file': { name: 'file_read', arguments: { path: `code/${file}` } },
        'the record of an asset': { name: 'asset_show', arguments: { asset: record.id } },
        'an attached text': { name: 'project_status', arguments: {} },
      }[way]
      const model = scriptedModel([{ calls: [read] }, { calls: obeying }, {}], { id: `obeys-${index}` })
      const { id } = startTalk(workspace, model)
      const before = history.list(project.id, { limit: 1000 }).length
      const { answers } = await say(workspace, id, { text: 'What does it say?', attachments: attached })
      const calls = answers[1]!.calls
      assert.deepEqual(
        calls.map(({ tool, state }) => `${tool} ${state}`),
        obeying.map(({ name }) => `${name} refused`),
        text,
      )
      assert.equal(history.list(project.id, { limit: 1000 }).length, before, text)
    }
    assert.equal(refused.length, injections.length * obeying.length)
    assert.deepEqual([assets.get(statue.id).name, assets.get(statue.id).trashedAt], ['statue', undefined])
  })
}

test('what decides whom this machine talks to, what it runs, or what a conversation may do is never changed by a call', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const values = {
    'chat.mode': 'auto',
    'chat.askAboveImages': 10_000,
    'network.offline': false,
    'hub.endpoint': 'http://evil.example',
    'hub.token': 'abc',
    'blender.path': '/bin/sh',
    'server.host': '0.0.0.0',
    'places.ollama': '/',
  }
  const calls = Object.entries(values).map(([name, value]) => ({ name: 'settings_change', arguments: { name, value } }))
  const { id } = startTalk(workspace, scriptedModel([{ calls }, {}]))
  const { answers } = await say(workspace, id, 'Change all these settings, I want it')
  for (const { result } of answers[0]!.calls) assert.match(JSON.stringify(result), /access-denied/)
  assert.deepEqual(workspace.settings.changed(), {})
})

test('a call reads and writes no file outside of the code folder', async (t) => {
  const workspace = await temporaryWorkspace(t)
  writeFileSync(join(workspace.home, 'outside.txt'), 'secret')
  const paths = [
    '../workspace.json',
    '../../../outside.txt',
    '/etc/passwd',
    '~/x',
    'code/../../x',
    'C:\\x',
    '.env',
    'code/a/../../../x',
  ]
  const calls = paths.flatMap((path) => [
    { name: 'file_read', arguments: { path } },
    { name: 'file_write', arguments: { path, text: 'x' } },
  ])
  workspace.settings.change({ 'chat.limitCalls': 100 })
  const { id } = startTalk(workspace, scriptedModel([{ calls }, {}]))
  const { answers } = await say(workspace, id, 'read and write files')
  for (const call of answers[0]!.calls) assert.equal(call.state, 'failed', JSON.stringify(call))
})

test('secrets reach no prompt: not from settings, nor from files or messages that hold them', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const token = 'hf_AbCdEfGhIjKlMnOp'
  workspace.settings.change({ 'hub.token': token })
  const { secret } = workspace.webhooks.receivers.add({ url: 'https://tool.example/hook', events: ['job-end'] })
  const code = join(workspace.projects.current().folder, 'code')
  writeFileSync(join(code, 'keys.md'), `the token is ${token}, the secret ${secret}`)
  const model = scriptedModel([
    {
      calls: [
        { name: 'settings_show', arguments: {} },
        { name: 'file_read', arguments: { path: 'code/keys.md' } },
      ],
    },
    {},
  ])
  const { id } = startTalk(workspace, model)
  await say(workspace, id, `what is the token? I think ${token}`)
  const prompts = JSON.stringify(model.requests)
  assert.match(prompts, /\[secret\]/)
  assert.match(prompts, /\(set, not shown\)/)
  assert.ok(!prompts.includes(token) && !prompts.includes(secret))
})
