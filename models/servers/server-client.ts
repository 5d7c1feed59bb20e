import http from 'node:http'
import https from 'node:https'
import type { z } from 'zod'
import { WorkspaceError } from '../../base/error.ts'
import { isLoopback } from './server-address.ts'
import { connectionError, readRetryAfter, refusalError } from './server-error.ts'

/** A server that may be asked. */
export interface ServerConnection {
  /** As `parseServerAddress` gives it. */
  readonly url: string
  /** The `Authorization` header; sent to this server's own origin alone. */
  readonly authorization: string | undefined
  /** Only servers of this machine may be asked. */
  readonly offline: boolean
}

export interface Ask {
  readonly signal: AbortSignal
  readonly query?: Readonly<Record<string, string>>
  /** A body makes it a POST. */
  readonly json?: unknown
  readonly form?: FormData
  readonly method?: 'GET' | 'POST'
  /** A server silent for this long counts as gone. */
  readonly silenceMs?: number
  /** A longer answer is refused before it fills the memory. */
  readonly mostBytes?: number
}

/** Questions are answered at once; a server that reads its disk first may take some seconds. */
const QUESTION_SILENCE_MS = 20_000

/** ComfyUI's list of a thousand custom nodes is some 20 MB. */
const QUESTION_BYTES = 64e6

/** For requests that draw: a large picture on a processor takes half an hour, and nothing is sent meanwhile. */
export const drawing = {
  silenceMs: 45 * 60_000,
  /** A 4096 × 4096 picture of nothing but noise is 67 MB in base64. */
  mostBytes: 128e6,
} as const

/** More is a loop. */
const MOST_REDIRECTS = 5

/**
 * One request and its whole answer. Redirects are followed within the server's own origin alone. Errors: 'network' (not
 * reached, broken off, busy, failed), 'access-denied', 'not-found', 'bad-input' (refused, or too long an answer).
 */
export async function askServer(server: ServerConnection, path: string, ask: Ask): Promise<Uint8Array> {
  let url = new URL(`${server.url}${path}`)
  for (const [name, value] of Object.entries(ask.query ?? {})) url.searchParams.set(name, value)
  refuseOffline(url, server)
  const { headers, body } = await encodeBody(ask)
  if (server.authorization !== undefined) headers['authorization'] = server.authorization
  for (let count = 0; count <= MOST_REDIRECTS; count++) {
    const answer = await exchange(url, { ...ask, headers, body })
    if (answer.status >= 200 && answer.status < 300) return answer.body
    const { location } = answer.headers
    if (answer.status < 300 || answer.status >= 400 || location === undefined) {
      const retryAfterMs = readRetryAfter(answer.headers['retry-after'])
      const secret = server.authorization?.replace(/^\w+ /, '')
      throw refusalError({ status: answer.status, host: url.host, path, body: answer.body, retryAfterMs, secret })
    }
    url = sameOrigin(url, location)
  }
  throw new WorkspaceError('network', `${url.host} redirects more than ${MOST_REDIRECTS} times.`)
}

/** The same for JSON; an answer of another form is 'bad-input'. */
export async function askJson<T>(server: ServerConnection, path: string, schema: z.ZodType<T>, ask: Ask): Promise<T> {
  const body = await askServer(server, path, ask)
  const { host } = new URL(server.url)
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'))
  } catch (error) {
    throw new WorkspaceError('bad-input', `${host} does not answer ${path} with whole JSON.`, {
      hint: 'The connection broke, or another program answers there.',
      cause: error,
    })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WorkspaceError(
    'bad-input',
    `${host} answers ${path} in a form that is not known: ${issue?.path.join('.')}: ${issue?.message}.`,
    {
      hint: 'Is the kind of the server right? See: ai-workspace models add --help',
      cause: parsed.error,
    },
  )
}

/** Refuses what offline mode forbids: every address but this machine's own. */
export function refuseOffline(url: URL, { offline }: Pick<ServerConnection, 'offline'>): void {
  if (!offline || isLoopback(url)) return
  throw new WorkspaceError('network', `Offline mode is on: nothing is asked of ${url.host}.`, {
    hint: 'Servers of this machine (127.0.0.1) may be asked. Turn it off: ai-workspace config set network.offline false',
  })
}

async function encodeBody({
  json,
  form,
}: Ask): Promise<{ headers: Record<string, string>; body: Uint8Array | undefined }> {
  const headers: Record<string, string> = { accept: '*/*', 'user-agent': 'ai-workspace' }
  if (json !== undefined) {
    headers['content-type'] = 'application/json'
    return { headers, body: Buffer.from(JSON.stringify(json)) }
  }
  if (form === undefined) return { headers, body: undefined }
  const encoded = new Response(form)
  headers['content-type'] = encoded.headers.get('content-type') ?? 'multipart/form-data'
  return { headers, body: new Uint8Array(await encoded.arrayBuffer()) }
}

function sameOrigin(from: URL, location: string): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined
  if (next?.origin === from.origin) return next
  throw new WorkspaceError(
    'network',
    `${from.host} redirects to ${next?.origin ?? 'no address'}; nothing was sent there.`,
    {
      hint: 'If that is the right server, add it by that address.',
    },
  )
}

interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Uint8Array
}

/** node:http and not fetch: fetch gives up on a server that draws for five minutes before its first byte. */
async function exchange(
  url: URL,
  {
    method,
    headers,
    body,
    signal,
    silenceMs = QUESTION_SILENCE_MS,
    mostBytes = QUESTION_BYTES,
  }: Omit<Ask, 'json' | 'form'> & {
    headers: Record<string, string>
    body: Uint8Array | undefined
  },
): Promise<Answer> {
  signal.throwIfAborted()
  const { Agent, request: open } = url.protocol === 'https:' ? https : http
  // This machine's own servers are never asked through a proxy.
  const agent = new Agent(isLoopback(url) ? {} : { proxyEnv: process.env })
  const lengths = body === undefined ? {} : { 'content-length': String(body.length) }
  const request = open(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...headers, ...lengths },
    agent,
    signal,
  })
  let silent: WorkspaceError | undefined
  request.setTimeout(silenceMs, () => {
    silent = new WorkspaceError('network', `${url.host} said nothing for ${Math.ceil(silenceMs / 1000)} s.`, {
      hint: 'It may be loading a model. Try again later.',
    })
    request.destroy(silent)
  })
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', resolve)
      // Also catches what comes after the answer began: reading it reports that once more.
      request.on('error', reject)
      request.end(body)
    })
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await readBody(response, url, mostBytes),
    }
  } catch (error) {
    signal.throwIfAborted()
    // Within an answer the error is only that it broke off.
    throw silent ?? connectionError(error, url.host)
  } finally {
    request.destroy()
    agent.destroy()
  }
}

async function readBody(response: http.IncomingMessage, url: URL, mostBytes: number): Promise<Uint8Array> {
  const tooLong = () =>
    new WorkspaceError('bad-input', `${url.host} answers with more than ${Math.round(mostBytes / 1e6)} MB.`, {
      hint: 'No picture is that large. Is it the right server?',
    })
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) throw tooLong()
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response as AsyncIterable<Uint8Array>) {
    size += piece.length
    if (size > mostBytes) throw tooLong()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
