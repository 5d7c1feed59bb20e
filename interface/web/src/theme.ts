import { createStore } from './store.ts'

export type Theme = 'system' | 'light' | 'dark'

const key = 'theme'
const store = createStore<Theme>('system')

/** The look a person chose for this browser; 'system' follows the operating system. */
export const theme = {
  subscribe: store.subscribe,
  get: store.get,
  set(next: Theme) {
    store.set(next)
    localStorage.setItem(key, next)
    apply(next)
  },
}

/** Before anything is drawn: takes up what was chosen the last time. */
export function restoreTheme(): void {
  const saved = localStorage.getItem(key)
  const chosen: Theme = saved === 'light' || saved === 'dark' ? saved : 'system'
  store.set(chosen)
  apply(chosen)
}

function apply(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = next
}
