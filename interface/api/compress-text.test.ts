import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { compressText } from './compress-text.ts'

const long = JSON.stringify({ text: 'ünïcode '.repeat(500) })

const app = new Hono()
  .use(compressText())
  .get('/long', (c) => c.body(long, 200, { 'Content-Type': 'application/json', ETag: '"a"', 'Set-Cookie': 'a=b' }))
  .get('/short', (c) => c.json({ a: 1 }))
  .get('/picture', (c) => c.body(long, 200, { 'Content-Type': 'image/png' }))
  .get('/events', (c) => c.body(long, 200, { 'Content-Type': 'text/event-stream' }))
  .get('/part', (c) => c.body(long, 206, { 'Content-Type': 'application/json' }))

const ask = (path: string, accept: string) => app.request(path, { headers: { 'accept-encoding': accept } })

test('long text goes packed to whoever takes it, whole and with its headers', async () => {
  const answer = await ask('/long', 'br, gzip;q=0.8')
  const { headers } = answer
  assert.equal(headers.get('content-encoding'), 'gzip')
  assert.deepEqual([headers.get('etag'), headers.get('vary')], ['W/"a"', 'Accept-Encoding'])
  assert.deepEqual([headers.get('content-type'), headers.getSetCookie()], ['application/json', ['a=b']])
  assert.equal(gunzipSync(await answer.arrayBuffer()).toString(), long)
})

test('who does not take it, and what gains nothing, gets it as it is', async () => {
  for (const [path, accept] of [
    ['/long', ''],
    ['/long', 'gzip;q=0'],
    ['/long', 'br'],
    ['/short', 'gzip'],
    ['/picture', 'gzip'],
    ['/events', 'gzip'],
    ['/part', 'gzip'],
  ] as const) {
    const answer = await ask(path, accept)
    assert.equal(answer.headers.get('content-encoding'), null, `${path} ${accept}`)
    assert.equal(await answer.text(), path === '/short' ? '{"a":1}' : long)
  }
})
