import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { HttpSettings } from './http.ts'

/** What a test's server does with a request; `answer` gives the file as a well-behaved server would. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, count: number) => void

export interface UnrulyServer {
  readonly url: string
  /** Every request so far: method, path and headers. */
  readonly requests: { readonly url: string; readonly headers: IncomingMessage['headers'] }[]
}

/** A real HTTP server on this machine that behaves as the test says. */
export async function startServer(t: TestContext, behave: Behaviour): Promise<UnrulyServer> {
  const requests: UnrulyServer['requests'] = []
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', headers: request.headers })
    behave(request, response, requests.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** Serves bytes with ranges, ETag and If-Range as RFC 9110 says. `write` may cut, delay or change what is sent. */
export function answer(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  {
    headers = {},
    write = (sent, body) => void sent.end(body),
    ranges = true,
    etag = etagOf(bytes),
  }: {
    headers?: Record<string, string>
    write?: (response: ServerResponse, body: Buffer) => void
    ranges?: boolean
    etag?: string
  } = {},
): void {
  const all = { etag, 'accept-ranges': ranges ? 'bytes' : 'none', ...headers }
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  const ifRange = request.headers['if-range']
  if (!ranges || asked === null || (ifRange !== undefined && ifRange !== etag)) {
    response.writeHead(200, { ...all, 'content-length': bytes.length })
    write(response, bytes)
    return
  }
  const start = Number(asked[1])
  const end = asked[2] === '' ? bytes.length : Math.min(bytes.length, Number(asked[2]) + 1)
  if (start >= bytes.length) {
    response.writeHead(416, { ...all, 'content-range': `bytes */${bytes.length}` }).end()
    return
  }
  response.writeHead(206, {
    ...all,
    'content-length': end - start,
    'content-range': `bytes ${start}-${end - 1}/${bytes.length}`,
  })
  write(response, bytes.subarray(start, end))
}

/** The probe of a download asks for one byte; everything else is the transfer itself. */
export function isProbe(request: IncomingMessage): boolean {
  return request.headers.range === 'bytes=0-0'
}

export function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Bytes without a pattern that could hide a part in the wrong place. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length)
  // A linear congruential generator (Numerical Recipes' constants): the same bytes every time.
  let state = seed
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

/** Settings that wait for nobody; `slept` collects what would have been waited. */
export function testSettings(endpoint: string, more: Partial<HttpSettings> = {}): HttpSettings & { slept: number[] } {
  const slept: number[] = []
  return {
    offline: false,
    endpoint,
    token: undefined,
    stallMs: 5000,
    connections: 4,
    retry: {
      tries: 5,
      firstTries: 3,
      baseMs: 1,
      mostMs: 2,
      sleep: async (ms, signal) => {
        signal.throwIfAborted()
        slept.push(ms)
      },
    },
    slept,
    ...more,
  }
}
