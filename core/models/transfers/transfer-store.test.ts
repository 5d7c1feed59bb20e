import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { answer, noise, startServer } from '../../../models/hub/download/unruly-server.fixture.ts'
import { weightsFile } from '../../../models/hub/download/weights-file.fixture.ts'
import { temporaryFolder, temporaryWorkspace } from '../../../test/temporary-workspace.ts'
import { openWorkspace } from '../../workspace.ts'
import type { Transfer, TransferState } from './transfer.ts'
import { TransferRate } from './transfer-rate.ts'
import type { TransferStore } from './transfer-store.ts'

const bytes = weightsFile(noise(300_000))

test('a pull is paused and goes on where it was, not from the start', async (t) => {
  const { url, requests, store, slow } = await pulling(t)
  const { id } = await store.start('pull', `${url}/dream.safetensors`)
  await until(store, id, ({ bytesDone }) => bytesDone > 50_000)
  assert.equal(store.pause(id).state, 'paused')
  assert.equal((await store.start('pull', `${url}/dream.safetensors`)).id, id, 'the same is no second transfer')
  slow.on = false
  const done = await until(store, id, ended)
  assert.deepEqual([done.state, done.modelId, done.bytesDone], ['done', 'dream', bytes.length])
  assert.ok(requests.some(({ headers }) => /^bytes=[1-9]\d+-/.test(headers.range ?? '')))
})

test('a pull that the end of the process cut off is paused at the next start and goes on', async (t) => {
  const home = temporaryFolder(t)
  const { url, slow } = await slowServer(t)
  const id = await (async () => {
    await using workspace = await openWorkspace({ home, environment: {} })
    const store = await workspace.transfers()
    const transfer = await store.start('pull', `${url}/dream.safetensors`)
    await until(store, transfer.id, ({ bytesDone }) => bytesDone > 50_000)
    return transfer.id
  })()
  const store = await (await temporaryWorkspace(t, home)).transfers()
  assert.equal(store.get(id).state, 'paused')
  slow.on = false
  store.resume(id)
  assert.equal((await until(store, id, ended)).state, 'done')
})

test('a cancelled pull leaves nothing behind, a failed one can go on', async (t) => {
  const { url, store, slow, home } = await pulling(t)
  const { id } = await store.start('pull', `${url}/dream.safetensors`)
  await until(store, id, ({ bytesDone }) => bytesDone > 50_000)
  const downloads = join(home, 'models', '.downloads')
  assert.ok(readdirSync(downloads).length > 0)
  assert.equal(store.cancel(id).state, 'cancelled')
  while (readdirSync(downloads).length > 0) await wait(20)
  assert.throws(() => store.resume(id), { code: 'bad-input' })
  slow.gone = true
  const failed = await store.start('pull', `${url}/dream.safetensors`)
  assert.equal((await until(store, failed.id, ended)).error?.code, 'not-found')
  slow.gone = slow.on = false
  store.resume(failed.id)
  assert.equal((await until(store, failed.id, ended)).state, 'done')
  store.forget(id)
  assert.equal(store.list().length, 1)
})

test('two run at a time, the third waits for its turn', async (t) => {
  const { url, store, slow } = await pulling(t)
  const ids: string[] = []
  for (const name of ['a', 'b', 'c']) ids.push((await store.start('pull', `${url}/${name}.safetensors`)).id)
  const states = () => ids.map((id) => store.get(id).state)
  assert.deepEqual(states(), ['running', 'running', 'planned'])
  slow.on = false
  store.pause(ids[0]!)
  await until(store, ids[2]!, ({ state }) => state !== 'planned')
  store.resume(ids[0]!)
  for (const id of ids) assert.equal((await until(store, id, ended)).state, 'done')
})

test('what is wrong with a reference is said at once, and offline mode says so', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const store = await workspace.transfers()
  await assert.rejects(store.start('pull', 'no-such-model'), { code: 'not-found' })
  await assert.rejects(store.start('add', join(workspace.home, 'none.safetensors')), { code: 'not-found' })
  workspace.settings.change({ 'network.offline': true })
  await assert.rejects(store.start('pull', 'esrgan-x4'), { code: 'network', message: /Offline/ })
  assert.deepEqual(store.list(), [])
})

test('a file is added and read again outside of the request', async (t) => {
  const { url, store, slow, home } = await pulling(t)
  slow.on = false
  const { id } = await store.start('pull', `${url}/dream.safetensors`)
  await until(store, id, ended)
  const checked = await store.start('verify', 'dream')
  assert.deepEqual((await until(store, checked.id, ended)).problems, [])
  const [version] = readdirSync(join(home, 'models', 'dream'))
  const file = join(home, 'models', 'dream', version!, 'files', 'dream.safetensors')
  assert.ok(existsSync(file))
  const added = await store.start('add', file, { id: 'again' })
  assert.equal((await until(store, added.id, ended)).modelId, 'again')
})

test('the rate is that of the last ten seconds', () => {
  const rate = new TransferRate()
  assert.equal(rate.perSecond(0), undefined)
  for (let second = 0; second <= 20; second++) rate.tell(second < 10 ? second * 1000 : 10_000 + second, second * 1000)
  assert.equal(rate.perSecond(20_000), 1)
  assert.equal(rate.perSecond(40_000), undefined)
})

async function pulling(t: TestContext) {
  const server = await slowServer(t)
  const workspace = await temporaryWorkspace(t)
  return { ...server, store: await workspace.transfers(), home: workspace.home }
}

/** Sends a file in pieces with pauses while `slow.on`; answers 404 while `slow.gone`. */
async function slowServer(t: TestContext) {
  const slow = { on: true, gone: false }
  const { url, requests } = await startServer(t, (request, response) => {
    if (slow.gone) {
      response.writeHead(404).end()
      return
    }
    answer(request, response, bytes, {
      write: async (sent, body) => {
        for (let at = 0; at < body.length && !sent.destroyed; at += 10_000) {
          sent.write(body.subarray(at, at + 10_000))
          if (slow.on) await wait(20)
        }
        sent.end()
      },
    })
  })
  return { url, requests, slow }
}

function ended({ state }: { state: TransferState }): boolean {
  return ['done', 'failed', 'cancelled'].includes(state)
}

function until(store: TransferStore, id: string, fits: (transfer: Transfer) => boolean): Promise<Transfer> {
  return new Promise((resolve) => {
    const look = () => {
      if (!fits(store.get(id))) return
      clearInterval(poll)
      stop()
      resolve(store.get(id))
    }
    const stop = store.subscribe(look)
    const poll = setInterval(look, 20)
  })
}
