import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { WorkspaceError } from '../../base/error.ts'
import { isLoopback } from './server-address.ts'
import { refuseOffline, type ServerConnection } from './server-client.ts'
import { connectionError, readRetryAfter, refusalError } from './server-error.ts'

/** Reading a long prompt on a processor takes minutes, and nothing is sent meanwhile. */
const SILENCE_MS = 15 * 60_000

/** A refusal is a sentence; a longer one is a page for people. */
const REFUSAL_BYTES = 65_536

/**
 * `fetch` for one server, by the rules of `askServer`: its own origin alone, no redirects, offline mode, a login that no error
 * repeats. An answer that is no success is thrown as a `WorkspaceError`; the body of a success streams as it comes. The global
 * fetch gives up on a server that is silent for five minutes.
 */
export function serverFetch(server: ServerConnection): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    refuseOffline(url, server)
    const signal = init.signal ?? undefined
    const response = await send(url, server, init)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) {
      const headers = Object.entries(response.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' ? [[name, value]] : [],
      )
      return new Response(bodyOf(response, url, signal), { status, headers })
    }
    const pieces: Buffer[] = []
    let size = 0
    for await (const piece of response as AsyncIterable<Buffer>) {
      pieces.push(piece)
      size += piece.length
      if (size > REFUSAL_BYTES) break
    }
    throw refusalError({
      status,
      host: url.host,
      path: url.pathname,
      body: Buffer.concat(pieces),
      retryAfterMs: readRetryAfter(response.headers['retry-after']),
      secret: server.authorization?.replace(/^\w+ /, ''),
    })
  }
}

function send(url: URL, server: ServerConnection, init: RequestInit): Promise<http.IncomingMessage> {
  const { Agent, request: open } = url.protocol === 'https:' ? https : http
  const body = typeof init.body === 'string' ? Buffer.from(init.body) : undefined
  const headers: Record<string, string> = {
    ...Object.fromEntries(new Headers(init.headers)),
    'user-agent': 'ai-workspace',
  }
  if (server.authorization !== undefined) headers['authorization'] = server.authorization
  if (body !== undefined) headers['content-length'] = String(body.length)
  return new Promise((resolve, reject) => {
    const request = open(url, {
      method: init.method ?? 'GET',
      headers,
      // This machine's own servers are never asked through a proxy.
      agent: new Agent(isLoopback(url) ? {} : { proxyEnv: process.env }),
      ...(init.signal ? { signal: init.signal } : {}),
    })
    request.setTimeout(SILENCE_MS, () =>
      request.destroy(
        new WorkspaceError('network', `${url.host} said nothing for ${SILENCE_MS / 60_000} minutes.`, {
          hint: 'It may be loading a model. Try again later.',
        }),
      ),
    )
    request.once('response', resolve)
    request.on('error', (error) => reject(init.signal?.aborted ? init.signal.reason : connectionError(error, url.host)))
    request.end(body)
  })
}

/** The bytes as they come; one that breaks off ends in a `WorkspaceError` of what happened. */
function bodyOf(response: http.IncomingMessage, url: URL, signal: AbortSignal | undefined): globalThis.ReadableStream {
  async function* pieces() {
    try {
      yield* response as AsyncIterable<Uint8Array>
    } catch (error) {
      signal?.throwIfAborted()
      throw connectionError(error, url.host)
    }
  }
  return Readable.toWeb(Readable.from(pieces(), { objectMode: false })) as ReadableStream as globalThis.ReadableStream
}
