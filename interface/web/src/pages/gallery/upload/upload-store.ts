import { createStore } from '../../../store.ts'

export type UploadState = 'waiting' | 'sending' | 'new' | 'known' | 'failed' | 'cancelled'

/** One file on its way to the workspace. */
export interface Upload {
  readonly id: number
  readonly name: string
  readonly sizeBytes: number
  readonly state: UploadState
  /** Share that is sent, in [0, 1]. */
  readonly fraction: number
  /** The asset it became, or was already. */
  readonly assetId?: string
  /** Why it failed, and what to do. */
  readonly error?: { readonly message: string; readonly hint?: string | undefined }
}

const store = createStore<readonly Upload[]>([])
let last = 0

/** The files that are being uploaded, and those that were since the panel was closed. */
export const uploads = {
  get: store.get,
  subscribe: store.subscribe,
  add(files: readonly { name: string; size: number }[]): number[] {
    const added = files.map(
      ({ name, size }): Upload => ({ id: ++last, name, sizeBytes: size, state: 'waiting', fraction: 0 }),
    )
    store.set([...store.get(), ...added])
    return added.map(({ id }) => id)
  },
  change(id: number, change: Partial<Upload>): void {
    store.set(store.get().map((upload) => (upload.id === id ? { ...upload, ...change } : upload)))
  },
  /** Forgets those that are over. */
  clear(): void {
    store.set(store.get().filter(({ state }) => state === 'waiting' || state === 'sending'))
  },
}

export function isUploading(list: readonly Upload[]): boolean {
  return list.some(({ state }) => state === 'waiting' || state === 'sending')
}

/** How far all of them together are, by bytes; failed ones count as done. */
export function uploadFraction(list: readonly Upload[]): number {
  const whole = list.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const done = list.reduce(
    (sum, { sizeBytes, fraction, state }) =>
      sum + sizeBytes * (state === 'waiting' || state === 'sending' ? fraction : 1),
    0,
  )
  return whole === 0 ? 1 : done / whole
}

/** The result in words: '3 added, 1 was there already, 1 failed'. */
export function uploadSummary(list: readonly Upload[]): string {
  const count = (state: UploadState) => list.filter((upload) => upload.state === state).length
  const [added, known, failed, cancelled] = [count('new'), count('known'), count('failed'), count('cancelled')]
  const parts = [
    added > 0 && `${added} added`,
    known > 0 && `${known} ${known === 1 ? 'was' : 'were'} there already`,
    failed > 0 && `${failed} failed`,
    cancelled > 0 && `${cancelled} cancelled`,
  ].filter(Boolean)
  return parts.join(', ')
}
