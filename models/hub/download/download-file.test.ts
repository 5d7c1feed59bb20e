import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { type DownloadEvent, downloadFile } from './download-file.ts'
import type { HttpSettings } from './http.ts'
import type { RemoteFile } from './remote-file.ts'
import {
  answer,
  type Behaviour,
  etagOf,
  isProbe,
  noise,
  sha256Of,
  startServer,
  testSettings,
} from './unruly-server.fixture.ts'

const bytes = noise(300_000)

/** A download from a server of its own: what came, what happened, what was asked. */
async function download(
  t: TestContext,
  behave: Behaviour,
  {
    file = {},
    http = {},
    target = join(temporaryFolder(t), 'weights.bin'),
    signal = new AbortController().signal,
    onEvent = () => {},
  }: {
    file?: Partial<RemoteFile>
    http?: Partial<HttpSettings>
    target?: string
    signal?: AbortSignal
    onEvent?: (event: DownloadEvent) => void
  } = {},
) {
  const server = await startServer(t, behave)
  const settings = testSettings(server.url, http)
  const events: DownloadEvent[] = []
  const run = () =>
    downloadFile(
      { url: `${server.url}/weights.bin`, name: 'weights.bin', role: 'weights', hashes: {}, ...file },
      target,
      {
        http: settings,
        signal,
        onEvent: (event) => {
          events.push(event)
          onEvent(event)
        },
      },
    )
  return { server, target, events, settings, run }
}

test('a file arrives whole under its name, with its hash, and leaves no parts behind', async (t) => {
  const { target, run } = await download(t, (request, response) => answer(request, response, bytes))
  const arrived = await run()
  assert.deepEqual(readFileSync(target), bytes)
  assert.equal(arrived.sha256, sha256Of(bytes))
  assert.equal(arrived.checkedAgainst, undefined)
  assert.ok(!existsSync(`${target}.part`) && !existsSync(`${target}.part.json`))
})

test('a large file comes over several connections at once, every byte in its place', async (t) => {
  const large = noise(80 << 20, 7)
  let [open, most] = [0, 0]
  const { target, run, server } = await download(t, (request, response) => {
    open++
    most = Math.max(most, open)
    response.once('close', () => open--)
    answer(request, response, large)
  })
  const { sha256 } = await run()
  assert.equal(sha256, sha256Of(large))
  assert.equal(readFileSync(target).length, large.length)
  assert.deepEqual(
    server.requests.map(({ headers }) => headers.range).sort(),
    ['bytes=0-0', 'bytes=0-33554431', 'bytes=33554432-67108863', 'bytes=67108864-83886079'].sort(),
  )
  assert.ok(most > 1, 'more than one at a time')
})

test('broken connections are taken up where they broke, with If-Range', async (t) => {
  const { target, run, server, settings } = await download(t, (request, response, count) =>
    answer(request, response, bytes, {
      write: (sent, body) => {
        if (count > 4) return void sent.end(body)
        sent.write(body.subarray(0, 50_000), () => sent.destroy())
      },
    }),
  )
  await run()
  assert.deepEqual(readFileSync(target), bytes)
  const transfers = server.requests.slice(1)
  const starts = transfers.map(({ headers }) => Number(/bytes=(\d+)/.exec(headers.range ?? '')?.[1]))
  assert.deepEqual(
    starts,
    starts.toSorted((a, b) => a - b),
  )
  assert.ok(starts.at(-1)! > 0, 'the last one did not begin anew')
  assert.ok(transfers.every(({ headers }) => headers['if-range'] === etagOf(bytes)))
  assert.equal(settings.slept.length, transfers.length - 1)
})

test('Ctrl-C keeps what arrived, and the same download goes on from there', async (t) => {
  const controller = new AbortController()
  let received = 0
  const { target, run, server } = await download(
    t,
    (request, response) =>
      answer(request, response, bytes, {
        // The second half never comes.
        write: (sent, body) => (isProbe(request) ? void sent.end(body) : void sent.write(body.subarray(0, 150_000))),
      }),
    {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type !== 'bytes') return
        received = event.receivedBytes
        if (received === 150_000) controller.abort()
      },
    },
  )
  await assert.rejects(run(), { name: 'AbortError' })
  assert.equal(received, 150_000)
  assert.ok(!existsSync(target))

  const again = await download(t, (request, response) => answer(request, response, bytes), { target })
  await again.run()
  assert.deepEqual(readFileSync(target), bytes)
  assert.equal(again.server.requests[1]?.headers.range, 'bytes=150000-299999')
  assert.ok(server.requests.length >= 2)
})

test('a process that is killed in the middle loses no more than what it had not written down', async (t) => {
  const target = join(temporaryFolder(t), 'weights.bin')
  let sent = 0
  let go = true
  const { server, run } = await download(
    t,
    (request, response) =>
      answer(request, response, bytes, {
        write: (to, body) => {
          if (isProbe(request) || !go) return void to.end(body)
          // A little at a time, and never the whole: the process is killed before.
          const next = () => {
            if (to.destroyed || sent >= 200_000) return
            to.write(body.subarray(sent, sent + 2000))
            sent += 2000
            setTimeout(next, 20)
          }
          next()
        },
      }),
    { target },
  )
  const at = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const code = `
    import { downloadFile } from ${at('./download-file.ts')}
    import { patient } from ${at('./retry.ts')}
    const file = { url: '${server.url}/weights.bin', name: 'weights.bin', role: 'weights', hashes: {} }
    const http = { offline: false, endpoint: '${server.url}', stallMs: 30000, connections: 1, retry: patient }
    await downloadFile(file, ${JSON.stringify(target)}, { http, signal: new AbortController().signal })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'ignore', 'inherit'] })
  while (!existsSync(`${target}.part.json`)) await new Promise((resolve) => setTimeout(resolve, 20))
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await ended
  go = false
  await run()
  assert.deepEqual(readFileSync(target), bytes)
  assert.match(server.requests.at(-1)?.headers.range ?? '', /^bytes=[1-9]\d*-299999$/)
})

test('a file that changed between two tries starts anew and says so', async (t) => {
  const target = join(temporaryFolder(t), 'weights.bin')
  writeFileSync(`${target}.part`, noise(100_000, 3))
  const state = { format: 1, identity: '"old"', sizeBytes: bytes.length, done: [[0, 100_000]] }
  writeFileSync(`${target}.part.json`, JSON.stringify(state))
  const { run, server } = await download(t, (request, response) => answer(request, response, bytes), { target })
  await run()
  assert.deepEqual(readFileSync(target), bytes)
  assert.equal(server.requests[1]?.headers.range, 'bytes=0-299999')
})

test('a file that changes in the middle of a transfer is never a mixture', async (t) => {
  const later = noise(280_000, 9)
  const { target, run, events } = await download(t, (request, response, count) => {
    if (count > 2) return answer(request, response, later)
    answer(request, response, bytes, {
      write: (sent, body) =>
        isProbe(request) ? void sent.end(body) : void sent.write(body.subarray(0, 90_000), () => sent.destroy()),
    })
  })
  const { sha256 } = await run()
  assert.deepEqual(readFileSync(target), later)
  assert.equal(sha256, sha256Of(later))
  assert.ok(events.some((event) => event.type === 'restart' && /changed at its source/.test(event.reason)))
})

test('a server that ignores Range is read from the start, and again after a break', async (t) => {
  const { target, run } = await download(t, (request, response, count) =>
    answer(request, response, bytes, {
      ranges: false,
      write: (sent, body) =>
        count === 2 ? void sent.write(body.subarray(0, 9000), () => sent.destroy()) : void sent.end(body),
    }),
  )
  await run()
  assert.deepEqual(readFileSync(target), bytes)
})

test('a server that answers the probe with a part and the rest with the whole is read whole', async (t) => {
  const { target, run } = await download(t, (request, response) =>
    answer(request, response, bytes, { ranges: isProbe(request) }),
  )
  await run()
  assert.deepEqual(readFileSync(target), bytes)
})

test('a part that is not the one that was asked for is not written', async (t) => {
  let lies = 0
  const { target, run } = await download(t, (request, response) => {
    if (isProbe(request) || lies++ > 0) return answer(request, response, bytes)
    response.writeHead(206, { 'content-range': `bytes 10-299999/300000`, etag: etagOf(bytes) })
    response.end(bytes.subarray(10))
  })
  await run()
  assert.deepEqual(readFileSync(target), bytes)
})

test('announced lengths that are lies end in a clear error or in the right bytes, never in a short file', async (t) => {
  const short = await download(t, (_, response) => {
    response.writeHead(200, { 'content-length': 500_000 })
    response.write(bytes, () => response.destroy())
  })
  await assert.rejects(short.run(), { code: 'network' })
  assert.ok(!existsSync(short.target))
  const long = await download(t, (request, response) => {
    if (isProbe(request)) return answer(request, response, bytes)
    const [start, end] = [0, 300_000]
    response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${end}`, etag: etagOf(bytes) })
    response.end(Buffer.concat([bytes, noise(5000, 4)]))
  })
  await long.run()
  assert.deepEqual(readFileSync(long.target), bytes)
})

test('a server that sends a byte at a time is waited for; one that falls silent is asked again', async (t) => {
  const small = bytes.subarray(0, 20)
  const slow = await download(t, (request, response) =>
    answer(request, response, small, {
      write: (sent, body) => {
        let at = 0
        const next = () =>
          at < body.length ? sent.write(body.subarray(at, ++at), () => setImmediate(next)) : sent.end()
        next()
      },
    }),
  )
  await slow.run()
  assert.deepEqual(readFileSync(slow.target), small)
  let transfers = 0
  const silent = await download(
    t,
    (request, response) =>
      answer(request, response, bytes, {
        write: (sent, body) =>
          isProbe(request) || ++transfers > 1 ? void sent.end(body) : void sent.write(body.subarray(0, 1000)),
      }),
    { http: { stallMs: 100 } },
  )
  await silent.run()
  assert.deepEqual(readFileSync(silent.target), bytes)
  assert.ok(silent.events.some((event) => event.type === 'waiting' && /sent nothing/.test(event.reason)))
})

test('the hash that is known beforehand is checked, and wrong bytes are not kept', async (t) => {
  const good = await download(t, (request, response) => answer(request, response, bytes), {
    file: { hashes: { sha256: sha256Of(bytes) } },
  })
  assert.equal((await good.run()).checkedAgainst, 'sha256')
  const bad = await download(t, (request, response) => answer(request, response, bytes), {
    file: { hashes: { sha256: '0'.repeat(64) } },
  })
  await assert.rejects(bad.run(), { code: 'corrupt-file', message: /not what its source states/ })
  assert.ok(!existsSync(bad.target) && !existsSync(`${bad.target}.part`))
})

test('a damaged earlier part is found by the hash and fetched again once', async (t) => {
  const target = join(temporaryFolder(t), 'weights.bin')
  writeFileSync(`${target}.part`, noise(100_000, 3))
  const state = { format: 1, identity: etagOf(bytes), sizeBytes: bytes.length, done: [[0, 100_000]] }
  writeFileSync(`${target}.part.json`, JSON.stringify(state))
  const { run, events } = await download(t, (request, response) => answer(request, response, bytes), {
    target,
    file: { hashes: { sha256: sha256Of(bytes) } },
  })
  await run()
  assert.deepEqual(readFileSync(target), bytes)
  assert.ok(events.some((event) => event.type === 'restart'))
})

test('a complete part whose renaming failed is finished without asking for an empty range', async (t) => {
  const target = join(temporaryFolder(t), 'weights.bin')
  writeFileSync(`${target}.part`, bytes)
  const state = { format: 1, identity: etagOf(bytes), sizeBytes: bytes.length, done: [[0, bytes.length]] }
  writeFileSync(`${target}.part.json`, JSON.stringify(state))
  const { run, server } = await download(t, (request, response) => answer(request, response, bytes), { target })
  await run()
  assert.deepEqual(readFileSync(target), bytes)
  assert.equal(server.requests.length, 1)
})

test('a file without content is a file', async (t) => {
  const { target, run } = await download(t, (request, response) => answer(request, response, Buffer.alloc(0)))
  assert.equal((await run()).sizeBytes, 0)
  assert.equal(readFileSync(target).length, 0)
})
