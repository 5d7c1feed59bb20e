import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Registry } from '../../../base/registry.ts'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { type CatalogueEntry, catalogueEntry } from '../catalogue.ts'
import { answer, isProbe, noise, sha256Of, startServer, testSettings } from '../download/unruly-server.fixture.ts'
import { weightsFile } from '../download/weights-file.fixture.ts'
import { ModelInventory } from '../inventory.ts'
import { planPull } from './plan-pull.ts'
import { type PullEvent, type PullOptions, pullModel } from './pull-model.ts'

const weights = weightsFile(noise(200_000))
const vocabulary = Buffer.from('{"a": 1}')

const entry = (more: object): CatalogueEntry =>
  catalogueEntry.parse({
    title: 'A model',
    kind: 'checkpoint',
    family: 'sd15',
    verified: true,
    addressSource: 'test',
    licence: 'MIT',
    commercialUse: 'yes',
    gated: 'no',
    ...more,
  })

const catalogue = new Registry('model', [
  entry({
    id: 'picture',
    files: [{ repo: 'owner/picture', path: 'unet/weights.safetensors', role: 'weights', sha256: sha256Of(weights) }],
    companions: [{ id: 'words', why: 'tokenizer', need: 'required' }],
  }),
  entry({
    id: 'words',
    kind: 'tokenizer',
    component: true,
    files: [{ repo: 'owner/words', path: 'vocab.json', role: 'tokenizer' }],
  }),
])

async function hubWith(t: TestContext, files: Record<string, Buffer>) {
  return startServer(t, (request, response) => {
    const bytes = files[request.url ?? '']
    if (bytes === undefined) response.writeHead(404).end()
    else answer(request, response, bytes)
  })
}

function optionsFor(t: TestContext, url: string, home = temporaryFolder(t)): PullOptions & { events: PullEvent[] } {
  const events: PullEvent[] = []
  return {
    inventory: new ModelInventory(home),
    http: testSettings(url),
    registryOf: async () => url,
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
    events,
  }
}

const pictureHub = (t: TestContext) =>
  hubWith(t, {
    '/owner/picture/resolve/main/unet/weights.safetensors': weights,
    '/owner/words/resolve/main/vocab.json': vocabulary,
    '/weights.safetensors': weights,
  })

test('a name of the catalogue brings the model and what it needs, checked, as plain files with a manifest', async (t) => {
  const hub = await pictureHub(t)
  const options = optionsFor(t, hub.url)
  const { inventory, signal } = options
  const plans = await planPull('picture', { catalogue, http: options.http, signal })
  assert.equal(hub.requests.length, 0, 'a plan of the catalogue asks nobody')
  assert.deepEqual(
    plans.map((plan) => plan.id),
    ['picture', 'words'],
  )
  for (const plan of plans) assert.equal((await pullModel(plan, options)).outcome, 'pulled')
  const model = inventory.get('picture')
  assert.equal(model.version, sha256Of(weights).slice(0, 12))
  assert.equal(model.files[0]?.checkedAgainst, 'sha256')
  assert.deepEqual(readFileSync(model.files[0]!.path), weights)
  assert.equal(model.source, 'hf:owner/picture@main/unet/weights.safetensors')
  assert.deepEqual(
    inventory.withCompanions(model).map((each) => each.id),
    ['picture', 'words'],
  )
  assert.ok(existsSync(join(inventory.versionFolder(model), 'model.json')))
  const total = options.events.findLast((event) => event.type === 'total')
  assert.deepEqual(total, { type: 'total', receivedBytes: vocabulary.length, totalBytes: vocabulary.length })

  const before = hub.requests.length
  assert.equal((await pullModel(plans[0]!, options)).outcome, 'present')
  assert.equal(hub.requests.length, before, 'what is there is not asked for')
})

test('a file that is here under another name is used where it lies', async (t) => {
  const hub = await pictureHub(t)
  const options = optionsFor(t, hub.url)
  const { inventory, http, signal } = options
  const [address] = await planPull(`${hub.url}/weights.safetensors`, {
    catalogue,
    http,
    signal,
  })
  await pullModel(address!, options)
  const before = hub.requests.length
  const [plan] = await planPull('picture', { catalogue, http, signal })
  assert.equal((await pullModel(plan!, options)).outcome, 'present')
  assert.equal(hub.requests.length, before)
  assert.equal(inventory.get('picture').storage, 'in-place')
  assert.equal(inventory.remove(inventory.get('picture')), 0)
  assert.deepEqual(inventory.get('weights').missing, [])
})

test('a newer file at the source becomes a second version beside the first', async (t) => {
  const files = { '/m.safetensors': weights }
  const hub = await hubWith(t, files)
  const options = optionsFor(t, hub.url)
  const [plan] = await planPull(`${hub.url}/m.safetensors`, { catalogue, http: options.http, signal: options.signal })
  const first = await pullModel(plan!, options)
  files['/m.safetensors'] = weightsFile(noise(100_000, 5))
  const second = await pullModel(plan!, { ...options, refresh: true })
  assert.notEqual(first.model.version, second.model.version)
  assert.equal(options.inventory.list().length, 2)
  assert.deepEqual(readFileSync(first.model.files[0]!.path), weights)
})

test('a repository is listed, its hashes are checked, and its gate and licence are told beforehand', async (t) => {
  const commit = 'c'.repeat(40)
  const listing = {
    sha: commit,
    gated: 'auto',
    cardData: { license: 'mit' },
    siblings: [
      { rfilename: 'README.md', size: 3, blobId: 'b'.repeat(40) },
      {
        rfilename: 'model.safetensors',
        size: weights.length,
        lfs: { sha256: sha256Of(weights), size: weights.length },
      },
      { rfilename: 'pytorch_model.bin', size: 9, lfs: { sha256: 'a'.repeat(64), size: 9 } },
    ],
  }
  const hub = await hubWith(t, {
    '/api/models/owner/thing/revision/main?blobs=true': Buffer.from(JSON.stringify(listing)),
    [`/owner/thing/resolve/${commit}/model.safetensors`]: weights,
  })
  const options = optionsFor(t, hub.url)
  const [plan] = await planPull('hf:owner/thing', { catalogue, http: options.http, signal: options.signal })
  assert.deepEqual([plan!.licence, plan!.gated, plan!.aboutBytes], ['mit', 'yes', weights.length])
  assert.deepEqual(
    plan!.files.map((file) => file.name),
    ['model.safetensors'],
  )
  const { model } = await pullModel(plan!, options)
  assert.equal(model.source, `hf:owner/thing@${commit}`)
  assert.equal(model.files[0]?.checkedAgainst, 'sha256')
})

test('an address of the catalogue that leads nowhere is told as what it was, with other copies', async (t) => {
  const hub = await hubWith(t, {})
  const options = optionsFor(t, hub.url)
  const gone = entry({
    id: 'gone',
    verified: false,
    files: [{ repo: 'owner/gone', path: 'w.safetensors', role: 'weights' }],
    alternatives: ['other/copy/w.safetensors'],
  })
  const [plan] = await planPull('gone', { ...options, catalogue: new Registry('model', [gone]) })
  await assert.rejects(pullModel(plan!, options), { code: 'not-found', hint: /unverified.*other\/copy/ })
})

test('two processes that pull one model fetch it once, and the second watches', async (t) => {
  const home = temporaryFolder(t)
  let release = () => {}
  const watched = new Promise<void>((resolve) => {
    release = resolve
  })
  let transfers = 0
  const hub = await startServer(t, (request, response) =>
    answer(request, response, weights, {
      write: (sent, body) => {
        if (isProbe(request)) return void sent.end(body)
        transfers++
        sent.write(body.subarray(0, 50_000))
        // The rest comes only after the second process has been seen waiting.
        void watched.then(() => sent.end(body.subarray(50_000)))
      },
    }),
  )
  const options = optionsFor(t, hub.url, home)
  const [plan] = await planPull(`${hub.url}/m.safetensors`, { catalogue, http: options.http, signal: options.signal })
  const first = pullModel(plan!, options)
  await until(() => transfers > 0)
  const code = `
    import { ModelInventory } from ${JSON.stringify(fileURLToPath(new URL('../inventory.ts', import.meta.url)))}
    import { pullModel } from ${JSON.stringify(fileURLToPath(new URL('./pull-model.ts', import.meta.url)))}
    const http = { offline: false, endpoint: ${JSON.stringify(hub.url)}, stallMs: 5000, connections: 1, retry: { firstTries: 1 } }
    const { outcome } = await pullModel(${JSON.stringify(plan)}, {
      inventory: new ModelInventory(${JSON.stringify(home)}), http, registryOf: async () => '', signal: new AbortController().signal,
      onEvent: (event) => console.log(event.type, event.other?.pid ?? ''),
    })
    console.log('outcome', outcome)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
    if (out.includes('other-process')) release()
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  assert.equal((await first).outcome, 'pulled')
  await ended
  assert.match(out, /outcome pulled-by-another-process/)
  assert.equal(transfers, 1)
})

test('a mistyped name offers the near ones; a name that is nothing says what can be named', async (t) => {
  const { http, signal } = optionsFor(t, 'http://127.0.0.1')
  await assert.rejects(planPull('pictur', { catalogue, http, signal }), {
    code: 'not-found',
    hint: 'Did you mean "picture"?',
  })
  await assert.rejects(planPull('xyzzy', { catalogue, http, signal }), { code: 'not-found', hint: /hf:owner\/name/ })
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
