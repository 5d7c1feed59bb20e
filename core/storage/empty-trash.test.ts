import assert from 'node:assert/strict'
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Asset } from '../../base/asset.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { encodePng } from '../imaging/codecs/encode-png.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import { thumbnailFolder } from './thumbnail-files.ts'

const session = 'a sitting'

/** A workspace with ways to put a picture of a grey and make it current, to trash, and to say what is current. */
async function prepare(t: TestContext, home = temporaryFolder(t)) {
  const workspace = await temporaryWorkspace(t, home)
  const project = workspace.projects.current()
  return {
    home,
    workspace,
    project,
    async put(name: string, grey: number, parents: string[] = []): Promise<Asset> {
      const bytes = await encodePng({ width: 4, height: 4, channels: 3, data: new Uint8Array(48).fill(grey) })
      const draft = { name, kind: 'image' as const, mediaType: 'image/png', parents }
      const recipe = { node: 'test.put', nodeVersion: 1, input: { grey }, output: 0 }
      const asset = await workspace.assets.put(draft, bytes, { project, session, jobId: '', recipe })
      workspace.history.record(project, { label: `put ${name} ${grey}`, session }, () => {
        const head = workspace.assets.list({ projectId: project.id }).find((other) => other.name === name)
        return [{ name, ...(head === undefined ? {} : { before: head.id }), after: asset.id }]
      })
      return asset
    },
    trash: (asset: Asset) => workspace.assets.change([asset.id], { action: 'trash' }, () => session),
  }
}

function currentNames(workspace: Workspace): string[] {
  return workspace.assets
    .list()
    .map(({ name, version }) => `${name}@${version}`)
    .sort()
}

/** Everything that the index says of assets, heads and history. */
function indexOf(workspace: Workspace, projectId: string) {
  const { assets, history } = workspace
  return {
    all: assets.list({ currentOnly: false }).map(({ id }) => id),
    trash: assets.list({ trashed: true }).map(({ id }) => id),
    current: currentNames(workspace),
    history: history.list(projectId).map(({ label, undone, changes }) => ({ label, undone, changes })),
  }
}

test('emptying the trash deletes files and rows of what is in it and of nothing else', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  const [gone, stays] = [await put('gone', 1), await put('stays', 2)]
  trash(gone)
  const content = workspace.trashContent(project)
  assert.deepEqual([content.assets.map(({ id }) => id), content.sizeBytes], [[gone.id], gone.sizeBytes])

  const emptied = workspace.emptyTrash(project)
  assert.deepEqual([emptied.assets.length, emptied.sizeBytes, emptied.keptFiles], [1, gone.sizeBytes, []])
  assert.equal(existsSync(workspace.assets.file(gone)), false)
  assert.throws(() => workspace.assets.get(gone.id), { code: 'not-found' })
  assert.equal(workspace.assets.read(stays).length, stays.sizeBytes)
  assert.deepEqual(workspace.assets.list({ text: 'gone' }), [])
  assert.equal(workspace.emptyTrash(project).assets.length, 0)
})

test('what a killed process had deleted already does not stop the next', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  const asset = await put('gone', 1)
  trash(asset)
  rmSync(workspace.assets.file(asset))
  assert.equal(workspace.emptyTrash(project).assets.length, 1)
  assert.deepEqual((await workspace.reindex()).problems, [])
})

test('only what lies in the trash since a time is deleted when a time is given', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  trash(await put('one', 1))
  const { trashedAt = '' } = workspace.assets.list({ trashed: true })[0]!
  const before = new Date(Date.parse(trashedAt) - 1).toISOString()
  assert.equal(workspace.emptyTrash(project, { before }).assets.length, 0)
  assert.equal(workspace.emptyTrash(project, { before: trashedAt }).assets.length, 1)
})

test('the index rebuilt from the journal agrees', async (t) => {
  const { home, workspace, project, put, trash } = await prepare(t)
  await put('statue', 1)
  const second = await put('statue', 2)
  trash(await put('column', 3))
  await put('statue', 4)
  trash(second)
  workspace.emptyTrash(project)
  await put('wall', 5)
  workspace.history.undo(project.id)
  const before = indexOf(workspace, project.id)
  const report = await workspace.reindex()
  assert.deepEqual([report.problems, report.adopted], [[], 0])
  assert.deepEqual(indexOf(workspace, project.id), before)
  await using other = await openWorkspace({ home, environment: {} })
  assert.deepEqual(indexOf(other, project.id), before)
})

test('undo and redo step over a deleted version, and never make current what is no longer there', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  await put('statue', 1)
  const second = await put('statue', 2)
  await put('statue', 3)
  trash(second)
  workspace.emptyTrash(project)
  assert.deepEqual(
    workspace.history.list(project.id).map(({ label }) => label),
    ['put statue 3', 'put statue 1'],
  )
  assert.deepEqual(currentNames(workspace), ['statue@3'])
  workspace.history.undo(project.id)
  assert.deepEqual(currentNames(workspace), ['statue@1'])
  workspace.history.undo(project.id)
  assert.deepEqual(currentNames(workspace), [])
  assert.throws(() => workspace.history.undo(project.id), { code: 'bad-input' })
  workspace.history.redo(project.id)
  workspace.history.redo(project.id)
  assert.deepEqual(currentNames(workspace), ['statue@3'])
})

test('what was undone before the trash was emptied can still be redone', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  const gone = await put('gone', 1)
  trash(gone)
  await put('later', 2)
  workspace.history.undo(project.id)
  workspace.emptyTrash(project)
  workspace.history.redo(project.id)
  assert.deepEqual(currentNames(workspace), ['later@1'])
  workspace.history.undo(project.id)
  assert.throws(() => workspace.history.undo(project.id), { code: 'bad-input' }, 'nothing of the deleted asset is left')
})

test('the same thing made again after its deletion is there again, and after a rebuild too', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  const first = await put('statue', 1)
  trash(first)
  workspace.emptyTrash(project)
  const again = await put('statue', 1)
  assert.deepEqual([again.id, again.version], [first.id, 1])
  await workspace.reindex()
  assert.deepEqual(currentNames(workspace), ['statue@1'])
})

test('the same thing made again while it is in the trash is taken out of it', async (t) => {
  const { workspace, put, trash } = await prepare(t)
  const first = await put('statue', 1)
  trash(first)
  await put('statue', 1)
  assert.deepEqual(currentNames(workspace), ['statue@1'])
  assert.equal(workspace.assets.list({ trashed: true }).length, 0)
})

test('a file that was changed outside the workspace stays', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  const asset = await put('statue', 1)
  trash(asset)
  const file = workspace.assets.file(asset)
  appendFileSync(file, 'mine')
  const { keptFiles, sizeBytes } = workspace.emptyTrash(project)
  assert.deepEqual([keptFiles, sizeBytes], [[file], 0])
  assert.ok(existsSync(file))
  assert.equal(workspace.assets.list({ trashed: true }).length, 0)
})

test('what was made from a deleted asset stays, and is counted before', async (t) => {
  const { workspace, project, put, trash } = await prepare(t)
  const parent = await put('parent', 1)
  const child = await put('child', 2, [parent.id])
  trash(parent)
  assert.equal(workspace.trashContent(project).madeFromThem, 1)
  workspace.emptyTrash(project)
  assert.equal(workspace.assets.read(child).length, child.sizeBytes)
  assert.deepEqual(workspace.assets.ancestors(child.id), [])
})

test('what is deleted for good leaves no small picture behind', async (t) => {
  const { home, workspace, project, put, trash } = await prepare(t)
  const [gone, stays] = [await put('gone', 1), await put('stays', 2)]
  const pictureOf = ({ sha256 }: Asset) => join(thumbnailFolder(home, sha256), `${sha256}-small.webp`)
  for (const asset of [gone, stays]) {
    mkdirSync(thumbnailFolder(home, asset.sha256), { recursive: true })
    writeFileSync(pictureOf(asset), 'small')
  }
  trash(gone)
  assert.ok(existsSync(pictureOf(gone)))
  workspace.emptyTrash(project)
  assert.deepEqual([existsSync(pictureOf(gone)), existsSync(pictureOf(stays))], [false, true])
})
