import { createStore } from '../store.ts'

/** The panel beside the pages: whether it is open, and with which conversation. */
export interface ChatPanel {
  readonly isOpen: boolean
  readonly conversationId?: string
}

const key = 'chat-panel'
const store = createStore<ChatPanel>(restore())

export const chatPanel = {
  subscribe: store.subscribe,
  get: store.get,
  toggle: () => keep({ ...store.get(), isOpen: !store.get().isOpen }),
  close: () => keep({ ...store.get(), isOpen: false }),
  /** Which conversation it shows; none is a new one. */
  show: (conversationId: string | undefined) =>
    keep({ isOpen: store.get().isOpen, ...(conversationId === undefined ? {} : { conversationId }) }),
}

function keep(next: ChatPanel): void {
  store.set(next)
  localStorage.setItem(key, JSON.stringify(next))
}

function restore(): ChatPanel {
  try {
    const kept = JSON.parse(globalThis.localStorage?.getItem(key) ?? '{}') as Partial<ChatPanel>
    const { isOpen = false, conversationId } = kept
    return { isOpen, ...(typeof conversationId === 'string' ? { conversationId } : {}) }
  } catch {
    return { isOpen: false }
  }
}
