import { ApiError } from './api-error.ts'
import { connection } from './connection.ts'
import { knownPlace } from './known-place.ts'
import type { ErrorAnswer } from './wire.ts'

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Sent as JSON, or as it is when it is FormData. */
  readonly body?: unknown
  /** Lists are joined with commas; what is undefined or '' is left out. */
  readonly query?: Query
  readonly signal?: AbortSignal | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks the API; `path` is below /api/v1. Throws ApiError. `undefined` where the answer has no body. */
export async function request<Result>(path: string, options: RequestOptions = {}): Promise<Result> {
  const { method = 'GET', body, query = {}, signal, headers = {} } = options
  const isForm = body instanceof FormData
  const response = await fetch(apiUrl(path, query), {
    method,
    credentials: 'same-origin',
    signal: signal ?? null,
    headers: {
      accept: 'application/json',
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    connection.unreachable()
    throw new ApiError('unreachable', 'The server is not running.', {
      hint: 'Start it with: ai-workspace serve',
      cause,
    })
  })
  connection.reached()
  knownPlace.answered(response.headers.get('event-seq'))
  if (response.status === 401) connection.signedOut()
  if (!response.ok) throw await readError(response)
  if (response.status === 204) return undefined as Result
  return (await response.json()) as Result
}

/** The address of something below /api/v1, for links, pictures and downloads. */
export function apiUrl(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '')
    if (text !== '') parameters.set(name, text)
  }
  const search = parameters.toString()
  return `/api/v1/${path.replace(/^\//, '')}${search === '' ? '' : `?${search}`}`
}

async function readError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => undefined)) as Partial<ErrorAnswer> | undefined
  if (body?.error === undefined) {
    return new ApiError(
      'internal',
      `The server answered ${response.status} ${response.statusText}.`.replace(' .', '.'),
      {
        status: response.status,
      },
    )
  }
  const { code, message, hint, issues } = body.error
  return new ApiError(code, message, { hint, status: response.status, ...(issues === undefined ? {} : { issues }) })
}
