import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { downloadFile } from './download-file.ts'
import { fetchJson, type HttpSettings } from './http.ts'
import { answer, isProbe, noise, sha256Of, startServer, testSettings } from './unruly-server.fixture.ts'

const bytes = noise(5000)

function fetchFrom(t: TestContext, url: string, http: HttpSettings, gatePage?: string) {
  const target = join(temporaryFolder(t), 'file.bin')
  const file = { url, name: 'file.bin', role: 'weights', hashes: {}, ...(gatePage === undefined ? {} : { gatePage }) }
  return { target, done: downloadFile(file, target, { http, signal: new AbortController().signal }) }
}

test('a hub file: the token goes to the hub alone, the hash and commit come from its redirect', async (t) => {
  const storage = await startServer(t, (request, response) => answer(request, response, bytes))
  const hub = await startServer(t, (_, response) => {
    const headers = {
      location: `${storage.url}/blob?signature=s`,
      'x-linked-etag': `"${sha256Of(bytes)}"`,
      'x-linked-size': String(bytes.length),
      'x-repo-commit': 'c'.repeat(40),
    }
    response.writeHead(302, headers).end()
  })
  const http = testSettings(hub.url, { token: 'hf_secret' })
  const arrived = await fetchFrom(t, `${hub.url}/owner/repo/resolve/main/file.bin`, http).done
  assert.equal(arrived.checkedAgainst, 'sha256')
  assert.equal(arrived.commit, 'c'.repeat(40))
  assert.ok(hub.requests.every(({ headers }) => headers.authorization === 'Bearer hf_secret'))
  assert.ok(storage.requests.length > 0 && storage.requests.every(({ headers }) => headers.authorization === undefined))
})

test('servers of a hub that differ in their ETag serve one file all the same', async (t) => {
  const large = noise(70 << 20, 6)
  const storage = await startServer(t, (request, response, count) =>
    answer(request, response, large, { etag: `"${count}"` }),
  )
  const hub = await startServer(t, (_, response) =>
    response.writeHead(302, { location: storage.url, 'x-linked-etag': `"${sha256Of(large)}"` }).end(),
  )
  const { done } = fetchFrom(t, hub.url, testSettings(hub.url))
  assert.equal((await done).sha256, sha256Of(large))
  const ranges = storage.requests.map(({ headers }) => headers.range)
  assert.equal(new Set(ranges).size, ranges.length, 'each part is asked for once')
})

test('the token is not sent to a server that is no hub', async (t) => {
  const other = await startServer(t, (request, response) => answer(request, response, bytes))
  await fetchFrom(t, `${other.url}/file.bin`, testSettings('https://hub.invalid', { token: 'hf_secret' })).done
  assert.ok(other.requests.every(({ headers }) => headers.authorization === undefined))
})

test('a small hub file is checked against the git hash that its ETag is', async (t) => {
  const text = Buffer.from('hello\n')
  const gitHash = 'ce013625030ba8dba906f756967f9e9ca394464a'
  const serve = (etag: string) =>
    startServer(t, (request, response) =>
      answer(request, response, text, { etag: `"${etag}"`, headers: { 'x-repo-commit': 'c'.repeat(40) } }),
    )
  const good = await serve(gitHash)
  assert.equal((await fetchFrom(t, good.url, testSettings(good.url)).done).checkedAgainst, 'git-blob-sha1')
  const bad = await serve(gitHash.replace('c', 'd'))
  await assert.rejects(fetchFrom(t, bad.url, testSettings(bad.url)).done, { code: 'corrupt-file' })
})

test('a gated file says which page to accept the licence on and how to give the token', async (t) => {
  for (const status of [401, 403]) {
    const server = await startServer(t, (_, response) => response.writeHead(status).end())
    const page = 'https://hub.example/owner/gated'
    await assert.rejects(
      fetchFrom(t, server.url, testSettings(server.url), page).done,
      (error: Error & { hint?: string; code?: string }) => {
        assert.equal(error.code, 'access-denied')
        assert.match(error.hint ?? '', /accept the licence on https:\/\/hub\.example\/owner\/gated/)
        assert.match(error.hint ?? '', /HF_TOKEN/)
        return true
      },
    )
    assert.equal(server.requests.length, 1, 'asked once')
  }
})

test('404 is told at once; 429 and 5xx are waited for as long as the server asks', async (t) => {
  const missing = await startServer(t, (_, response) => response.writeHead(404).end())
  await assert.rejects(fetchFrom(t, missing.url, testSettings(missing.url)).done, { code: 'not-found' })
  assert.equal(missing.requests.length, 1)

  const busy = await startServer(t, (request, response, count) => {
    if (count === 1) return response.writeHead(429, { 'retry-after': '7' }).end()
    if (count === 3)
      return response.writeHead(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end()
    if (count === 4) return response.writeHead(500).end()
    answer(request, response, bytes)
  })
  const http = testSettings(busy.url)
  const { target, done } = fetchFrom(t, busy.url, http)
  await done
  assert.deepEqual(readFileSync(target), bytes)
  assert.equal(http.slept[0], 7000)
  assert.ok(http.slept[1]! > 50_000 && http.slept[1]! <= 60_000)
  assert.ok(http.slept[2]! <= 2)
})

test('listings are asked for again when a server is busy, and what is no listing is told', async (t) => {
  const busy = await startServer(t, (_, response, count) =>
    count === 1 ? response.writeHead(503).end() : response.end('{"a": 1}'),
  )
  const { signal } = new AbortController()
  assert.deepEqual(await fetchJson(busy.url, testSettings(busy.url), { signal }), { a: 1 })
  const page = await startServer(t, (_, response) => response.end('<html>'))
  await assert.rejects(fetchJson(page.url, testSettings(page.url), { signal }), {
    code: 'bad-input',
    hint: /HF_ENDPOINT/,
  })
  assert.equal(page.requests.length, 1)
})

test('a server that stays broken is given up with its status', async (t) => {
  const server = await startServer(t, (_, response) => response.writeHead(502).end())
  const http = testSettings(server.url)
  await assert.rejects(fetchFrom(t, server.url, http).done, { code: 'network', message: /\(502\)/ })
  assert.equal(server.requests.length, http.retry.firstTries)
})

test('416 in the middle of a transfer starts anew', async (t) => {
  let refused = 0
  const server = await startServer(t, (request, response) =>
    isProbe(request) || refused++ > 0 ? answer(request, response, bytes) : response.writeHead(416).end(),
  )
  const { target, done } = fetchFrom(t, server.url, testSettings(server.url))
  await done
  assert.deepEqual(readFileSync(target), bytes)
})

test('redirects that never end are an error', async (t) => {
  const server = await startServer(t, (request, response) =>
    response.writeHead(302, { location: `${request.url}x` }).end(),
  )
  await assert.rejects(fetchFrom(t, `${server.url}/a`, testSettings(server.url)).done, {
    code: 'network',
    message: /more than 10 times/,
  })
})

test('offline mode asks nothing of anybody', async (t) => {
  const server = await startServer(t, (request, response) => answer(request, response, bytes))
  const { target, done } = fetchFrom(t, server.url, testSettings(server.url, { offline: true }))
  await assert.rejects(done, { code: 'network', message: /Offline mode/ })
  assert.equal(server.requests.length, 0)
  assert.ok(!existsSync(target))
})

/** An address that had a server a moment ago. */
async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

test('an address that no server answers is told by its name', async (t) => {
  const closed = await closedPort()
  const { done } = fetchFrom(t, `${closed}/file`, testSettings(closed))
  await assert.rejects(done, {
    code: 'network',
    message: /127\.0\.0\.1:\d+ cannot be reached: it refuses the connection/,
  })
  await assert.rejects(fetchFrom(t, 'ftp://host/file', testSettings(closed)).done, { code: 'bad-input' })
})
