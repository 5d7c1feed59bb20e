import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { WebSocket } from 'ws'
import type { AssetView } from '../../interface/api/schemas/asset.ts'
import { sessionOf } from '../../interface/api/security/token.ts'
import { startTestServer } from '../test-server.ts'
import { rawBytes, rawRequest } from './raw-request.ts'
import { foreignHosts, foreignOrigins, hostileFiles, malformedHosts, oddFiles, traversals } from './security-corpus.ts'

/** A server with its cookie, and a check that it lives and answers. */
async function prepare(t: TestContext) {
  const server = await startTestServer(t)
  const { port } = server.server
  const login = await fetch(server.server.loginUrl, { redirect: 'manual' })
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!
  const alive = async (after: string) => {
    const { status } = await server.call('/api/v1/assets')
    assert.equal(status, 200, `it lives after ${after}`)
  }
  return { ...server, port, cookie, alive, bearer: { authorization: `Bearer ${server.token}` } }
}

test('no foreign host is let in, whatever its form, with or without a token', async (t) => {
  const { port, bearer, alive } = await prepare(t)
  for (const host of foreignHosts) {
    // What Node itself refuses to send goes over a plain socket.
    const text = `GET /api/v1/health HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${bearer.authorization}\r\nConnection: close\r\n\r\n`
    const answer = await rawBytes(port, text)
    assert.match(answer, /^HTTP\/1\.1 (400|403|431) /, host.slice(0, 60))
    assert.ok(!answer.includes('ai-workspace"'), host.slice(0, 60))
  }
  for (const request of malformedHosts) {
    const answer = await rawBytes(port, request)
    assert.doesNotMatch(answer, /^HTTP\/1\.1 [23]/, JSON.stringify(request))
    assert.ok(!answer.includes('"name"'), JSON.stringify(request))
  }
  assert.match(await rawBytes(port, 'GET /api/v1/health HTTP/1.0\r\nHost: localhost\r\n\r\n'), /^HTTP\/1\.1 200 /)
  await alive('foreign hosts')
})

test('no foreign page gets an answer, opens a socket, or changes anything', async (t) => {
  const { port, bearer, cookie, alive, workspace } = await prepare(t)
  const post = (headers: Record<string, string>) => rawRequest(port, '/api/v1/queue/pause', { method: 'POST', headers })
  for (const origin of foreignOrigins) {
    const asked = await rawRequest(port, '/api/v1/health', { headers: { ...bearer, origin } })
    assert.equal(asked.status, 403, origin)
    assert.equal(asked.headers['access-control-allow-origin'], undefined, origin)
    assert.equal((await post({ cookie, origin })).status, 403, `POST with the cookie from "${origin}"`)
    assert.equal((await post({ ...bearer, origin })).status, 403, `POST with the token from "${origin}"`)
    const preflight = { origin, 'access-control-request-method': 'POST' }
    assert.equal((await rawRequest(port, '/api/v1/jobs', { method: 'OPTIONS', headers: preflight })).status, 403)
    // An empty Origin reaches an upgrade as none at all, which is what a program with a token sends.
    for (const secret of origin === '' ? [{ cookie }] : [bearer, { cookie }]) {
      assert.equal(await openSocket(port, { ...secret, origin }), 403, `a socket from "${origin}"`)
    }
  }
  assert.equal((await post({ cookie })).status, 403, 'the cookie alone changes nothing')
  assert.equal(await openSocket(port, { cookie }), 403, 'nor does it open a socket')
  for (const site of ['cross-site', 'same-site']) {
    for (const mode of ['no-cors', 'cors', 'websocket']) {
      const headers = { cookie, 'sec-fetch-site': site, 'sec-fetch-mode': mode }
      assert.equal((await rawRequest(port, '/api/v1/assets', { headers })).status, 403, `${site} ${mode}`)
    }
  }
  assert.equal(workspace.queue.paused, false)
  const own = { cookie, origin: `http://localhost:${port}` }
  assert.equal((await post(own)).status, 200)
  assert.equal(workspace.queue.paused, true)
  assert.equal(await openSocket(port, own), 101)
  await alive('foreign pages')
})

test('no path or query leads out of the workspace or makes the server fail', async (t) => {
  const { port, bearer, alive, token, get } = await prepare(t)
  const { paths } = await get<{
    paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>
  }>('/openapi.json')
  const words = traversals('etc/passwd')
  const check = async (path: string, method = 'GET') => {
    const { status, body, headers } = await rawRequest(port, path, { method, headers: bearer })
    const what = `${method} ${path.slice(0, 200)}`
    assert.ok(status < 500, `${what}: ${status} ${body.slice(0, 300)}`)
    assert.ok(!body.includes(token) && !/^root:/m.test(body), what)
    assert.equal(headers['set-cookie'], undefined, what)
    return status
  }
  let asked = 0
  for (const [path, methods] of Object.entries(paths)) {
    if (methods['get'] === undefined) continue
    const filled = (word: string) => path.replaceAll(/\{\w+\}/g, () => word)
    const sendable = words.map((word) => (/^[\x21-\x7e]+$/.test(word) ? word : encodeURIComponent(word)))
    if (path.includes('{')) for (const word of sendable) asked += Number((await check(filled(word))) > 0)
    for (const { name } of (methods['get'].parameters ?? []).filter((each) => each.in === 'query')) {
      if (name === 'waitSeconds') continue
      for (const word of sendable.filter((_, i) => (i + asked) % 3 === 0)) {
        asked += Number((await check(`${filled('none')}?${name}=${word.replaceAll('#', '%23')}`)) > 0)
      }
    }
  }
  assert.ok(asked > 500, `${asked} requests`)
  for (const word of words) {
    const path = encodeURI(word).replaceAll('#', '%23')
    for (const start of ['', 'assets/', 'docs/', 'api/v1/', 'api/v1/assets/x/file/']) await check(`/${start}${path}`)
  }
  await check('/api/v1/assets/../../../../etc/passwd')
  await check('/api/v1/assets/%2e%2e/%2e%2e/config/token')
  await check('//etc/passwd')
  await check('/..;/..;/etc/passwd')
  await alive('traversals')
})

test('hostile files are refused with a clear error, leave nothing behind, and are no danger', async (t) => {
  const { call, alive, workspace } = await prepare(t)
  for (const [name, make] of Object.entries(hostileFiles)) {
    for (const path of ['/api/v1/assets', '/api/v1/settings/read']) {
      const form = new FormData()
      form.set('file', new Blob([Uint8Array.from(make())]), 'picture.png')
      const response = await call(path, { method: 'POST', body: form })
      const body = (await response.json()) as { error?: { code: string; message: string } }
      assert.ok(response.status >= 400 && response.status < 500, `${name}: ${response.status} ${JSON.stringify(body)}`)
      assert.notEqual(body.error!.code, 'internal', name)
    }
    await alive(name)
  }
  assert.deepEqual(workspace.assets.list(), [])
  for (const [name, make] of Object.entries(oddFiles)) {
    const form = new FormData()
    form.set('file', new Blob([Uint8Array.from(make())]), 'picture.png')
    const { thumbnail } = (await (await call('/api/v1/assets', { method: 'POST', body: form })).json()) as AssetView
    assert.equal((await call(thumbnail)).status, 200, name)
  }
  assert.deepEqual(readdirSync(join(workspace.home, 'cache', 'uploads')), [])
})

test('what is too large or too deep is refused before it is read', async (t) => {
  const { call, alive, workspace, port, bearer } = await prepare(t)
  Object.assign(workspace.config.server, { maxUploadMb: 1 })
  const json = { 'Content-Type': 'application/json' }
  const send = (body: string | FormData | Uint8Array<ArrayBuffer>, headers = {}, path = '/api/v1/jobs') =>
    call(path, { method: 'POST', body, headers })
  const status = async (...request: Parameters<typeof send>) => (await send(...request)).status

  assert.equal(await status(`{"node":"${'x'.repeat(17_000_000)}"}`, json), 413)
  assert.equal(await status(`{"node":"${'x'.repeat(17_000_000)}"}`, json, '/api/v1/assets'), 413, 'JSON is no upload')
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(1_200_000)]), 'large.png')
  assert.equal(await status(form, {}, '/api/v1/assets'), 413)
  // Without a length, so that only reading tells how much it is.
  const boundary = 'b0undary'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n`
  let sent = 0
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(sent === 0 ? Buffer.from(head) : new Uint8Array(100_000))
      if (++sent > 1000) controller.close()
    },
  })
  const streamed = await call('/api/v1/assets', {
    method: 'POST',
    body: endless,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    duplex: 'half',
  } as RequestInit).then(
    (response) => response.status,
    // The server may close the connection before all is sent.
    () => 413,
  )
  assert.equal(streamed, 413)
  assert.ok(sent < 500, `${sent} pieces were sent of an upload of 1 MB at most`)
  await alive('uploads that are too large')

  for (const open of ['[', '{"a":']) {
    const deep = `{"node":"generate","input":{"x":${open.repeat(10_000)}1${(open === '[' ? ']' : '}').repeat(10_000)}}}`
    assert.equal(await status(deep, json), 400)
    assert.equal(await status(deep, json, '/api/v1/login'), 400)
    for (const path of ['/sdapi/v1/txt2img', '/v1/images/generations', '/prompt', '/api/prompt']) {
      assert.equal(await status(deep, json, path), 400, path)
    }
  }
  assert.equal(await status(`{"node":${'['.repeat(10_000)}`, json), 400)
  assert.equal(await status('{"node":"image.depth","input":{"__proto__":{"image":"x"}}}', json), 400)
  assert.equal(({} as Record<string, unknown>)['image'], undefined)

  const job = JSON.stringify({ node: 'image.generate', input: { prompt: 'x', width: 64, height: 64 } })
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'image/png', '']) {
    const answer = await send(new TextEncoder().encode(job), { 'Content-Type': type })
    assert.ok([400, 415].includes(answer.status), `a job sent as "${type}": ${await answer.text()}`)
  }
  for (const type of [
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=x',
    'text/plain',
  ]) {
    const upload = await send(new TextEncoder().encode('--y\r\n\r\n'), { 'Content-Type': type }, '/api/v1/assets')
    assert.equal(upload.status, 400, `an upload as "${type}"`)
  }
  assert.deepEqual(workspace.queue.list(), [])
  assert.deepEqual(readdirSync(join(workspace.home, 'cache', 'uploads')), [])

  const many = Array.from({ length: 5000 }, (_, i) => `X-${i}: ${i}\r\n`).join('')
  const flood = `GET /api/v1/health HTTP/1.1\r\nHost: localhost:${port}\r\n${many}\r\n`
  assert.match(await rawBytes(port, flood), /^HTTP\/1\.1 431 /)
  const long = { ...bearer, 'x-long': 'x'.repeat(60_000) }
  const tooLong = await rawRequest(port, '/api/v1/health', { headers: long }).then(
    (answer) => answer.status,
    () => 431,
  )
  assert.equal(tooLong, 431)
  await alive('floods of headers')
})

test('wrong tokens have to wait, the cookie is strict, and no secret comes into a log or an answer', async (t) => {
  const { server, call, token, workspace, port, get } = await prepare(t)
  const login = await fetch(server.loginUrl, { redirect: 'manual' })
  const flags = login.headers.get('set-cookie')!.split('; ').slice(1).sort()
  assert.deepEqual(
    flags.map((each) => each.toLowerCase()),
    ['httponly', 'max-age=7776000', 'path=/', 'samesite=strict'],
  )
  assert.ok(!login.headers.get('location')!.includes('token'))
  await get('/api/v1/config')
  await call(`/api/v1/assets?q=${token}`)
  await rawRequest(port, `/somewhere?token=${token}`, { headers: { host: 'evil.example' } })
  const answers = [await (await call('/api/v1/config')).text(), await (await call('/api/v1/logs')).text()]

  const tries: number[] = []
  for (let i = 0; i < 25; i++) {
    const headers = { authorization: `Bearer wrong-${i}` }
    tries.push((await rawRequest(port, '/api/v1/assets', { headers })).status)
  }
  assert.equal(tries[0], 401)
  assert.equal(tries.at(-1), 429)
  const body = JSON.stringify({ token: 'wrong' })
  const headers = { 'content-type': 'application/json' }
  const refused = await rawRequest(port, '/api/v1/login', { method: 'POST', headers, body })
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.headers['retry-after']) > 0)
  const oracle = await rawRequest(port, '/api/v1/health', { headers: { authorization: `Bearer ${token}` } })
  assert.match(oracle.body, /"authenticated":false/, 'nor can it be guessed elsewhere meanwhile')

  await server[Symbol.asyncDispose]()
  const logs = readdirSync(join(workspace.home, 'logs')).map((name) =>
    readFileSync(join(workspace.home, 'logs', name), 'utf8'),
  )
  assert.ok(logs.join('').includes('login-failed'))
  for (const secret of [token, sessionOf(token)]) {
    for (const text of [...logs, ...answers]) assert.ok(!text.includes(secret), 'a secret was written down')
  }
})

/** The status with which the server answers an upgrade. */
function openSocket(port: number, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://localhost:${port}/api/v1/events`, { headers })
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => {
      resolve(101)
      socket.terminate()
    })
    socket.on('error', () => resolve(0))
  })
}
