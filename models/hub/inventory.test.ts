import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import type { Manifest } from './installed-model.ts'
import { ModelInventory } from './inventory.ts'

function installed(inventory: ModelInventory, more: Partial<Manifest> & { id: string; version: string }): Manifest {
  const folder = inventory.versionFolder(more)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'weights.safetensors'), more.version)
  return {
    format: 1,
    title: `The model ${more.id}`,
    kind: 'checkpoint',
    architecture: 'sd15',
    component: false,
    storage: 'copied',
    files: [{ path: 'weights.safetensors', role: 'weights', sizeBytes: Buffer.byteLength(more.version) }],
    companions: [],
    settings: {},
    commercialUse: 'yes',
    source: 'a test',
    addedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  }
}

function inventoryOf(t: TestContext) {
  return new ModelInventory(temporaryFolder(t))
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('an empty workspace has no models and says where to look', (t) => {
  const inventory = inventoryOf(t)
  assert.deepEqual(inventory.list(), [])
  assert.throws(() => inventory.get('sd15'), { code: 'not-found', hint: /models search sd15/ })
})

test('the newest version is the default until another is chosen, and both stay', (t) => {
  const inventory = inventoryOf(t)
  inventory.add(installed(inventory, { id: 'dream', version: 'aaaa1111', addedAt: '2026-01-01T00:00:00.000Z' }))
  inventory.add(installed(inventory, { id: 'dream', version: 'bbbb2222', addedAt: '2026-02-01T00:00:00.000Z' }))
  assert.equal(inventory.get('dream').version, 'bbbb2222')
  inventory.use(inventory.get('dream@aaaa'))
  assert.equal(inventory.get('dream').version, 'aaaa1111')
  assert.equal(inventory.defaultOf('checkpoint')?.version, 'aaaa1111')
  assert.deepEqual(
    inventory.list().map(({ version, isDefault }) => [version, isDefault]),
    [
      ['aaaa1111', true],
      ['bbbb2222', false],
    ],
  )
  inventory.remove(inventory.get('dream'))
  assert.equal(inventory.get('dream').version, 'bbbb2222')
})

test('a mistyped name is answered with the nearest ones', (t) => {
  const inventory = inventoryOf(t)
  inventory.add(installed(inventory, { id: 'dreamshaper-8', version: 'a' }))
  assert.throws(() => inventory.get('dreamshapr-8'), { code: 'not-found', hint: 'Did you mean "dreamshaper-8"?' })
  assert.equal(inventory.get('the model dreamshaper-8').id, 'dreamshaper-8')
})

test('the hash of the weights is computed once, kept in the manifest, and names the model', async (t) => {
  const inventory = inventoryOf(t)
  inventory.add(installed(inventory, { id: 'dream', version: 'v1' }))
  const hash = await inventory.hash(inventory.get('dream'))
  assert.equal(hash, sha256('v1'))
  const [file] = inventory.get('dream').files
  assert.equal(file?.sha256, hash)
  assert.equal(inventory.get(hash.slice(0, 10)).id, 'dream')
  assert.equal(new ModelInventory(join(inventory.folder, '..')).get('dream').files[0]?.sha256, hash)
})

test('a model of several weights files is named by all of them, as sha256sum would list them', async (t) => {
  const inventory = inventoryOf(t)
  const files = ['b.bin', 'a.bin'].map((path) => ({ path, role: 'weights', sizeBytes: 1 }))
  const manifest = installed(inventory, { id: 'sharded', version: 'v', files })
  for (const { path } of files) writeFileSync(join(inventory.versionFolder(manifest), path), path[0]!)
  inventory.add(manifest)
  const expected = sha256(`${sha256('a')}  a.bin\n${sha256('b')}  b.bin\n`)
  assert.equal(await inventory.hash(inventory.get('sharded')), expected)
  assert.equal(await inventory.hash(inventory.get('sharded')), expected)
})

test('a kept hash is not used for a file that has changed', async (t) => {
  const inventory = inventoryOf(t)
  const file = join(temporaryFolder(t), 'a.bin')
  writeFileSync(file, 'one')
  assert.equal(await inventory.hashes.get(file), sha256('one'))
  assert.equal(inventory.hashes.peek(file), sha256('one'))
  writeFileSync(file, 'two')
  utimesSync(file, new Date(0), new Date(0))
  assert.equal(inventory.hashes.peek(file), undefined)
  assert.equal(await inventory.hashes.get(file), sha256('two'))
})

test('forgetting a model used in place leaves its file alone; one of ours is deleted', (t) => {
  const inventory = inventoryOf(t)
  const theirs = join(temporaryFolder(t), 'theirs.safetensors')
  writeFileSync(theirs, 'weights')
  const files = [{ path: theirs, role: 'weights', sizeBytes: 7 }]
  inventory.add(installed(inventory, { id: 'theirs', version: 'v', storage: 'in-place', files }))
  inventory.add(installed(inventory, { id: 'ours', version: 'v' }))
  const ours = inventory.get('ours').files[0]!.path
  assert.equal(inventory.remove(inventory.get('theirs')), 0)
  assert.equal(inventory.remove(inventory.get('ours')), 1)
  assert.ok(existsSync(theirs))
  assert.ok(!existsSync(ours))
  assert.deepEqual(inventory.list(), [])
})

test('a model whose file is gone or changed in size is listed as missing and not found for use', (t) => {
  const inventory = inventoryOf(t)
  inventory.add(installed(inventory, { id: 'dream', version: 'v' }))
  assert.equal(inventory.find({ kind: 'checkpoint', architecture: 'sd15' }).length, 1)
  const [file] = inventory.get('dream').files
  writeFileSync(file!.path, 'longer than before')
  assert.deepEqual(inventory.get('dream').missing, [file!.path])
  assert.deepEqual(inventory.find({ kind: 'checkpoint' }), [])
})

test('companions come along as far as they are installed, in a circle too', (t) => {
  const inventory = inventoryOf(t)
  inventory.add(installed(inventory, { id: 'mesh', version: 'v', companions: ['unet', 'absent'] }))
  inventory.add(installed(inventory, { id: 'unet', version: 'v', companions: ['mesh'], component: true }))
  assert.deepEqual(
    inventory.withCompanions(inventory.get('mesh')).map((model) => model.id),
    ['mesh', 'unet'],
  )
})

test('a damaged manifest is a problem by name, and the other models stay usable', (t) => {
  const inventory = inventoryOf(t)
  inventory.add(installed(inventory, { id: 'good', version: 'v' }))
  mkdirSync(join(inventory.folder, 'bad', 'v'), { recursive: true })
  writeFileSync(join(inventory.folder, 'bad', 'v', 'model.json'), '{"format": 1')
  assert.deepEqual(
    inventory.list().map((model) => model.id),
    ['good'],
  )
  assert.match(inventory.problems()[0]!, /bad\/v\/model\.json cannot be read/)
})

test('a model is found by the name of its file, as prompts of other programs have it, unless two share it', (t) => {
  const inventory = inventoryOf(t)
  const named = (id: string, path: string) => {
    const manifest = installed(inventory, { id, version: 'a', kind: 'lora' })
    writeFileSync(join(inventory.versionFolder(manifest), path), 'a')
    return inventory.add({ ...manifest, files: [{ path, role: 'weights', sizeBytes: 1 }] })
  }
  named('add-detail', 'Add_Detail_v1.5.safetensors')
  for (const name of ['Add_Detail_v1.5', 'add_detail_v1.5.safetensors'])
    assert.equal(inventory.get(name).id, 'add-detail')
  named('one', 'model.safetensors')
  named('two', 'model.safetensors')
  assert.throws(() => inventory.get('model'), { code: 'not-found' })
})
