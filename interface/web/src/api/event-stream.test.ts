import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type WebSocket as Socket, WebSocketServer } from 'ws'
import { EventStream } from './event-stream.ts'
import type { StreamEvent } from './wire.ts'

/** A server that says what the test tells it to, and remembers how it was asked. */
async function startSpeaker(t: TestContext) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => {
    for (const client of server.clients) client.terminate()
    return new Promise((resolve) => server.close(resolve))
  })
  const asked: (string | null)[] = []
  const waiting: ((socket: Socket) => void)[] = []
  const connected: Socket[] = []
  server.on('connection', (socket, request) => {
    asked.push(new URL(request.url!, 'ws://server').searchParams.get('after'))
    const waiter = waiting.shift()
    if (waiter === undefined) connected.push(socket)
    else waiter(socket)
  })
  const next = () =>
    new Promise<Socket>((resolve) => {
      const socket = connected.shift()
      if (socket === undefined) waiting.push(resolve)
      else resolve(socket)
    })
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/events`, asked, next }
}

const say = (socket: Socket, type: string, seq: string) => socket.send(JSON.stringify({ type, seq, at: '' }))

test('after a break it asks for what came after the last event it saw, and a hello in between does not count', async (t) => {
  const { url, asked, next } = await startSpeaker(t)
  const heard: string[] = []
  const states: string[] = []
  let wake: (() => void) | undefined
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((resolve) => (wake = resolve))
  }
  const stream = new EventStream({
    url,
    onEvent: (event: StreamEvent) => {
      heard.push(event.seq)
      wake?.()
    },
    onState: (state) => {
      states.push(state)
      wake?.()
    },
  })
  t.after(() => stream.close())

  const first = await next()
  say(first, 'hello', 'e:4')
  say(first, 'heartbeat', 'e:5')
  await until(() => heard.length === 2)
  first.terminate()

  const second = await next()
  assert.deepEqual(asked, [null, 'e:5'])
  // It has missed up to 9, and is cut off before it hears any of that.
  say(second, 'hello', 'e:9')
  await until(() => heard.length === 3)
  second.terminate()

  const third = await next()
  assert.equal(asked[2], 'e:5')
  say(third, 'hello', 'e:9')
  say(third, 'heartbeat', 'e:6')
  await until(() => heard.length === 5)
  assert.deepEqual(states, ['open', 'lost', 'open', 'lost', 'open'])
})

test('woken, it tries at once instead of waiting', async (t) => {
  const { url, asked, next } = await startSpeaker(t)
  let lost: (() => void) | undefined
  const isLost = new Promise<void>((resolve) => {
    lost = resolve
  })
  const stream = new EventStream({ url, onEvent: () => undefined, onState: (state) => state === 'lost' && lost?.() })
  t.after(() => stream.close())
  ;(await next()).terminate()
  await isLost
  stream.wake()
  await next()
  assert.equal(asked.length, 2)
})
