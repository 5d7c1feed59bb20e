import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Log } from '../../../core/logs/log.ts'
import { answerError } from '../answer-error.ts'
import { isAllowedHost } from './allowed-hosts.ts'
import { LoginLimit } from './login-limit.ts'
import { sameSecret, sessionOf } from './token.ts'

export interface AccessOptions {
  readonly token: string
  /** The address the server is bound to. */
  readonly host: string
  readonly secure: boolean
  /** Further hosts, and origins of other sites whose pages may use the API with a token. Read at each request: they may change. */
  readonly settings: { readonly allowedHosts: readonly string[]; readonly allowedOrigins: readonly string[] }
  readonly log: Log
}

/** A quarter of a year: the browser stays logged in until the token is changed or the user logs out. */
const cookieSeconds = 90 * 24 * 3600

/** Who may ask the server for what: the host, the origin, the token. */
export class Access {
  readonly #options: AccessOptions
  readonly #session: string
  readonly #limit = new LoginLimit()

  constructor(options: AccessOptions) {
    this.#options = options
    this.#session = sessionOf(options.token)
  }

  /** For every request: the Host must be this machine, the Origin this site. */
  guard(): MiddlewareHandler {
    return async (c, next) => {
      const { host, settings, log } = this.#options
      const { allowedHosts, allowedOrigins } = settings
      const hostHeader = c.req.header('host')
      const names = { bound: host, extra: allowedHosts }
      // A request in the form for proxies ("GET http://name/path") says the host twice; both count.
      if (!isAllowedHost(hostHeader, names) || !isAllowedHost(new URL(c.req.url).host, names)) {
        log.warn('request-refused', { reason: 'host', host: hostHeader?.slice(0, 200) })
        const hint =
          'Open the address that "ai-workspace serve" printed, or add the name to the setting server.allowedHosts.'
        return answerError(c, 403, { code: 'access-denied', message: 'This host name is not one of the server.', hint })
      }
      const origin = c.req.header('origin')
      const foreign = allowedOrigins.includes(origin ?? '')
      // A page of another site may link to the studio, and nothing else; one of another port is "same-site" and as foreign.
      const crossSite =
        (origin !== undefined && origin !== this.#ownOrigin(c) && !foreign) ||
        (origin === undefined &&
          ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '') &&
          c.req.header('sec-fetch-mode') !== 'navigate')
      if (crossSite) {
        log.warn('request-refused', { reason: 'origin', origin: origin?.slice(0, 200) })
        const hint = 'A site that shall use the API goes into the setting server.allowedOrigins.'
        return answerError(c, 403, { code: 'access-denied', message: 'Requests of other sites are refused.', hint })
      }
      if (foreign) allowOrigin(c, origin!)
      if (foreign && c.req.method === 'OPTIONS') return c.body(null, 204)
      return next()
    }
  }

  /**
   * For everything but the studio's own files: a token or the browser's session. `query` takes the token from `?token=` too, for
   * WebSockets of clients that cannot send headers.
   */
  demandLogin({ basic = false, query = false }: { basic?: boolean; query?: boolean } = {}): MiddlewareHandler {
    return async (c, next) => {
      if (this.hasSession(c) && this.#mayUseSession(c)) return next()
      const given = tokenOf(c.req.header('authorization')) ?? (query ? c.req.query('token') : undefined)
      const refusal = given === undefined ? undefined : this.#refuseToken(c, given)
      if (given !== undefined && refusal === undefined) return next()
      if (refusal !== undefined) return refusal
      c.header('WWW-Authenticate', basic ? 'Basic realm="ai-workspace"' : 'Bearer realm="ai-workspace"')
      if (this.hasSession(c)) {
        const message = 'A browser has to say its Origin when it changes something.'
        return answerError(c, 403, {
          code: 'access-denied',
          message,
          hint: 'Programs send the token instead of the cookie.',
        })
      }
      const hint = 'Send "Authorization: Bearer TOKEN"; the token stands in config/token of the workspace folder.'
      return answerError(c, 401, { code: 'access-denied', message: 'A token is needed.', hint })
    }
  }

  /**
   * What changes something, and a WebSocket, needs the Origin of the studio beside the cookie: a browser sends it with every such
   * request of a page, and no other page can make it say this.
   */
  #mayUseSession(c: Context): boolean {
    const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && c.req.header('upgrade') === undefined
    return isSafe || c.req.header('origin') === this.#ownOrigin(c)
  }

  hasSession(c: Context): boolean {
    const cookie = getCookie(c, this.#cookieName(c))
    return cookie !== undefined && sameSecret(cookie, this.#session)
  }

  /** Whether this request may use the API, without refusing it. */
  isAuthenticated(c: Context): boolean {
    const given = tokenOf(c.req.header('authorization'))
    if (this.hasSession(c) || given === undefined) return this.hasSession(c)
    // Counted as a login: else this would be the place to guess.
    const isRight = this.#limit.secondsToWait(addressOf(c)) === 0 && sameSecret(given, this.#options.token)
    if (!isRight) this.#limit.failed(addressOf(c))
    return isRight
  }

  /** Gives the browser its session for the right token; else the answer that refuses it. */
  login(c: Context, token: string): Response | undefined {
    const refusal = this.#refuseToken(c, token)
    if (refusal === undefined) this.#putCookie(c, this.#session, cookieSeconds)
    return refusal
  }

  logout(c: Context): void {
    this.#putCookie(c, '', 0)
  }

  #putCookie(c: Context, value: string, maxAge: number): void {
    const { secure } = this.#options
    setCookie(c, this.#cookieName(c), value, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge })
  }

  /** Cookies know no ports: two workspaces on one machine must not log each other out. */
  #cookieName(c: Context): string {
    return `aiw_session_${/:(\d+)$/.exec(c.req.header('host') ?? '')?.[1] ?? 'default'}`
  }

  #refuseToken(c: Context, token: string): Response | undefined {
    const address = addressOf(c)
    const wait = this.#limit.secondsToWait(address)
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      const message = `Too many wrong tokens; wait ${wait} s.`
      return answerError(c, 429, { code: 'access-denied', message })
    }
    if (sameSecret(token, this.#options.token)) return undefined
    this.#limit.failed(address)
    this.#options.log.warn('login-failed', { address })
    const hint =
      'Copy the address that "ai-workspace serve" printed; the token stands in config/token of the workspace folder.'
    return answerError(c, 401, { code: 'access-denied', message: 'The token is wrong.', hint })
  }

  #ownOrigin(c: Context): string {
    return `${this.#options.secure ? 'https' : 'http'}://${c.req.header('host')?.toLowerCase()}`
  }
}

/** From 'Bearer TOKEN', or 'Basic …' whose password is the token. */
function tokenOf(header: string | undefined): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+)\s+(\S+)$/.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  const text = Buffer.from(value, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1)
}

function allowOrigin(c: Context, origin: string): void {
  c.header('Access-Control-Allow-Origin', origin)
  // Clients of other APIs send headers of their own (x-stainless-… of OpenAI's): the origin is trusted, its headers are too.
  const asked = c.req.header('access-control-request-headers')
  c.header('Access-Control-Allow-Headers', asked ?? 'Authorization, Content-Type, Idempotency-Key')
  c.header('Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE')
  c.header('Vary', 'Origin', { append: true })
}

function addressOf(c: Context): string {
  const { incoming } = c.env as { incoming?: { socket?: { remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress ?? 'unknown'
}
