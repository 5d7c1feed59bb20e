import { createStore } from '../../../store.ts'

/** What is written and not yet sent. */
export interface Draft {
  readonly text: string
  readonly attachments: readonly DraftAttachment[]
}

export interface DraftAttachment {
  readonly id: string
  readonly name: string
}

/** The key of what is written before its conversation exists. */
export const newDraft = 'new'

const key = 'chat-drafts'
/** Older ones are let go: a draft of fifty conversations ago is not missed, and the browser keeps 5 MB in all. */
const mostKept = 50
/** Typing must not wait for the disk. */
const saveMs = 300

export const emptyDraft: Draft = { text: '', attachments: [] }
const store = createStore<ReadonlyMap<string, Draft>>(new Map())
let timer: ReturnType<typeof setTimeout> | undefined
let isLoaded = false

/** Drafts of all conversations: they outlive a reload, another page and a failed sending. */
export const drafts = {
  subscribe: store.subscribe,
  get(conversationId: string): Draft {
    load()
    return store.get().get(conversationId) ?? emptyDraft
  },
  set(conversationId: string, draft: Draft): void {
    load()
    const next = new Map(store.get())
    // Written again, it is the newest.
    next.delete(conversationId)
    if (draft.text !== '' || draft.attachments.length > 0) next.set(conversationId, draft)
    store.set(new Map([...next].slice(-mostKept)))
    clearTimeout(timer)
    timer = setTimeout(save, saveMs)
  },
  change(conversationId: string, by: (draft: Draft) => Draft): void {
    drafts.set(conversationId, by(drafts.get(conversationId)))
  },
  /** What was begun without a conversation belongs to the one that was made for it. */
  move(from: string, to: string): void {
    const draft = drafts.get(from)
    drafts.set(from, emptyDraft)
    drafts.set(to, draft)
  },
}

function load(): void {
  if (isLoaded) return
  isLoaded = true
  addEventListener('pagehide', save)
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    if (Array.isArray(kept)) store.set(new Map(kept as [string, Draft][]))
  } catch {
    // A damaged entry is as good as none.
  }
}

function save(): void {
  try {
    localStorage.setItem(key, JSON.stringify([...store.get()]))
  } catch {
    // More than the browser keeps: it stays until the page is closed.
  }
}
