import assert from 'node:assert/strict'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { encodePng } from '../imaging/codecs/encode-png.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import { databasePath } from './open-stores.ts'

const session = 'a sitting'

async function picture(grey: number): Promise<Uint8Array> {
  return encodePng({ width: 4, height: 4, channels: 3, data: new Uint8Array(48).fill(grey) })
}

/** Puts a picture and makes it current, as a job does. */
async function putPicture(workspace: Workspace, name: string, grey: number, parents: string[] = []) {
  const project = workspace.projects.current()
  const recipe = { node: 'test.put', nodeVersion: 1, input: { grey, parents }, output: 0 }
  const draft = {
    name,
    kind: 'image' as const,
    mediaType: 'image/png',
    parents,
    facts: { prompt: `shade ${grey} of ${name}` },
  }
  const asset = await workspace.assets.put(draft, await picture(grey), { project, session, jobId: '', recipe })
  workspace.history.record(project, { label: `put ${name}`, session }, () => {
    const head = workspace.assets.list({ projectId: project.id }).find((other) => other.name === asset.name)
    if (head?.id === asset.id) return []
    return [{ name: asset.name, ...(head === undefined ? {} : { before: head.id }), after: asset.id }]
  })
  return asset
}

function currentNames(workspace: Workspace): string[] {
  return workspace.assets
    .list({ projectId: workspace.projects.current().id })
    .map((asset) => `${asset.name}@${asset.version}`)
    .sort()
}

test('the same name again is a new version, and undo and redo move between them without touching a file', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { id: projectId } = workspace.projects.current()
  const first = await putPicture(workspace, 'statue', 1)
  const second = await putPicture(workspace, 'statue', 2)
  assert.deepEqual([first.version, second.version], [1, 2])
  assert.deepEqual(currentNames(workspace), ['statue@2'])

  workspace.history.undo(projectId)
  assert.deepEqual(currentNames(workspace), ['statue@1'])
  workspace.history.undo(projectId)
  assert.deepEqual(currentNames(workspace), [])
  assert.throws(() => workspace.history.undo(projectId), { code: 'bad-input' })
  workspace.history.redo(projectId)
  workspace.history.redo(projectId)
  assert.deepEqual(currentNames(workspace), ['statue@2'])
  for (const asset of [first, second]) assert.ok(existsSync(workspace.assets.file(asset)))
})

test('a change after an undo forgets what could have been redone', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { id: projectId } = workspace.projects.current()
  await putPicture(workspace, 'one', 1)
  await putPicture(workspace, 'two', 2)
  workspace.history.undo(projectId)
  await putPicture(workspace, 'three', 3)
  assert.throws(() => workspace.history.redo(projectId), { code: 'bad-input' })
  assert.deepEqual(currentNames(workspace), ['one@1', 'three@1'])
})

test('the same bytes under the same name are the same asset, also after the file was deleted', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const asset = await putPicture(workspace, 'statue', 1)
  rmSync(workspace.assets.file(asset))
  const again = await putPicture(workspace, 'statue', 1)
  assert.equal(again.id, asset.id)
  assert.equal(workspace.assets.read(again).length, asset.sizeBytes)
})

test('a name that another kind of asset holds gets the kind added', async (t) => {
  const workspace = await temporaryWorkspace(t)
  await putPicture(workspace, 'statue', 1)
  const project = workspace.projects.current()
  const draft = { name: 'statue', kind: 'form' as const, mediaType: 'application/json' }
  const form = await workspace.assets.put(draft, new TextEncoder().encode('{}'), {
    project,
    session,
    jobId: '',
    recipe: undefined,
  })
  assert.equal(form.name, 'statue-form')
})

test('a file of the user in the place of an asset is never overwritten', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const first = await putPicture(workspace, 'statue', 1)
  const place = workspace.assets.file(first).replace('statue.png', 'statue.v2.png')
  writeFileSync(place, 'mine')
  const second = await putPicture(workspace, 'statue', 2)
  assert.equal(readFileSync(place, 'utf8'), 'mine')
  assert.equal(second.version, 3)
})

test('a changed or missing file is reported, not used', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const asset = await putPicture(workspace, 'statue', 1)
  appendFileSync(workspace.assets.file(asset), 'x')
  assert.throws(() => workspace.assets.read(asset), { code: 'corrupt-file', message: /changed outside/ })
  assert.equal(workspace.assets.isIntact(asset), false)
  rmSync(workspace.assets.file(asset))
  assert.throws(() => workspace.assets.read(asset), { code: 'corrupt-file', message: /is gone/ })
})

test('trash takes an asset out of every list, restore and undo bring it back', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { id: projectId } = workspace.projects.current()
  const asset = await putPicture(workspace, 'statue', 1)
  workspace.assets.change([asset.id], { action: 'trash' }, () => session)
  assert.deepEqual(currentNames(workspace), [])
  assert.deepEqual(workspace.assets.list({ text: 'statue' }), [])
  assert.equal(workspace.assets.list({ trashed: true })[0]?.id, asset.id)
  workspace.assets.change([asset.id], { action: 'restore' }, () => session)
  assert.deepEqual(currentNames(workspace), ['statue@1'])
  workspace.assets.change([asset.id], { action: 'trash' }, () => session)
  workspace.history.undo(projectId)
  assert.deepEqual(currentNames(workspace), ['statue@1'])
  assert.equal(workspace.assets.get(asset.id).trashedAt, undefined)
})

test('find looks through names, prompts and tags, and takes any text as words', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const statue = await putPicture(workspace, 'statue', 1)
  await putPicture(workspace, 'column', 2)
  workspace.assets.change([statue.id], { action: 'tag', add: ['hero-piece'] }, () => session)
  const names = (text: string) => workspace.assets.list({ text }).map((asset) => asset.name)
  assert.deepEqual(names('hero'), ['statue'])
  assert.deepEqual(names('shade colu'), ['column'])
  assert.deepEqual(
    names('" OR * NOT ('),
    ['statue', 'column'].filter((name) => names(name).length === 2),
  )
  workspace.assets.change([statue.id], { action: 'tag', remove: ['hero-piece'] }, () => session)
  assert.deepEqual(names('hero'), [])
})

test('an asset is found by id, beginning of an id, name and version', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { id: projectId } = workspace.projects.current()
  const first = await putPicture(workspace, 'statue', 1)
  const second = await putPicture(workspace, 'statue', 2)
  for (const reference of [second.id, second.id.slice(0, 10), 'statue', 'statue@2']) {
    assert.equal(workspace.assets.get(reference, projectId).id, second.id)
  }
  assert.equal(workspace.assets.get('statue@1', projectId).id, first.id)
  assert.throws(() => workspace.assets.get('statu', projectId), { code: 'not-found', hint: /statue/ })
})

test('lineage goes up and down over several steps', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const image = await putPicture(workspace, 'image', 1)
  const depth = await putPicture(workspace, 'depth', 2, [image.id])
  const mesh = await putPicture(workspace, 'mesh', 3, [depth.id, image.id])
  assert.deepEqual(new Set(workspace.assets.ancestors(mesh.id).map((asset) => asset.name)), new Set(['depth', 'image']))
  assert.deepEqual(
    workspace.assets
      .descendants(image.id)
      .map((asset) => asset.name)
      .sort(),
    ['depth', 'mesh'],
  )
})

test('a line that reached the journal but not the database is there at the next start', async (t) => {
  const home = temporaryFolder(t)
  const line = await withWorkspace(home, async (workspace) => {
    const asset = await putPicture(workspace, 'statue', 1)
    const journal = join(workspace.projects.current().folder, 'journal.jsonl')
    return { journal, text: `${JSON.stringify({ type: 'tags', asset: asset.id, tags: ['late'] })}\n` }
  })
  appendFileSync(line.journal, line.text)
  const workspace = await temporaryWorkspace(t, home)
  assert.deepEqual(
    workspace.assets.list({ text: 'late' }).map((asset) => asset.name),
    ['statue'],
  )
})

test('a torn last line spoils only itself', async (t) => {
  const home = temporaryFolder(t)
  const journal = await withWorkspace(home, async (workspace) => {
    await putPicture(workspace, 'statue', 1)
    return join(workspace.projects.current().folder, 'journal.jsonl')
  })
  appendFileSync(journal, '{"type":"tags","asset":"a')
  await withWorkspace(home, async (workspace) => {
    await putPicture(workspace, 'column', 2)
    assert.deepEqual(currentNames(workspace), ['column@1', 'statue@1'])
  })
  rmSync(databasePath(home))
  const workspace = await temporaryWorkspace(t, home)
  assert.deepEqual(currentNames(workspace), ['column@1', 'statue@1'])
})

test('reindex rebuilds versions, heads, tags, trash and history from the files alone', async (t) => {
  const home = temporaryFolder(t)
  const before = await withWorkspace(home, async (workspace) => {
    const { id: projectId } = workspace.projects.current()
    const statue = await putPicture(workspace, 'statue', 1)
    await putPicture(workspace, 'statue', 2)
    await putPicture(workspace, 'column', 3, [statue.id])
    const gone = await putPicture(workspace, 'gone', 4)
    workspace.assets.change([gone.id], { action: 'trash' }, () => session)
    workspace.assets.change([statue.id], { action: 'tag', add: ['keep'] }, () => session)
    workspace.history.undo(projectId)
    return picture()
    function picture() {
      return {
        all: workspace.assets.list({ currentOnly: false }),
        names: currentNames(workspace),
        history: workspace.history.list(projectId),
      }
    }
  })
  for (const suffix of ['', '-wal', '-shm']) rmSync(databasePath(home) + suffix, { force: true })
  const workspace = await temporaryWorkspace(t, home)
  const report = await workspace.reindex()
  assert.deepEqual(report.problems, [])
  assert.deepEqual(workspace.assets.list({ currentOnly: false }), before.all)
  assert.deepEqual(currentNames(workspace), before.names)
  assert.deepEqual(workspace.history.list(workspace.projects.current().id), before.history)
})

test('reindex takes in a file that no journal knows by the record inside it, and removes half-written ones', async (t) => {
  const home = temporaryFolder(t)
  const project = await withWorkspace(home, async (workspace) => {
    const statue = await putPicture(workspace, 'statue', 1)
    await putPicture(workspace, 'depth', 2, [statue.id])
    return workspace.projects.current()
  })
  rmSync(join(project.folder, 'journal.jsonl'))
  const part = join(project.folder, 'assets', 'images', 'half.png.123.part')
  writeFileSync(part, 'half')
  rmSync(databasePath(home))
  const workspace = await temporaryWorkspace(t, home)
  const report = await workspace.reindex()
  assert.deepEqual([report.adopted, report.removedParts, existsSync(part)], [2, 1, false])
  assert.match(report.problems.join(), /had no journal/)
  const depth = workspace.assets.get('depth', project.id)
  assert.deepEqual(
    workspace.assets.ancestors(depth.id).map((asset) => asset.name),
    ['statue'],
  )
  assert.equal(depth.recipe?.node, 'test.put')
  assert.deepEqual((depth.recipe?.input as { parents: string[] } | undefined)?.parents, [
    workspace.assets.get('statue', project.id).id,
  ])
})

test('the bytes of an asset depend on what it is made of, not on when, where and under which id', async (t) => {
  const hashes: string[] = []
  for (let i = 0; i < 2; i++) {
    const workspace = await temporaryWorkspace(t)
    const statue = await putPicture(workspace, 'statue', 1)
    hashes.push((await putPicture(workspace, 'depth', 2, [statue.id])).sha256)
  }
  assert.equal(hashes[0], hashes[1])
})

test('a project is found by name and slug, made once, and a wrong name offers the near one', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const project = workspace.projects.create('Spaceship Assets')
  assert.equal(project.slug, 'spaceship-assets')
  assert.equal(workspace.projects.get('Spaceship Assets').id, project.id)
  assert.throws(() => workspace.projects.create('spaceship-assets'), { code: 'bad-input', message: /already/ })
  assert.throws(() => workspace.projects.get('spaceship-asets'), { code: 'not-found', hint: /spaceship-assets/ })
  assert.throws(() => workspace.projects.create('…'), { code: 'bad-input' })
})

async function withWorkspace<T>(home: string, use: (workspace: Workspace) => Promise<T>): Promise<T> {
  await using workspace = await openWorkspace({ home, environment: {} })
  return await use(workspace)
}

test('a damaged database is one clear sentence with what to do', async (t: TestContext) => {
  const home = temporaryFolder(t)
  await withWorkspace(home, async (workspace) => putPicture(workspace, 'statue', 1))
  for (const suffix of ['-wal', '-shm']) rmSync(databasePath(home) + suffix, { force: true })
  writeFileSync(databasePath(home), 'not a database, but long enough to look like a file of one'.repeat(100))
  await assert.rejects(openWorkspace({ home, environment: {} }), { code: 'storage-failed', hint: /reindex/ })
})
