import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { configSchema } from '../../base/config.ts'
import type { ModelFamily } from '../../base/model.ts'
import { Registry } from '../../base/registry.ts'
import { smallGguf } from '../../models/formats/gguf/gguf.fixture.ts'
import { writeSafetensors } from '../../models/formats/safetensors/write-safetensors.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import { readFixture } from '../../test/diffusion/tiny-models.ts'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import { loadConfig } from '../config/load-config.ts'
import { loadModelFamilies } from '../pipeline/discovery.ts'
import { ModelLibrary } from './model-library.ts'

/** A library of a folder of its own; `families` are the ids of model families beside those of the code. */
function libraryOf(
  t: TestContext,
  { families = [], environment = {} }: { families?: string[]; environment?: NodeJS.ProcessEnv } = {},
) {
  const home = temporaryFolder(t)
  const library = new ModelLibrary({
    home,
    config: configSchema.parse({}),
    environment,
    families: async () => {
      const known = (await loadModelFamilies()).get('procedural')
      return new Registry<ModelFamily>('model', [
        known,
        ...families.map((id) => ({ ...known, id, builtIn: false, architectures: [id] })),
      ])
    },
  })
  return { home, library }
}

const signal = new AbortController().signal

/** The smallest language model: a header, and nothing that could be run. */
function gguf(t: TestContext, name = 'small.gguf'): string {
  const file = join(temporaryFolder(t), name)
  writeFileSync(file, smallGguf())
  return file
}

test('each card tells licence, gate, memory, verification and whether it runs', async (t) => {
  const { library } = libraryOf(t, { families: ['flux'] })
  const { commercialUse, gated, verified, runsToday, memory } = await library.card('flux1-dev')
  assert.deepEqual([commercialUse, gated, verified, runsToday], ['no', 'yes', true, true])
  assert.ok(memory!.bytes > memory!.eightBitBytes!)
  assert.equal((await library.card('sd-turbo')).verified, false)
  assert.equal((await library.search(['sdxl'], { runs: true })).length, 0)
  await assert.rejects(library.card('flux1-dve'), { code: 'not-found', hint: /flux1-dev/ })
})

test('a file is added in place with its hash, verified, found changed, and forgotten', async (t) => {
  const { library } = libraryOf(t)
  const file = gguf(t)
  const model = await library.add(file, {})
  assert.deepEqual([model.id, model.kind, model.storage], ['small', 'language', 'in-place'])
  assert.match(model.description ?? '', /language model/)
  assert.match(model.files[0]?.sha256 ?? '', /^[0-9a-f]{64}$/)
  const states = async () => (await library.verify(library.inventory.get('small'), {})).map((each) => each.state)
  assert.deepEqual(await states(), ['good'])
  writeFileSync(file, Buffer.concat([smallGguf().subarray(0, -1), Buffer.from([1])]))
  assert.deepEqual(await states(), ['changed'])
  assert.equal(library.remove('small').freedBytes, 0)
  assert.ok(existsSync(file))
})

test('use makes only what runs here the default, and goes before an earlier setting', async (t) => {
  const { home, library } = libraryOf(t, { families: ['sd15'] })
  const chosen = () => loadConfig(home, {}).models.textToImage
  addCheckpoint(library, 'paint', 'sd15')
  addCheckpoint(library, 'strange', 'flux9')
  assert.equal((await library.use('paint')).runsToday, true)
  assert.equal(chosen(), '')
  assert.equal(library.inventory.defaultOf('checkpoint')?.id, 'paint')
  assert.equal((await library.use('strange')).runsToday, false)
  assert.equal(library.inventory.defaultOf('checkpoint')?.id, 'paint')
  await library.use('procedural')
  assert.equal(chosen(), 'procedural')
  await library.use('paint')
  assert.equal(chosen(), '')
})

test('what a network predicts can be stated, and left to its file again', async (t) => {
  const { library } = libraryOf(t, { families: ['sd21'] })
  addCheckpoint(library, 'paint', 'sd21')
  await library.use('paint', { prediction: 'v' })
  assert.deepEqual(library.inventory.get('paint').settings, { prediction: 'v' })
  await library.add(gguf(t), {})
  await assert.rejects(library.use('small', { prediction: 'v' }), { code: 'bad-input', message: /only a checkpoint/ })
  await library.use('paint', { prediction: 'auto' })
  assert.deepEqual(library.inventory.get('paint').settings, {})
})

test('a picture of the built-in engine comes with an offer only where something could be offered', async (t) => {
  assert.equal(await libraryOf(t).library.pictureHint(), undefined)
  const environment = { AI_WORKSPACE_OFFLINE: '1' }
  const offline = libraryOf(t, { families: ['sd15', 'sdxl'], environment }).library
  assert.match((await offline.pictureHint())!, /built-in engine: no image model is installed.*offline mode is on/)
  addCheckpoint(offline, 'strange', 'flux9')
  assert.match((await offline.pictureHint())!, /no image model that is installed runs here yet/)
  addCheckpoint(offline, 'paint', 'sd15')
  assert.equal(await offline.pictureHint(), undefined)
})

test('what could go is listed with what it takes, and only that goes', async (t) => {
  const { library } = libraryOf(t)
  const { folder } = library.inventory
  await library.add(gguf(t), {})
  mkdirSync(join(folder, '.downloads', 'half-1234', 'files'), { recursive: true })
  writeFileSync(join(folder, '.downloads', 'half-1234', 'files', 'w.part'), 'x'.repeat(5000))
  mkdirSync(join(folder, 'mine', 'notes'), { recursive: true })
  mkdirSync(join(folder, 'gone', 'a1b2c3d4e5f6'), { recursive: true })
  const waste = await library.waste()
  assert.deepEqual(
    waste.map(({ what, name }) => `${what}: ${name}`),
    ['unfinished download: half-1234', 'leftover: gone/a1b2c3d4e5f6'],
  )
  for (const each of waste) each.remove()
  assert.deepEqual(await library.waste(), [])
  assert.ok(existsSync(join(folder, 'mine', 'notes')))
  assert.equal(library.inventory.list().length, 1)
})

test('weights in fewer bits go when their checkpoint is gone, and not before', async (t) => {
  const { library } = libraryOf(t)
  const file = join(temporaryFolder(t), 'tiny.safetensors')
  await writeFixtureCheckpoint(file, readFixture('checkpoint-sd15-single-file'))
  const model = await library.add(file, {})
  const hash = await library.inventory.hash(model)
  const packed = join(library.inventory.folder, '.packed')
  mkdirSync(packed)
  const pack = (name: string, key: string) => writeSafetensors(join(packed, name), [], { metadata: { key } })
  await pack('ours.safetensors', `${hash}/U-Net//none/int8`)
  await pack('theirs.safetensors', `${'0'.repeat(64)}/U-Net//none/int8`)
  writeFileSync(join(packed, 'damaged.safetensors'), 'x')
  const names = async () => (await library.waste()).map(({ what, name }) => `${what}: ${name}`)
  assert.deepEqual((await names()).sort(), [
    'packed weights: damaged.safetensors',
    'packed weights: theirs.safetensors',
  ])
  library.inventory.remove(model)
  assert.equal((await names()).length, 3)
})

test('a plan of the catalogue says what comes along, and offline mode stops what would ask a server', async (t) => {
  const { library } = libraryOf(t, { environment: { HF_HUB_OFFLINE: '1', HF_TOKEN: 'hf_x' } })
  const plans = await library.plan('sd15-fp16', { signal })
  assert.deepEqual(
    plans.map((plan) => plan.id),
    ['sd15-fp16'],
  )
  const withMore = await library.plan('sd15-fp16', { signal, optional: true })
  assert.deepEqual(
    withMore.map((plan) => plan.id),
    ['sd15-fp16', 'tok-clip-l'],
  )
  await assert.rejects(library.pull(plans[0]!, { signal }), { code: 'network', message: /Offline mode/ })
  await assert.rejects(library.plan('hf:owner/name', { signal }), { code: 'network' })
})

function addCheckpoint(library: ModelLibrary, id: string, architecture: string): void {
  const folder = library.inventory.versionFolder({ id, version: 'v' })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'w'), 'w')
  library.inventory.add({
    format: 1,
    id,
    version: 'v',
    title: id,
    kind: 'checkpoint',
    architecture,
    component: false,
    storage: 'copied',
    files: [{ path: 'w', role: 'weights', sizeBytes: 1 }],
    companions: [],
    settings: {},
    commercialUse: 'yes',
    source: 'test',
    addedAt: '2026-01-01',
  })
}
