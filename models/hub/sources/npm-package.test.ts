import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { Registry } from '../../../base/registry.ts'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import type { CatalogueEntry } from '../catalogue.ts'
import { answer, noise, startServer, testSettings } from '../download/unruly-server.fixture.ts'
import { ModelInventory } from '../inventory.ts'
import { planPull } from '../pull/plan-pull.ts'
import { pullModel } from '../pull/pull-model.ts'
import { npmRegistry, readPackageAddress } from './npm-package.ts'

const shard = noise(70_000)

type Entry = { name: string; content?: Buffer; type?: 'symlink' | 'link'; linkname?: string }

/** A tarball as a registry serves it. */
async function tarballOf(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack()
  for (const { name, content, type, linkname } of entries) {
    archive.entry(
      { name, ...(type === undefined ? {} : { type }), ...(linkname === undefined ? {} : { linkname }) },
      content ?? Buffer.alloc(0),
    )
  }
  archive.finalize()
  const pieces: Buffer[] = []
  for await (const piece of archive) pieces.push(piece as Buffer)
  return gzipSync(Buffer.concat(pieces))
}

const wholesome: Entry[] = [
  { name: 'package/package.json', content: Buffer.from('{}') },
  { name: 'package/models/thick/x4/model.json', content: Buffer.from('{"weights": []}') },
  { name: 'package/models/thick/x4/group1-shard1of1.bin', content: shard },
  { name: 'package/models/thick/x2/model.json', content: Buffer.from('other') },
]

/** A registry of this machine with one package. */
async function registryWith(t: TestContext, tarball: Buffer, integrity = integrityOf(tarball)) {
  const server = await startServer(t, (request, response) => {
    if (request.url === '/@up%2fthick') {
      const dist = { tarball: `http://${request.headers.host}/thick.tgz`, integrity }
      const listing = { 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': { dist } } }
      response.end(JSON.stringify(listing))
    } else if (request.url === '/thick.tgz') answer(request, response, tarball)
    else response.writeHead(404).end()
  })
  return server.url
}

const integrityOf = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`

async function pull(t: TestContext, registry: string, reference = 'npm:@up/thick@1.0.0/models/thick/x4/*') {
  const inventory = new ModelInventory(temporaryFolder(t))
  const http = testSettings(registry)
  const { signal } = new AbortController()
  const [plan] = await planPull(reference, { catalogue: new Registry<CatalogueEntry>('model', []), http, signal })
  const done = pullModel(plan!, { inventory, http, registryOf: async () => registry, signal })
  return { inventory, done }
}

test('the chosen files come out of the package, checked against the integrity of the registry', async (t) => {
  const { done } = await pull(t, await registryWith(t, await tarballOf(wholesome)))
  const { model } = await done
  assert.deepEqual(
    model.files.map(({ path, role, checkedAgainst }) => [path.slice(path.lastIndexOf('/') + 1), role, checkedAgainst]),
    [
      ['group1-shard1of1.bin', 'weights', 'sha512'],
      ['model.json', 'config', 'sha512'],
    ],
  )
  assert.deepEqual(readFileSync(model.files[0]!.path), shard)
  assert.equal(model.source, 'npm:@up/thick@1.0.0/models/thick/x4/*')
})

test('a package that is not the one the registry states is not unpacked', async (t) => {
  const { inventory, done } = await pull(t, await registryWith(t, await tarballOf(wholesome), integrityOf(shard)))
  await assert.rejects(done, { code: 'corrupt-file' })
  assert.deepEqual(inventory.list(), [])
})

test('names that leave the folder and links are refused, and nothing is written outside', async (t) => {
  const evil: Entry[][] = [
    [{ name: 'package/models/thick/x4/../../../../../../escaped.bin', content: shard }],
    [{ name: 'package/models/thick/x4/link', type: 'symlink', linkname: '/etc/passwd' }],
    [{ name: 'package/models/thick/x4/hard', type: 'link', linkname: '../../../package.json' }],
    [{ name: 'package/models/thick/x4/..\\escaped.bin', content: shard }],
  ]
  for (const entries of evil) {
    const { inventory, done } = await pull(t, await registryWith(t, await tarballOf(entries)))
    await assert.rejects(done, { code: 'corrupt-file', message: /no plain file/ }, entries[0]!.name)
    assert.deepEqual(inventory.list(), [])
    assert.ok(
      !readdirSync(join(inventory.folder, '..'), { recursive: true }).some((name) => String(name).includes('escaped')),
    )
  }
})

test('a package without the files or the version says so', async (t) => {
  const registry = await registryWith(t, await tarballOf(wholesome))
  await assert.rejects((await pull(t, registry, 'npm:@up/thick@1.0.0/models/none/*')).done, { code: 'not-found' })
  await assert.rejects((await pull(t, registry, 'npm:@up/thick@2.0.0/models/*')).done, {
    code: 'not-found',
    hint: 'There are: 1.0.0.',
  })
  assert.ok(!existsSync('/escaped.bin'))
})

test('addresses of packages are read, and the registry is the one that npm is set to', async () => {
  assert.deepEqual(readPackageAddress('npm:@up/thick@1.0.0/models/x4/*'), {
    name: '@up/thick',
    version: '1.0.0',
    path: 'models/x4/*',
  })
  assert.deepEqual(readPackageAddress('npm:plain'), { name: 'plain', version: 'latest' })
  assert.equal(readPackageAddress('hf:owner/name'), undefined)
  assert.equal(
    await npmRegistry('plain', { PATH: process.env['PATH'], npm_config_registry: 'http://127.0.0.1:1/' }),
    'http://127.0.0.1:1/',
  )
})
