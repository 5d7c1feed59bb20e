import type { ErrorAnswer } from '../../../api/schemas/error.ts'
import { ApiError } from './api-error.ts'
import { connection } from './connection.ts'
import { apiUrl } from './request.ts'
import type { Asset } from './wire.ts'

/** Sends a file and says how far it is; `known` when the project had it already. Throws ApiError; an abort as AbortError. */
export function uploadFile(
  file: File,
  {
    projectId,
    onProgress,
    signal,
  }: { projectId?: string | undefined; onProgress: (fraction: number) => void; signal: AbortSignal },
): Promise<{ asset: Asset; known: boolean }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ asset: Asset; known: boolean }>()
  const form = new FormData()
  if (projectId !== undefined) form.set('projectId', projectId)
  // The fields come before the file: the server reads them first.
  form.set('file', file)
  // fetch() tells nothing of how much was sent.
  const sending = new XMLHttpRequest()
  sending.open('POST', apiUrl('assets'))
  sending.responseType = 'json'
  sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total))
  sending.addEventListener('load', () => {
    if (sending.status === 401) connection.signedOut()
    const answer: unknown = sending.response
    if (sending.status === 200 || sending.status === 201) {
      return resolve({ asset: answer as Asset, known: sending.status === 200 })
    }
    const { error } = (answer ?? {}) as Partial<ErrorAnswer>
    const { code = 'internal', message = `The server answered ${sending.status}.`, hint } = error ?? {}
    reject(new ApiError(code, message, { hint, status: sending.status }))
  })
  sending.addEventListener('error', () => {
    connection.unreachable()
    reject(new ApiError('unreachable', 'The server is not running.', { hint: 'Start it with: ai-workspace serve' }))
  })
  sending.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')))
  signal.addEventListener('abort', () => sending.abort(), { once: true })
  sending.send(form)
  return promise
}
