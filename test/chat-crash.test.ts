import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { putPicture } from '../core/chat/talk.fixture.ts'
import { openWorkspace, type Workspace } from '../core/workspace.ts'
import { temporaryFolder } from './temporary-workspace.ts'

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/** A turn that changes a little of everything, one call after the other, and makes a texture in between. */
const program = (home: string) => `
  const { openWorkspace } = await import(${url('../core/workspace.ts')})
  const { scriptedModel } = await import(${url('../core/chat/scripted-model.fixture.ts')})
  const { startTalk } = await import(${url('../core/chat/talk.fixture.ts')})
  await using workspace = await openWorkspace({ home: ${JSON.stringify(home)}, environment: {} })
  const call = (name, input) => ({ calls: [{ name, arguments: input }] })
  const { id } = startTalk(workspace, scriptedModel([
    call('asset_rename', { asset: 'statue', name: 'guardian' }),
    call('asset_tag', { asset: 'guardian', tags: ['hero'] }),
    call('file_write', { path: 'code/notes.md', text: 'after' }),
    call('texture_generate', { prompt: 'steel', width: 256, height: 256, preview: false }),
    call('settings_change', { name: 'generate.width', value: 768 }),
    call('collection_add', { collection: 'Gate', assets: ['guardian'] }),
    call('remember', { text: 'The gate is steel.' }),
    call('asset_rate', { asset: 'guardian', rating: 4 }),
  ]))
  workspace.chat.subscribe((event) => event.type === 'chat-call' && console.log(event.call.tool, event.call.state))
  const turn = await workspace.chat.send(id, { text: 'Sort this out' })
  await workspace.chat.wait(turn.id)
`

function stateOf(workspace: Workspace) {
  const project = workspace.projects.current()
  return {
    assets: workspace.assets
      .list({ projectId: project.id })
      .map(({ name, tags, rating }) => `${name} ${tags} ${rating ?? 0}`),
    collections: workspace.collections.list(project.id).map(({ name }) => name),
    width: workspace.config.generate.width,
    memory: workspace.chat.note(project.id, 'memory').get(),
    notes: workspace.chat.addFile(project.id, 'probe.md', 'probe'),
  }
}

const moments = [
  ['asset_rename running', 0],
  ['file_write running', 1],
  ['texture_generate running', 300],
  ['collection_add done', 2],
] as const

for (const [line, afterMs] of moments) {
  test(`a turn that is killed at "${line}" stands as far as it went, and is undone as a whole after the restart`, async (t) => {
    const home = temporaryFolder(t)
    let before: ReturnType<typeof stateOf>
    {
      await using workspace = await openWorkspace({ home, environment: {} })
      await putPicture(workspace, 'statue', 1)
      workspace.chat.addFile(workspace.projects.current().id, 'notes.md', 'before')
      before = stateOf(workspace)
    }
    const child = spawn(process.execPath, ['--input-type=module', '-e', program(home)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    const exit = new Promise((resolve) => child.once('exit', resolve))
    for await (const said of createInterface({ input: child.stdout })) {
      if (said !== line) continue
      await sleep(afterMs)
      process.kill(-child.pid!, 'SIGKILL')
      break
    }
    await exit
    await using workspace = await openWorkspace({ home, environment: {} })
    const { chat, queue } = workspace
    const [conversation] = chat.list()
    // What was queued goes on by itself, and still is a part of the turn.
    for (const { id } of queue.list({ state: ['queued', 'running'] })) await queue.wait(id)
    const { turns, messages } = chat.get(conversation!.id)
    assert.equal(turns[0]!.state, 'stopped')
    assert.match(String(messages.at(-1)!.notes), /The program ended in the middle/)
    if (turns[0]!.changes > 0) {
      const { conflicts } = await chat.undo(turns[0]!.id)
      assert.equal(conflicts, undefined)
    }
    assert.deepEqual(stateOf(workspace), before)
    // The conversation goes on where it was.
    const next = await chat.send(conversation!.id, { text: 'help', model: 'interpreter' })
    assert.equal((await chat.wait(next.id)).state, 'done')
  })
}
