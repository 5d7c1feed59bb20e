import { useSyncExternalStore } from 'react'
import { createStore, type Store } from '../../../store.ts'
import type { PastPrompt, PromptStyle } from './kept-prompts.ts'

/** A list that this browser keeps. */
function keptList<Item>(key: string): Store<readonly Item[]> {
  const store = createStore<readonly Item[]>(read())
  return {
    ...store,
    set(next) {
      store.set(next)
      localStorage.setItem(key, JSON.stringify(next))
    },
  }
  function read(): readonly Item[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
      return Array.isArray(kept) ? (kept as Item[]) : []
    } catch {
      return []
    }
  }
}

let history: Store<readonly PastPrompt[]> | undefined
let styles: Store<readonly PromptStyle[]> | undefined

/** Prompts that were sent, newest first. */
export function promptHistory() {
  history ??= keptList('prompt-history')
  return history
}

/** Styles that the user saved. */
export function promptStyles() {
  styles ??= keptList('prompt-styles')
  return styles
}

export function useKept<Item>(list: Store<readonly Item[]>): readonly Item[] {
  return useSyncExternalStore(list.subscribe, list.get)
}
