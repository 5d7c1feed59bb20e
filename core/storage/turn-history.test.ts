import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { encodePng } from '../imaging/codecs/encode-png.ts'
import type { Workspace } from '../workspace.ts'

const session = 'a sitting'

/** A version of a name, current at once; `turn` makes it a part of that turn. */
async function put(workspace: Workspace, name: string, grey: number, turn?: string) {
  const project = workspace.projects.current()
  const bytes = await encodePng({ width: 4, height: 4, channels: 3, data: new Uint8Array(48).fill(grey) })
  const draft = { name, kind: 'image' as const, mediaType: 'image/png' }
  const asset = await workspace.assets.put(draft, bytes, { project, session, jobId: '', recipe: undefined })
  const before = workspace.assets.list({ projectId: project.id }).find((each) => each.name === name)?.id
  const step = { label: `put ${name} ${grey}`, session, ...(turn !== undefined && { turn }) }
  workspace.history.record(project, step, () => [{ name, after: asset.id, ...(before !== undefined && { before }) }])
  return asset
}

function current(workspace: Workspace): string[] {
  const { id } = workspace.projects.current()
  return workspace.assets
    .list({ projectId: id })
    .map(({ name, version }) => `${name}@${version}`)
    .sort()
}

test('a turn among the changes of others is taken back alone, and can be brought back after them', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { history } = workspace
  const { id } = workspace.projects.current()
  await put(workspace, 'statue', 1)
  await put(workspace, 'statue', 2, 'u1')
  await put(workspace, 'door', 3, 'u1')
  await put(workspace, 'gate', 4)
  await put(workspace, 'wall', 5, 'u1')
  assert.deepEqual(current(workspace), ['door@1', 'gate@1', 'statue@2', 'wall@1'])
  assert.equal(history.moveTurn('u1', 'undo').changes.length, 3)
  assert.deepEqual(current(workspace), ['gate@1', 'statue@1'])
  // A new change forgets what the project's redo would bring back, but not what the turn was.
  await put(workspace, 'tower', 6)
  assert.throws(() => history.redo(id), { code: 'bad-input' })
  history.moveTurn('u1', 'redo')
  assert.deepEqual(current(workspace), ['door@1', 'gate@1', 'statue@2', 'tower@1', 'wall@1'])
  await workspace.reindex()
  assert.deepEqual(current(workspace), ['door@1', 'gate@1', 'statue@2', 'tower@1', 'wall@1'])
  history.moveTurn('u1', 'undo')
  assert.deepEqual(current(workspace), ['gate@1', 'statue@1', 'tower@1'])
})

test('what others made of a name since a turn stays current, and undo says so', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { history } = workspace
  await put(workspace, 'statue', 1)
  await put(workspace, 'statue', 2, 'u1')
  await put(workspace, 'door', 3, 'u1')
  await put(workspace, 'statue', 4)
  assert.deepEqual(history.moveTurn('u1', 'undo').conflicts, ['"statue" was changed since.'])
  assert.deepEqual(current(workspace), ['statue@3'])
  assert.deepEqual(history.moveTurn('u1', 'redo').conflicts, ['"statue" was changed since.'])
  assert.deepEqual(current(workspace), ['door@1', 'statue@3'])
})

test('undo and redo of a project go through turns as single steps, in the order in which they were undone', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { history } = workspace
  const { id } = workspace.projects.current()
  await put(workspace, 'a', 1)
  await put(workspace, 'b', 2, 'u1')
  await put(workspace, 'c', 3, 'u1')
  await put(workspace, 'd', 4)
  assert.deepEqual(
    history.list(id).map(({ label, turn }) => `${label} ${turn ?? ''}`),
    ['put d 4 ', 'put b 2, put c 3 u1', 'put a 1 '],
  )
  // The turn first, then the rest: redo brings back what was undone last.
  history.moveTurn('u1', 'undo')
  history.undo(id)
  history.undo(id)
  assert.deepEqual(current(workspace), [])
  assert.equal(history.redo(id).label, 'put a 1')
  assert.equal(history.redo(id).label, 'put d 4')
  assert.equal(history.redo(id).turn, 'u1')
  assert.deepEqual(current(workspace), ['a@1', 'b@1', 'c@1', 'd@1'])
  assert.equal(history.can(id, 'redo'), false)
})

test('a renamed asset keeps its versions; undo gives the name back unless somebody took it', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { history, assets } = workspace
  const first = await put(workspace, 'statue', 1)
  await put(workspace, 'statue', 2)
  assets.rename(first.id, 'Old Guardian', { session, turn: 'u1' })
  assert.deepEqual(current(workspace), ['old-guardian@2'])
  await put(workspace, 'door', 3)
  assert.throws(() => assets.rename(first.id, 'door', { session }), /already an asset "door"/)
  await put(workspace, 'statue', 4)
  assert.match(String(history.moveTurn('u1', 'undo').conflicts), /"statue" is taken by another asset/)
  assert.deepEqual(current(workspace), ['door@1', 'old-guardian@2', 'statue@3'])
})

test('emptying the trash forgets the deleted, and leaves what else a turn changed to its undo', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { history, assets } = workspace
  const project = workspace.projects.current()
  const kept = await put(workspace, 'statue', 1)
  const gone = await put(workspace, 'door', 2, 'u1')
  assets.change([kept.id], { action: 'tag', add: ['hero'] }, () => session, { turn: 'u1' })
  assets.change([gone.id], { action: 'trash' }, () => session)
  workspace.emptyTrash(project)
  const tags = () => assets.get(kept.id).tags
  for (const rebuilt of [false, true]) {
    if (rebuilt) await workspace.reindex()
    assert.deepEqual(tags(), ['hero'])
    history.moveTurn('u1', 'undo')
    assert.deepEqual(tags(), [])
    history.moveTurn('u1', 'redo')
  }
})
