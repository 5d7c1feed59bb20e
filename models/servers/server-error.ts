import { WorkspaceError } from '../../base/error.ts'

/** What a server's refusal is turned into. */
interface Refusal {
  readonly status: number
  readonly host: string
  readonly path: string
  /** The answer's body. */
  readonly body: Uint8Array
  readonly retryAfterMs: number | undefined
  /** What must not be shown, should the server repeat it. */
  readonly secret: string | undefined
}

/** The error for an answer that is no success, with the server's own words where it has some. */
export function refusalError({ status, host, path, body, retryAfterMs, secret }: Refusal): WorkspaceError {
  const repeated = wordsOfRefusal(body)
  const words = secret === undefined ? repeated : repeated?.replaceAll(secret, '…')
  const says = words === undefined ? '' : ` It says: ${words}`
  const cause = { status, words, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  if (status === 401 || status === 403) {
    return new WorkspaceError('access-denied', `${host} wants a login (${status}).${says}`, {
      hint: 'Put its token, or "name:password", into an environment variable and name that: models add --server URL --token-env NAME',
      cause,
    })
  }
  if (status === 404 || status === 405 || status === 410) {
    return new WorkspaceError(
      'not-found',
      `${host} has no ${path}, or not what was asked for there (${status}).${says}`,
      {
        hint: 'See what the server has: ai-workspace models verify NAME',
        cause,
      },
    )
  }
  if (status === 429 || status === 503) {
    const when = retryAfterMs === undefined ? '' : ` and asks to come back in ${Math.ceil(retryAfterMs / 1000)} s`
    return new WorkspaceError('network', `${host} is busy (${status})${when}.${says}`, {
      hint: 'Try again later.',
      cause,
    })
  }
  if (status >= 500) {
    return new WorkspaceError('network', `${host} failed (${status}).${says}`, {
      hint: "The server's own log tells more; often it ran out of memory: try a smaller size.",
      cause,
    })
  }
  return new WorkspaceError('bad-input', `${host} refuses the request (${status}).${says}`, {
    hint: 'See what the server takes: ai-workspace models show NAME',
    cause,
  })
}

/** Seconds or a date (RFC 9110, 10.2.3), in milliseconds from now. */
export function readRetryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

/** The error for a request that got no whole answer. */
export function connectionError(error: unknown, host: string): WorkspaceError {
  if (error instanceof WorkspaceError) return error
  const { code } = error as NodeJS.ErrnoException
  const message = error instanceof Error ? error.message : String(error)
  return new WorkspaceError('network', `${host} ${reasons[code ?? ''] ?? `cannot be reached: ${code ?? message}`}.`, {
    hint: 'Is it running, and is the address right? See: ai-workspace models show NAME',
    cause: error,
  })
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'is not known by that name (is there a network?)',
  EAI_AGAIN: 'is not known by that name (is there a network?)',
  ECONNREFUSED: 'refuses the connection',
  ECONNRESET: 'closed the connection before its answer was whole',
  EPIPE: 'closed the connection before its answer was whole',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached from here',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for',
  HPE_INVALID_CONSTANT: 'does not speak HTTP',
}

/** A server's own words are for people to read: one line, and no longer than a sentence or two. */
const MOST_WORDS = 300

/** The sentence in a refusal's body: FastAPI's `detail`, OpenAI's `error.message`, ComfyUI's `node_errors`, sd-server's `message`. */
function wordsOfRefusal(body: Uint8Array): string | undefined {
  const text = Buffer.from(body.subarray(0, 65_536)).toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // An error page in HTML says nothing that a person would read here.
    return /^\s*</.test(text) ? undefined : oneLine(text)
  }
  return oneLine(findWords(value))
}

/** `depth`: no server nests its words deeper than a few objects. */
function findWords(value: unknown, depth = 8): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || depth === 0) return ''
  const within = (part: unknown) => findWords(part, depth - 1)
  if (Array.isArray(value)) return join(value.map(within), '; ')
  const fields = value as Record<string, unknown>
  const nodes = Object.values((fields['node_errors'] as Record<string, { errors?: unknown }> | undefined) ?? {})
  const ofNodes = join(
    nodes.map((node) => within(node?.errors)),
    '; ',
  )
  if (ofNodes !== '') return ofNodes
  return join(
    ['error', 'message', 'msg', 'detail', 'details', 'errors'].map((key) => within(fields[key])),
    ': ',
  )
}

function join(parts: readonly string[], between: string): string {
  return [...new Set(parts.filter((part) => part !== ''))].join(between)
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  if (line === '') return undefined
  const cut = line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS)}…` : line
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`
}
