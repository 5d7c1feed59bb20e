import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from '../../test/temporary-workspace.ts'
import { ModelInventory } from '../hub/inventory.ts'
import { a1111StandIn } from './a1111/contract.fixture.ts'
import { addServer, refreshServer } from './add-server.ts'
import { comfyuiStandIn } from './comfyui/contract.fixture.ts'
import { answer, json, loadServer, standIn } from './stand-in.fixture.ts'

const { signal } = new AbortController()

test('the kind of a server is found out by its usual paths, at its own address alone', async (t) => {
  const context = { inventory: new ModelInventory(temporaryFolder(t)), offline: true, environment: {}, signal }
  const kinds = [
    await a1111StandIn(t),
    await comfyuiStandIn(t),
    await standIn(t, { 'GET /v1/models': json({ data: [] }) }),
  ]
  const models = []
  for (const { url } of kinds) models.push(await addServer({ url }, context))
  assert.deepEqual(
    models.map(({ id }) => id),
    ['a1111', 'comfyui', 'openai'],
  )
  const page = await standIn(t, { 'GET /*': (_, response) => response.end('<html>a page</html>') })
  await assert.rejects(addServer({ url: page.url }, context), {
    code: 'bad-input',
    message: /no image server that is known/,
    hint: /--kind/,
  })
})

test('a second server of a kind gets a name of its own, and the manifest is plain to read', async (t) => {
  const home = temporaryFolder(t)
  const inventory = new ModelInventory(home)
  const context = { inventory, offline: true, environment: {}, signal }
  const [first, second] = [await a1111StandIn(t), await a1111StandIn(t)]
  const model = await addServer({ url: first.url }, context)
  assert.match((await addServer({ url: second.url }, context)).id, /^a1111-127\.0\.0\.1-\d+$/)
  const manifest = JSON.parse(readFileSync(join(home, 'models', 'a1111', model.version, 'model.json'), 'utf8'))
  assert.deepEqual(
    [manifest.storage, manifest.files, manifest.source, manifest.settings.url],
    ['server', [], first.url, first.url],
  )
  await assert.rejects(addServer({ url: first.url, model: 'dreem' }, context), {
    code: 'not-found',
    hint: /There are: dream/,
  })
})

test('a server is no default that nobody chose, since words are sent to it', async (t) => {
  const inventory = new ModelInventory(temporaryFolder(t))
  const { url } = await a1111StandIn(t)
  const model = await addServer({ url }, { inventory, offline: true, environment: {}, signal })
  assert.equal(inventory.defaultOf('checkpoint'), undefined)
  inventory.use(model)
  assert.equal(inventory.defaultOf('checkpoint')?.id, 'a1111')
})

test('a server asked anew tells what came and went, and keeps where it is and what was chosen', async (t) => {
  const inventory = new ModelInventory(temporaryFolder(t))
  const context = { inventory, offline: true, environment: { T: 'x' }, signal }
  let samplers = [{ name: 'Euler a' }, { name: 'Old' }]
  const { url } = await a1111StandIn(t, { 'GET /sdapi/v1/samplers': (_, response) => answer(response, samplers) })
  const before = await addServer({ url, model: 'photo', tokenEnv: 'T' }, context)
  assert.deepEqual((await refreshServer(before, context)).changes, [])
  samplers = [{ name: 'Euler a' }, { name: 'New' }]
  const { model, changes } = await refreshServer(before, context)
  assert.deepEqual(changes, [{ list: 'samplers', added: ['New'], gone: ['Old'] }])
  const { model: chosen, tokenEnv, url: kept } = model.settings
  assert.deepEqual([chosen, tokenEnv, kept], ['photo.safetensors [1234567890]', 'T', url])
})

test('settings that somebody damaged are told, not guessed', async (t) => {
  const inventory = new ModelInventory(temporaryFolder(t))
  const { url } = await a1111StandIn(t)
  const model = await addServer({ url }, { inventory, offline: true, environment: {}, signal })
  const damaged = inventory.amend(model, { settings: { url: 5 } })
  await assert.rejects(loadServer(damaged), { code: 'config-invalid', message: /model\.json is not whole: url/ })
})
