import { useSyncExternalStore } from 'react'
import { createStore } from '../../store.ts'

const store = createStore('')

/** Says something to screen readers: what a key did that others see. */
export function announce(words: string): void {
  // The same words again are only read when something changed: a space that is not heard.
  store.set(store.get() === words ? `${words}\u00A0` : words)
}

/** Where it is read from. Once a page. */
export function Announcements() {
  const words = useSyncExternalStore(store.subscribe, store.get)
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {words}
    </div>
  )
}
