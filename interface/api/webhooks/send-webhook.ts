import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { DeliveryAttempt } from '../../../core/webhooks/webhook.ts'
import { type Receiver, type Resolve, resolveReceiver } from './resolve-receiver.ts'
import { signWebhook } from './sign-webhook.ts'

export interface SendOptions {
  readonly url: string
  readonly secret: string
  readonly userAgent: string
  readonly allowPrivate: boolean
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** How names are resolved; absent: by the system. */
  readonly resolve?: Resolve
}

/** Of an answer so much is read and kept: enough for an error message of a person's own program. */
const mostResponseBytes = 2000

/** One try. Nothing that goes wrong rises: it is what the attempt says. */
export async function sendWebhook(
  message: { readonly id: string; readonly body: string },
  options: SendOptions,
): Promise<DeliveryAttempt & { readonly retryAfterMs?: number }> {
  const at = new Date()
  const started = performance.now()
  const took = () => ({ at: at.toISOString(), ms: Math.round(performance.now() - started) })
  const limit = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)])
  try {
    const url = new URL(options.url)
    const receiver = await resolveReceiver(url, options)
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(message.body)),
      'user-agent': options.userAgent,
      ...signWebhook(message, options.secret, at),
    }
    const { status, response, retryAfter } = await post(url, receiver, { headers, body: message.body, signal: limit })
    const retryAfterMs = parseRetryAfter(retryAfter)
    return {
      ...took(),
      status,
      ...(response !== '' && { response }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    }
  } catch (error) {
    const late = limit.aborted && !options.signal.aborted
    return { ...took(), error: late ? `No answer within ${options.timeoutMs / 1000} s.` : (error as Error).message }
  }
}

function post(
  url: URL,
  { address, family }: Receiver,
  { headers, body, signal }: { headers: Record<string, string>; body: string; signal: AbortSignal },
): Promise<{ status: number; response: string; retryAfter: string | undefined }> {
  // The name is for the certificate and the Host header alone; it is not asked for again.
  const lookup = ((_name, options, done) => {
    if (options.all) done(null, [{ address, family }])
    else done(null, address, family)
  }) as LookupFunction
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(
      url,
      // A connection of its own each time: one that is kept could lead to an address of before.
      { method: 'POST', headers, lookup, agent: false, signal },
      (answer) => {
        let response = ''
        const finish = () => {
          resolve({ status: answer.statusCode ?? 0, response, retryAfter: answer.headers['retry-after'] })
          request.destroy()
        }
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => {
          response = (response + text).slice(0, mostResponseBytes)
          if (response.length === mostResponseBytes) finish()
        })
        answer.on('end', finish)
        // The status has been told: a body that breaks off changes nothing.
        answer.on('error', finish)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** Seconds or a date, as RFC 9110 has it. */
function parseRetryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
}
