import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { isLoopback, parseServerAddress } from './server-address.ts'
import { type Ask, askJson, askServer } from './server-client.ts'
import { json, standIn } from './stand-in.fixture.ts'
import { whenFree } from './when-free.ts'

const { signal } = new AbortController()
const ask = (url: string, path = '/', more: Partial<Ask> = {}, authorization?: string) =>
  askServer({ url, authorization, offline: false }, path, { signal, ...more })

test('an address is kept without the folder of an API, and never with a password', () => {
  assert.equal(parseServerAddress('http://127.0.0.1:7860/sdapi/v1/'), 'http://127.0.0.1:7860')
  assert.equal(parseServerAddress('https://api.example/v1'), 'https://api.example')
  assert.equal(parseServerAddress('http://box/forge/'), 'http://box/forge')
  assert.throws(() => parseServerAddress('http://me:secret@box'), { code: 'bad-input', hint: /--token-env/ })
  assert.throws(() => parseServerAddress('localhost:7860'), { code: 'bad-input' })
})

test("only this machine's own addresses are loopback, however they are written", () => {
  for (const own of [
    'http://localhost:1',
    'http://127.0.0.1',
    'http://127.9.9.9',
    'http://[::1]:8',
    'http://2130706433',
    'http://a.localhost',
  ]) {
    assert.ok(isLoopback(new URL(own)), own)
  }
  for (const other of ['http://127.0.0.1.example', 'http://localhost.example', 'http://192.168.0.2', 'http://[::2]']) {
    assert.ok(!isLoopback(new URL(other)), other)
  }
})

test('offline mode asks servers of this machine and no others', async (t) => {
  const { url } = await standIn(t, { 'GET /': json('here') })
  assert.equal(String(await askServer({ url, authorization: undefined, offline: true }, '/', { signal })), '"here"')
  const far = { url: 'http://192.0.2.1:7860', authorization: undefined, offline: true }
  await assert.rejects(askServer(far, '/', { signal }), {
    code: 'network',
    message: /Offline mode is on.*192\.0\.2\.1/,
  })
})

test('a refused connection says so', async () => {
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  await assert.rejects(ask(`http://127.0.0.1:${port}`), { code: 'network', message: /refuses the connection/ })
})

test('an answer that breaks off, with a length or without, is no answer', async (t) => {
  const { url } = await standIn(t, {
    'GET /length': (_, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"half":', () => response.destroy())
    },
    'GET /chunks': (_, response) => void response.write('{"half":', () => response.destroy()),
  })
  for (const path of ['/length', '/chunks']) {
    await assert.rejects(
      ask(url, path),
      { code: 'network', message: /closed the connection before its answer was whole/ },
      path,
    )
  }
})

test('what is not JSON, or of another form, is told apart', async (t) => {
  const { url } = await standIn(t, {
    'GET /page': (_, response) => response.end('<html>'),
    'GET /other': json({ images: 'none' }),
  })
  const images = z.object({ images: z.array(z.string()) })
  const get = (path: string) => askJson({ url, authorization: undefined, offline: false }, path, images, { signal })
  await assert.rejects(get('/page'), { code: 'bad-input', message: /does not answer \/page with whole JSON/ })
  await assert.rejects(get('/other'), { code: 'bad-input', message: /form that is not known: images/ })
})

test('a silent server is given up, before its answer and within it', async (t) => {
  const { url } = await standIn(t, {
    'GET /never': () => undefined,
    'GET /stops': (_, response) => void response.writeHead(200, { 'content-length': 10 }).write('1'),
  })
  for (const path of ['/never', '/stops']) {
    await assert.rejects(ask(url, path, { silenceMs: 60 }), { code: 'network', message: /said nothing for/ }, path)
  }
})

test('a huge answer is refused by its stated length, and where it states none, as soon as it is too long', async (t) => {
  let written = 0
  const { url } = await standIn(t, {
    'GET /stated': (_, response) => void response.writeHead(200, { 'content-length': 300e6 }).write('x'),
    'GET /endless': (_, response) => {
      const piece = Buffer.alloc(1e6)
      const more = () => {
        if (response.destroyed || written > 300) return
        written++
        response.write(piece, more)
      }
      more()
    },
  })
  await assert.rejects(ask(url, '/stated', { mostBytes: 128e6 }), { code: 'bad-input', message: /more than 128 MB/ })
  await assert.rejects(ask(url, '/endless', { mostBytes: 8e6 }), { code: 'bad-input', message: /more than 8 MB/ })
  assert.ok(written < 100, `the server could write ${written} MB`)
})

test("a refusal carries the server's own words, on one line, without the token", async (t) => {
  const { url } = await standIn(t, {
    'GET /fastapi': json({ detail: [{ msg: 'field required' }, { msg: 'too\nlong' }] }, 422),
    'GET /openai': json({ error: { message: 'Incorrect key: sk-secret', type: 'invalid', code: null } }, 401),
    'GET /comfy': json(
      {
        error: { message: 'Prompt outputs failed validation' },
        node_errors: { 3: { errors: [{ message: 'Value not in list', details: "sampler_name: 'x'" }] } },
      },
      400,
    ),
    'GET /page': (_, response) => response.writeHead(500).end('<html>a page for people</html>'),
    'GET /deep': (_, response) => response.writeHead(400).end('['.repeat(30_000)),
    'GET /nested': (_, response) => response.writeHead(400).end(`${'{"error":'.repeat(3000)}1${'}'.repeat(3000)}`),
  })
  await assert.rejects(ask(url, '/fastapi'), {
    code: 'bad-input',
    message: /refuses the request \(422\)\. It says: field required; too long\./,
  })
  await assert.rejects(ask(url, '/openai', {}, 'Bearer sk-secret'), {
    code: 'access-denied',
    message: /wants a login \(401\)\. It says: Incorrect key: …\./,
  })
  await assert.rejects(ask(url, '/comfy'), {
    code: 'bad-input',
    message: /It says: Value not in list: sampler_name: 'x'\./,
  })
  await assert.rejects(ask(url, '/page'), { code: 'network', message: /failed \(500\)\.$/ })
  await assert.rejects(ask(url, '/deep'), { code: 'bad-input' })
  await assert.rejects(ask(url, '/nested'), { code: 'bad-input' })
  await assert.rejects(ask(url, '/nothing'), { code: 'not-found', message: /has no \/nothing.*It says: Not Found\./ })
})

test('redirects are followed within the server alone; no other host hears of the token', async (t) => {
  const other = await standIn(t, { 'GET /elsewhere': json('wrong') })
  const { url, seen } = await standIn(t, {
    'GET /near': (_, response) => response.writeHead(307, { location: '/here' }).end(),
    'GET /here': json('right'),
    'GET /far': (_, response) => response.writeHead(302, { location: `${other.url}/elsewhere` }).end(),
    'GET /loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
  })
  assert.equal(String(await ask(url, '/near', {}, 'Bearer t')), '"right"')
  assert.equal(seen.at(-1)?.headers.authorization, 'Bearer t')
  await assert.rejects(ask(url, '/far', {}, 'Bearer t'), {
    code: 'network',
    message: /redirects to .*; nothing was sent there/,
  })
  assert.equal(other.seen.length, 0)
  await assert.rejects(ask(url, '/loop'), { code: 'network', message: /redirects more than/ })
})

test('a busy server that names a time is waited for, and nothing else is tried twice', async (t) => {
  let free = false
  const { url, seen } = await standIn(t, {
    'POST /draw': (_, response) => {
      if (free) return response.end('picture')
      free = true
      return response.writeHead(503, { 'retry-after': '0' }).end('{"detail":"queue full"}')
    },
    'POST /late': json({}, 429, { 'retry-after': '3600' }),
    'POST /broken': json({}, 503),
  })
  const waits: number[] = []
  const onWait = (seconds: number) => void waits.push(seconds)
  const draw = (path: string) => whenFree(() => ask(url, path, { json: {} }), { signal, onWait })
  assert.equal(String(await draw('/draw')), 'picture')
  assert.deepEqual(waits, [0])
  await assert.rejects(draw('/late'), { code: 'network', message: /asks to come back in 3600 s/ })
  await assert.rejects(draw('/broken'), { code: 'network', message: /is busy \(503\)/ })
  assert.equal(seen.length, 4)
})

test('an aborted request ends at once with the reason', async (t) => {
  const stop = new AbortController()
  const { url } = await standIn(t, { 'GET /': () => stop.abort() })
  await assert.rejects(
    ask(url, '/', { signal: stop.signal }),
    (error) => !(error instanceof WorkspaceError) && (error as Error).name === 'AbortError',
  )
})
