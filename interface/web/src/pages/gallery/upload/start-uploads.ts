import { toApiError } from '../../../api/api-error.ts'
import { uploadFile } from '../../../api/upload-file.ts'
import { announce } from '../announce.tsx'
import { countWords } from '../asset-words.ts'
import { uploadSummary, uploads } from './upload-store.ts'

/** As many as keep the line busy; the server reads and hashes each. */
const AT_ONCE = 3

const waiting: { readonly id: number; readonly file: File; readonly projectId: string | undefined }[] = []
const running = new Map<number, AbortController>()

/** Sends files into a project, a few at once. What becomes of each is told by the upload store. */
export function startUploads(files: readonly File[], projectId: string | undefined): void {
  if (files.length === 0) return
  announce(`Uploading ${countWords(files.length, 'file')}`)
  const ids = uploads.add(files)
  waiting.push(...files.map((file, index) => ({ id: ids[index]!, file, projectId })))
  sendNext()
}

/** Stops what waits and what is on its way. */
export function cancelUploads(): void {
  for (const { id } of waiting.splice(0)) uploads.change(id, { state: 'cancelled' })
  for (const controller of running.values()) controller.abort()
}

function sendNext(): void {
  while (running.size < AT_ONCE) {
    const next = waiting.shift()
    if (next === undefined) break
    const controller = new AbortController()
    running.set(next.id, controller)
    uploads.change(next.id, { state: 'sending' })
    uploadFile(next.file, {
      projectId: next.projectId,
      signal: controller.signal,
      onProgress: (fraction) => uploads.change(next.id, { fraction }),
    })
      .then(
        ({ asset, known }) =>
          uploads.change(next.id, { state: known ? 'known' : 'new', fraction: 1, assetId: asset.id }),
        (error: unknown) => {
          if (controller.signal.aborted) return uploads.change(next.id, { state: 'cancelled' })
          const { message, hint } = toApiError(error)
          uploads.change(next.id, { state: 'failed', error: { message, hint } })
        },
      )
      .finally(() => {
        running.delete(next.id)
        sendNext()
      })
  }
  if (running.size === 0 && waiting.length === 0) announce(`Uploaded: ${uploadSummary(uploads.get())}`)
}
