import nodeHttp from 'node:http'
import { WorkspaceError } from '../../../base/error.ts'
import { type RetryPolicy, withRetry } from './retry.ts'

/** How this workspace talks to servers of models. */
export interface HttpSettings {
  /** No request leaves the machine. */
  readonly offline: boolean
  /** Where hub repositories are fetched from. */
  readonly endpoint: string
  /** Sent to `endpoint`'s host alone, whatever it redirects to. */
  readonly token: string | undefined
  /** A server silent for this long counts as gone. */
  readonly stallMs: number
  readonly retry: RetryPolicy
  /** Parallel requests for one file, where the server allows ranges. */
  readonly connections: number
}

/** An answer whose status is 200, 206 or 416; the body is still to come. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Headers of the answers that redirected here, first to last. */
  readonly hops: readonly Headers[]
  readonly response: Response
}

export interface OpenOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** The page where a person accepts the licence, told when the server refuses. */
  readonly gatePage?: string
}

/** As browsers and curl bound it: more is a loop. */
const MOST_REDIRECTS = 10

/**
 * One GET with redirects followed by hand: the token never leaves its host, and https never turns into http. Throws
 * 'network' where another try may help (its cause holds `retryAfterMs` when the server named a time), 'access-denied',
 * 'not-found' or 'bad-input' where not.
 */
export async function openUrl(
  url: string,
  http: HttpSettings,
  { headers, signal, gatePage }: OpenOptions,
): Promise<Answer> {
  if (http.offline) throw offlineError(url)
  useProxyOfEnvironment()
  const hops: Headers[] = []
  let at = parseAddress(url)
  for (let count = 0; count <= MOST_REDIRECTS; count++) {
    const response = await getOnce(at, http, headers ?? {}, signal)
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && response.status !== 304 && location !== null) {
      await response.body?.cancel()
      const next = parseAddress(new URL(location, at).href)
      if (at.protocol === 'https:' && next.protocol !== 'https:') {
        throw new WorkspaceError('network', `${at.host} redirects to an address without encryption (${next.host}).`, {
          hint: 'Nothing was taken from there. Use another address.',
        })
      }
      hops.push(response.headers)
      at = next
      continue
    }
    if ([200, 206, 416].includes(response.status))
      return { status: response.status, headers: response.headers, hops, response }
    await response.body?.cancel()
    throw statusError(response, at, gatePage)
  }
  throw new WorkspaceError('network', `${parseAddress(url).host} redirects more than ${MOST_REDIRECTS} times.`, {
    hint: 'The address is probably wrong.',
  })
}

/** The whole body of a small answer as JSON; at most 32 MB, which the metadata of the largest packages stays below. */
export function fetchJson(url: string, http: HttpSettings, options: OpenOptions): Promise<unknown> {
  return withRetry(() => fetchJsonOnce(url, http, options), { policy: http.retry, signal: options.signal })
}

const notJson = { hint: 'Check the address of the hub (HF_ENDPOINT) or the registry (npm config get registry).' }

async function fetchJsonOnce(url: string, http: HttpSettings, options: OpenOptions): Promise<unknown> {
  const { response } = await openUrl(url, http, options)
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bodyOf(response, http)) {
    size += piece.length
    if (size > 32e6)
      throw new WorkspaceError('bad-input', `${new URL(url).host} answers with more than 32 MB of JSON.`, notJson)
    pieces.push(piece)
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch (error) {
    throw new WorkspaceError('bad-input', `${new URL(url).host} does not answer with JSON.`, {
      ...notJson,
      cause: error,
    })
  }
}

/** The pieces of a body; a silence of `stallMs` or a break is 'network'. */
export async function* bodyOf(response: Response, { stallMs }: HttpSettings): AsyncGenerator<Uint8Array> {
  if (response.body === null) return
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await withinTime(reader.read(), stallMs)
      if (done) return
      yield value
    }
  } catch (error) {
    throw networkError(error, 'The connection broke')
  } finally {
    // Also ends the request where the reader has seen enough.
    await reader.cancel().catch(() => {})
  }
}

async function getOnce(
  at: URL,
  http: HttpSettings,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  const forHost = http.token !== undefined && at.origin === new URL(http.endpoint).origin
  // Only until the headers are there: a body may take hours.
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new DOMException('no answer', 'TimeoutError')), http.stallMs)
  try {
    return await fetch(at, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
      headers: {
        // Ranges and lengths must be those of the file, not of a compressed copy.
        'accept-encoding': 'identity',
        'user-agent': 'ai-workspace',
        ...headers,
        ...(forHost ? { authorization: `Bearer ${http.token}` } : {}),
      },
    })
  } catch (error) {
    signal.throwIfAborted()
    throw networkError(error, `${at.host} cannot be reached`)
  } finally {
    clearTimeout(timer)
  }
}

function statusError({ status, headers }: Response, at: URL, gatePage: string | undefined): WorkspaceError {
  const where = `${at.origin}${at.pathname}`
  if (status === 401 || status === 403) {
    const how = 'a read token in the variable HF_TOKEN, or: ai-workspace config set hub.token …'
    return new WorkspaceError('access-denied', `${at.host} does not give this file without permission (${status}).`, {
      hint:
        gatePage === undefined
          ? `Check the address, or whether it needs a login: ${where}`
          : `Log in and accept the licence on ${gatePage}, then give ${how}`,
    })
  }
  if (status === 404 || status === 410) {
    return new WorkspaceError('not-found', `There is no file at ${where} (${status}).`, {
      hint: 'It may have moved or been deleted. Look for another copy: ai-workspace models search',
    })
  }
  const retryAfterMs = readRetryAfter(headers.get('retry-after'))
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const busy = status === 429 ? 'asks for fewer requests' : 'has an error of its own'
    return new WorkspaceError('network', `${at.host} ${busy} (${status}).`, {
      hint: 'What has arrived is kept; the same command goes on later.',
      ...(retryAfterMs === undefined ? {} : { cause: { retryAfterMs } }),
    })
  }
  return new WorkspaceError('bad-input', `${at.host} refuses the request for ${at.pathname} (${status}).`, {
    hint: 'Check the address.',
  })
}

/** Seconds or a date (RFC 9110, 10.2.3), in milliseconds from now. */
function readRetryAfter(text: string | null): number | undefined {
  if (text === null) return undefined
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

function networkError(error: unknown, what: string): unknown {
  if (error instanceof WorkspaceError) return error
  if (!(error instanceof Error)) return error
  const cause = error.cause instanceof Error ? error.cause : error
  const code = (cause as NodeJS.ErrnoException).code
  const why = error.name === 'TimeoutError' ? 'no answer in time' : (reasons[code ?? ''] ?? code ?? cause.message)
  return new WorkspaceError('network', `${what}: ${why}.`, {
    hint: 'What has arrived is kept; the same command goes on. Without a network, work on: AI_WORKSPACE_OFFLINE=1',
    cause: error,
  })
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known (is there a network?)',
  EAI_AGAIN: 'its name is not known (is there a network?)',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it closed the connection',
  UND_ERR_SOCKET: 'it closed the connection',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the length is not the one that was announced',
}

function offlineError(url: string): WorkspaceError {
  return new WorkspaceError('network', `Offline mode is on: nothing is asked of ${parseAddress(url).host}.`, {
    hint: 'Turn it off: unset AI_WORKSPACE_OFFLINE and HF_HUB_OFFLINE, or ai-workspace config set network.offline false',
  })
}

function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url
  throw new WorkspaceError('bad-input', `"${text}" is no http(s) address.`)
}

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY hold for downloads too; Node reads them only when asked. */
function useProxyOfEnvironment(): void {
  if (proxySet) return
  proxySet = true
  const { HTTP_PROXY, HTTPS_PROXY, http_proxy, https_proxy } = process.env
  if (HTTP_PROXY || HTTPS_PROXY || http_proxy || https_proxy) nodeHttp.setGlobalProxyFromEnv()
}
let proxySet = false

function withinTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new WorkspaceError('network', stalled(ms), stallHint)), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

const stalled = (ms: number) => `The server sent nothing for ${Math.round(ms / 1000)} s.`
const stallHint = { hint: 'What has arrived is kept; the same command goes on.' }
