import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { startTestServer } from '../../test/test-server.ts'
import type { JobView } from './schemas/job.ts'
import { startServer } from './server.ts'

const picture = { node: 'image.generate', input: { prompt: 'copper gear', width: 64, height: 64, seed: 1 } }

test('a job is submitted, waited for, listed, and its events are streamed', async (t) => {
  const { server, token, send, get } = await startTestServer(t)
  const events: { type: string; seq: string }[] = []
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
  })
  socket.on('message', (data) => events.push(JSON.parse(String(data))))
  await new Promise((resolve) => socket.once('open', resolve))
  const job = await send<JobView>('/api/v1/jobs', picture)
  assert.equal(job.label, 'image.generate "copper gear"')
  const done = await get<JobView>(`/api/v1/jobs/${job.id}?waitSeconds=60`)
  assert.equal(done.state, 'done')
  assert.ok(done.assets.length > 0)
  const { items } = await get<{ items: JobView[] }>('/api/v1/jobs?state=done&q=COPPER')
  assert.deepEqual(
    items.map((each) => each.id),
    [job.id],
  )
  socket.close()
  const types = events.map((event) => event.type)
  for (const type of ['hello', 'job-added', 'job-start', 'asset-added', 'job-end'])
    assert.ok(types.includes(type), type)

  const missed = await replay(server.origin, token, events.find((event) => event.type === 'job-start')!.seq)
  assert.ok(missed.includes('job-end') && !missed.includes('job-added') && !missed.includes('reset'), missed.join())
  assert.ok((await replay(server.origin, token, 'another:1')).includes('reset'))
})

test('the same key sends one job, another request with it is refused', async (t) => {
  const { workspace, call, send } = await startTestServer(t)
  workspace.queue.paused = true
  const headers = { 'Idempotency-Key': 'k1' }
  const first = await send<JobView>('/api/v1/jobs', picture, { headers })
  const again = await send<JobView>('/api/v1/jobs', picture, { headers })
  assert.equal(again.id, first.id)
  const body = JSON.stringify({ ...picture, input: { ...picture.input, seed: 2 } })
  const other = await call('/api/v1/jobs', {
    method: 'POST',
    body,
    headers: { ...headers, 'Content-Type': 'application/json' },
  })
  assert.equal(other.status, 400)
})

test('waiting jobs are moved, cancelled and tried again', async (t) => {
  const { workspace, send, get } = await startTestServer(t)
  workspace.queue.paused = true
  const jobs: JobView[] = []
  for (const seed of [1, 2, 3]) {
    jobs.push(await send('/api/v1/jobs', { ...picture, input: { ...picture.input, seed } }))
  }
  const ids = jobs.map((job) => job.id) as [string, string, string]
  await send(`/api/v1/jobs/${ids[2]}`, { before: ids[0] }, { method: 'PATCH' })
  assert.deepEqual(
    workspace.queue.queued().map((job) => job.id),
    [ids[2], ids[0], ids[1]],
  )
  await send(`/api/v1/jobs/${ids[2]}`, { before: 'end' }, { method: 'PATCH' })
  assert.equal((await get<JobView>(`/api/v1/jobs/${ids[2]}`)).queuePosition, 2)
  assert.equal((await send<JobView>(`/api/v1/jobs/${ids[1]}/cancel`)).state, 'cancelled')
  assert.equal((await send<JobView>(`/api/v1/jobs/${ids[1]}/retry`)).queuePosition, 2)
})

test('a full queue answers 503 with the time to wait', async (t) => {
  const { workspace, call, send } = await startTestServer(t)
  workspace.queue.paused = true
  Object.assign(workspace.config.server, { queueLimit: 1 })
  await send('/api/v1/jobs', picture)
  const body = JSON.stringify(picture)
  const refused = await call('/api/v1/jobs', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
  assert.equal(refused.status, 503)
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
})

test('without the token nothing but the health is told', async (t) => {
  const { server, token } = await startTestServer(t)
  const status = async (path: string, headers = {}) => (await fetch(server.origin + path, { headers })).status
  assert.equal(await status('/api/v1/health'), 200)
  for (const path of ['/api/v1/jobs', '/api/v1/nodes', '/api/v1/events']) assert.equal(await status(path), 401, path)
  assert.equal(await status('/api/v1/jobs', { Authorization: 'Bearer wrong' }), 401)
  assert.equal(await status('/api/v1/jobs', { Authorization: `Basic ${btoa(`me:${token}`)}` }), 200)
  const login = await fetch(server.loginUrl, { redirect: 'manual' })
  assert.equal(login.status, 303)
  assert.equal(login.headers.get('location'), '/')
  const cookie = login.headers.get('set-cookie')!
  assert.ok(!cookie.includes(token) && /HttpOnly; SameSite=Strict/.test(cookie), cookie)
  assert.equal(await status('/api/v1/jobs', { Cookie: cookie.split(';')[0] }), 200)
})

test('foreign hosts and origins are refused, also with the token', async (t) => {
  const { server, call } = await startTestServer(t)
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80']) {
    assert.equal(await statusWithHost(server.port, host), 403, host)
  }
  assert.equal(await statusWithHost(server.port, `localhost:${server.port}`), 200)
  for (const origin of ['https://evil.example', 'null', `http://localhost:${server.port + 1}`]) {
    assert.equal((await call('/api/v1/health', { headers: { Origin: origin } })).status, 403, origin)
  }
  assert.equal((await call('/api/v1/health', { headers: { Origin: server.origin } })).status, 200)
})

test('it does not listen beyond this machine unless it is told how', async (t) => {
  const workspace = await temporaryWorkspace(t)
  await assert.rejects(startServer(workspace, { host: '0.0.0.0', port: 0 }), /without TLS/)
})

test('a server that stops in the middle of a job puts it back', async (t) => {
  const { server, workspace, send } = await startTestServer(t)
  const large = {
    node: 'image.generate',
    input: { prompt: 'ancient stone statue', width: 1024, height: 1024, seed: 3 },
  }
  const job = await send<JobView>('/api/v1/jobs', large)
  while (workspace.queue.get(job.id).state === 'queued') await new Promise((resolve) => setTimeout(resolve, 20))
  await server[Symbol.asyncDispose]()
  const { state, attempts } = workspace.queue.get(job.id)
  assert.deepEqual({ state, attempts }, { state: 'queued', attempts: 0 })
})

/** The types of what the stream sends to one who comes back. */
function replay(origin: string, token: string, after: string): Promise<string[]> {
  return new Promise((resolve) => {
    const types: string[] = []
    const url = `${origin.replace('http', 'ws')}/api/v1/events?after=${after}`
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } })
    socket.on('message', (data) => types.push(JSON.parse(String(data)).type))
    socket.once('open', () => setTimeout(() => socket.close(), 100))
    socket.once('close', () => resolve(types))
  })
}

function statusWithHost(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, path: '/api/v1/health', headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
      .on('error', reject)
      .end()
  })
}
