import { useSyncExternalStore } from 'react'
import { createStore } from '../../../store.ts'
import { type CreateForm, emptyForm, valueKey, withValue } from './create-form.ts'
import { readForm, storageKey, writeForm } from './stored-form.ts'

/** Typing is kept at most this often. */
const saveAfterMs = 300

const store = createStore<CreateForm>(emptyForm)
let project: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** The Create page's form. Every project has its own, kept in this browser. */
export const formStore = {
  subscribe: store.subscribe,
  get: store.get,
  /** The form of another project from now on. */
  open(projectId: string) {
    if (projectId === project) return
    save()
    project = projectId
    store.set(readForm(localStorage.getItem(storageKey(projectId))))
  },
  change(update: (form: CreateForm) => CreateForm) {
    store.set(update(store.get()))
    timer ??= setTimeout(save, saveAfterMs)
  },
  setValue: (field: string, value: unknown) => formStore.change((form) => withValue(form, field, value)),
}

// A tab that is closed or reloaded keeps what was typed last.
globalThis.addEventListener?.('pagehide', save)

function save(): void {
  clearTimeout(timer)
  timer = undefined
  if (project !== undefined) localStorage.setItem(storageKey(project), writeForm(store.get()))
}

/** A part of the form; drawn anew only when that part changes. `select` must answer with the same thing for the same form. */
export function useForm<Part>(select: (form: CreateForm) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** The value of a field of the node in the form's mode, and whether it is other than the default. */
export function useFieldValue(field: string): unknown {
  return useForm((form) => form.values[valueKey(form.mode, field)])
}
