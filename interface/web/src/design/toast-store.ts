import { toApiError } from '../api/api-error.ts'
import { studioHintText } from '../format/studio-hint.ts'
import { createStore } from '../store.ts'

export interface ToastEntry {
  readonly id: number
  readonly tone: 'info' | 'success' | 'error'
  readonly title: string
  readonly detail?: string | undefined
  /** Stays until it is dismissed; for what may be answered much later. */
  readonly stays?: boolean | undefined
  /** Most often an undo. */
  readonly action?: { readonly label: string; readonly onSelect: () => void } | undefined
}

/** More than these at once would cover the page; the oldest goes. */
const MOST = 4

const store = createStore<readonly ToastEntry[]>([])
let last = 0

export const toastStore = {
  subscribe: store.subscribe,
  get: store.get,
  dismiss: (id: number) => store.set(store.get().filter((entry) => entry.id !== id)),
}

/** Says something in the corner: `toast({ title: 'Moved to trash', action: { label: 'Undo', onSelect: restore } })`. */
export function toast(entry: Omit<ToastEntry, 'id' | 'tone'> & { tone?: ToastEntry['tone'] }): void {
  store.set([...store.get().slice(1 - MOST), { tone: 'info', ...entry, id: ++last }])
}

/** Says what failed, in the server's own words. For `onError` of a mutation. */
export function toastError(error: unknown): void {
  const { message, hint } = toApiError(error)
  toast({ tone: 'error', title: message, detail: hint === undefined ? undefined : studioHintText(hint) })
}
