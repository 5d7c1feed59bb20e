import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import { databasePath } from './open-stores.ts'
import type { AssetFilter, ListedAsset } from './search-assets.ts'

const session = 'a sitting'
const words = ['stone', 'stones', 'ancient', 'statue', 'bronze-gear', 'über']
const models = ['dream', 'coast']
const tags = ['keep', 'wall', 'old']

/** Small text assets: nothing here depends on what is in the files. */
async function put(workspace: Workspace, name: string, text: string, facts: Record<string, unknown> = {}) {
  const project = workspace.projects.current()
  const draft = { name, kind: 'form' as const, mediaType: 'application/json', facts: { prompt: text, ...facts } }
  const bytes = new TextEncoder().encode(JSON.stringify(draft))
  const asset = await workspace.assets.put(draft, bytes, { project, session, jobId: '', recipe: undefined })
  workspace.assets.change([asset.id], { action: 'make-current' }, () => session)
  return asset
}

/** A history of random work, the same for the same seed. */
async function work(workspace: Workspace, steps: number, seed: number): Promise<void> {
  let state = seed
  const random = (n: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * n)
  }
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!
  const { collections, assets, history, projects } = workspace
  const project = projects.current()
  const kept = [collections.create(project, 'First'), collections.create(project, 'Second')]
  for (let step = 0; step < steps; step++) {
    const all = [...assets.list({ currentOnly: false }), ...assets.list({ trashed: true })].map(({ id }) => id)
    const some = [...new Set([pick(all), pick(all), pick(all)])].filter((id) => id !== undefined)
    const active = some.filter((id) => assets.get(id).trashedAt === undefined)
    const change = (ids: string[], asked: Parameters<typeof assets.change>[1]) =>
      assets.change(ids, asked, () => session)
    switch (random(11)) {
      case 0:
        change(some, { action: 'trash' })
        break
      case 1:
        change(some, { action: 'restore' })
        break
      case 2:
        change(active, { action: 'make-current' })
        break
      case 3:
        change(some, { action: 'rate', rating: random(6) })
        break
      case 4:
        change(some, { action: 'tag', add: [pick(tags)], remove: [pick(tags)] })
        break
      case 5:
        change(some, { action: random(3) > 0 ? 'collect' : 'uncollect', collection: pick(kept).id })
        break
      case 6:
        if (history.can(project.id, 'undo')) history.undo(project.id)
        break
      case 7:
        if (history.can(project.id, 'redo')) history.redo(project.id)
        break
      case 8:
        if (random(4) === 0) workspace.emptyTrash(project)
        break
      default:
        await put(workspace, `${pick(words)}-${random(6)}`, `${pick(words)} ${pick(words)} ${step}`, {
          model: pick(models),
        })
    }
  }
}

const filters: readonly AssetFilter[] = [
  {},
  { currentOnly: false },
  { trashed: true },
  { kind: 'form' },
  { kind: ['image', 'map'] },
  { model: 'dream' },
  { tag: 'keep' },
  { minRating: 3 },
  { text: 'stone' },
  { text: 'ston stat' },
  { text: 'UBER' },
  { text: 'gear', tag: 'wall', sort: 'rating' },
  { text: '!"§' },
  { session: 'another' },
  { model: 'coast', minRating: 1, tag: 'old', currentOnly: false, sort: 'name' },
]

/** What a filter means, said in a few lines over all assets. */
function expected(all: readonly ListedAsset[], filter: AssetFilter): string[] {
  const { trashed = false, currentOnly = true, sort = 'newest' } = filter
  const found = all.filter(
    (asset) =>
      (asset.trashedAt !== undefined) === trashed &&
      (trashed || !currentOnly || asset.current) &&
      (filter.kind === undefined || [filter.kind].flat().includes(asset.kind)) &&
      (filter.model === undefined || asset.facts['model'] === filter.model) &&
      (filter.tag === undefined || asset.tags.includes(filter.tag)) &&
      (filter.collection === undefined || asset.collections.includes(filter.collection)) &&
      (filter.session === undefined || asset.session === filter.session) &&
      (asset.rating ?? 0) >= (filter.minRating ?? 0) &&
      (filter.text ?? '')
        .toLowerCase()
        .match(/[a-zü]+/g)
        ?.every((word) => wordsOf(asset).some((other) => other.startsWith(word.replace('ü', 'u')))) !== false,
  )
  // `all` is newest first.
  if (sort === 'name') found.reverse().sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  if (sort === 'rating') found.sort((a, b) => (b.rating ?? 0) - (a.rating ?? 0))
  return found.map(({ id }) => id)
}

function wordsOf({ name, kind, tags: own, facts }: ListedAsset): string[] {
  const text = [name, kind, ...own, facts['prompt'], facts['model']].join(' ').toLowerCase()
  return text.replaceAll('ü', 'u').split(/[^a-z0-9]+/)
}

function everything({ assets }: Workspace): ListedAsset[] {
  return [...assets.list({ currentOnly: false }), ...assets.list({ trashed: true })].sort((a, b) =>
    a.createdAt < b.createdAt ? 1 : -1,
  )
}

function walk({ assets }: Workspace, filter: AssetFilter): { ids: string[]; total: number } {
  const ids: string[] = []
  let cursor: string | undefined
  let total = 0
  do {
    const page = assets.search({ ...filter, limit: 3, ...(cursor === undefined ? {} : { cursor }) })
    ids.push(...page.items.map(({ id }) => id))
    total = page.total
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return { ids, total }
}

function check(workspace: Workspace): void {
  const all = everything(workspace)
  const inCollections = workspace.collections.list().map(({ id }) => ({ collection: id }))
  for (const filter of [...filters, ...inCollections]) {
    const ids = expected(all, filter)
    assert.deepEqual(walk(workspace, filter), { ids, total: ids.length }, JSON.stringify(filter))
  }
  const current = all.filter((asset) => asset.current && asset.trashedAt === undefined)
  const count = (of: (asset: ListedAsset) => readonly string[]) => {
    const counts = new Map<string, number>()
    for (const word of current.flatMap(of)) counts.set(word, (counts.get(word) ?? 0) + 1)
    return new Map([...counts].sort())
  }
  const facets = workspace.assets.facets()
  assert.deepEqual(
    new Map(facets.tags.map((each) => [each.tag, each.count] as const).sort()),
    count(({ tags: own }) => own),
  )
  assert.deepEqual(
    new Map(facets.models.map((each) => [each.model, each.count] as const).sort()),
    count(({ facts }) => (typeof facts['model'] === 'string' ? [facts['model']] : [])),
  )
  assert.deepEqual(
    new Map(Object.entries(facets.kinds)),
    count(({ kind }) => [kind]),
  )
  assert.deepEqual([facets.total, facets.trashed], [current.length, all.filter((asset) => asset.trashedAt).length])
  for (const { id, count: size } of workspace.collections.list()) {
    assert.equal(size, current.filter(({ collections }) => collections.includes(id)).length)
  }
}

for (const seed of [1, 2, 3]) {
  test(`after any work every search finds what it should, on every page, and a rebuilt index the same (seed ${seed})`, async (t) => {
    const workspace = await temporaryWorkspace(t)
    await put(workspace, 'first', 'stone')
    await work(workspace, 90, seed)
    check(workspace)
    const before = { all: everything(workspace), collections: workspace.collections.list() }
    const report = await workspace.reindex()
    assert.deepEqual(report.problems, [])
    assert.deepEqual({ all: everything(workspace), collections: workspace.collections.list() }, before)
    check(workspace)
  })
}

test('a database of an earlier version is brought up to date from the journals', async (t) => {
  const home = temporaryFolder(t)
  const seen = await withWorkspace(home, async (workspace) => {
    await put(workspace, 'first', 'stone')
    await work(workspace, 20, 7)
    return everything(workspace)
  })
  assert.ok(seen.length > 2)
  for (const suffix of ['', '-wal', '-shm']) rmSync(databasePath(home) + suffix, { force: true })
  mkdirSync(dirname(databasePath(home)), { recursive: true })
  const old = new DatabaseSync(databasePath(home))
  old.exec(readFileSync(join(import.meta.dirname, 'fixtures', 'database-3.sql'), 'utf8'))
  old.exec(`INSERT INTO jobs (id, project_id, session, node, input, state, created_at, position)
    VALUES ('j1', 'p1', 's', 'generate', '{}', 'done', '2026-01-01T00:00:00.000Z', 1)`)
  old.close()
  const workspace = await temporaryWorkspace(t, home)
  assert.deepEqual(everything(workspace), seen)
  assert.equal(workspace.queue.get('j1').node, 'generate', 'jobs are in no journal and stay')
  check(workspace)
})

test('a change of many is one step, and a wrong one among them changes nothing', async (t: TestContext) => {
  const workspace = await temporaryWorkspace(t)
  const { assets, history, collections, projects } = workspace
  const project = projects.current()
  const [one, two] = [await put(workspace, 'one', 'a'), await put(workspace, 'two', 'b')]
  const second = await put(workspace, 'one', 'c')
  const change = (ids: string[], asked: Parameters<typeof assets.change>[1]) => assets.change(ids, asked, () => session)
  assert.throws(() => change([one.id, 'a0'], { action: 'trash' }), { code: 'not-found' })
  assert.equal(assets.list().length, 2)
  assert.deepEqual(change([one.id, second.id, two.id], { action: 'trash' }).length, 3)
  assert.deepEqual(assets.list(), [])
  assert.equal(history.list(project.id)[0]!.label, 'trash 3 assets')
  history.undo(project.id)
  assert.deepEqual(
    assets.list().map(({ id }) => id),
    [second.id, two.id],
    'the version that was current is current again',
  )
  history.redo(project.id)
  change([one.id, second.id], { action: 'restore' })
  assert.deepEqual(
    assets.list().map(({ id }) => id),
    [second.id],
    'of two that come back the newer is current',
  )
  assert.deepEqual(change([second.id], { action: 'restore' }), [], 'nothing to do is no step')
  assert.throws(() => change([two.id], { action: 'make-current' }), { code: 'bad-input' })

  const other = projects.create('Other')
  const { id } = collections.create(other, 'Foreign')
  assert.throws(() => change([second.id], { action: 'collect', collection: id }), /another project/)
  assert.throws(() => change([second.id], { action: 'collect', collection: 'c0' }), { code: 'not-found' })
})

async function withWorkspace<T>(home: string, action: (workspace: Workspace) => Promise<T>): Promise<T> {
  await using workspace = await openWorkspace({ home, environment: {} })
  return await action(workspace)
}

test('searches for different words take turns, and each counts what changed since', async (t) => {
  const workspace = await temporaryWorkspace(t)
  await put(workspace, 'one', 'stone wall')
  const two = await put(workspace, 'two', 'stone statue')
  await put(workspace, 'three', 'bronze statue')
  const totals = () =>
    ['stone', 'statue', 'bronze', 'stone', ''].map((text) => workspace.assets.search({ text, limit: 1 }).total)
  assert.deepEqual(totals(), [2, 2, 1, 2, 3])
  workspace.assets.change([two.id], { action: 'trash' }, () => session)
  assert.deepEqual(totals(), [1, 1, 1, 1, 2])
  await put(workspace, 'four', 'stone bridge')
  assert.deepEqual(totals(), [2, 1, 1, 2, 3])
})
