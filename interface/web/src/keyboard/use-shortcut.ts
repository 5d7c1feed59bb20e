import { useLayoutEffect, useRef } from 'react'
import { type Shortcut, shortcuts } from './shortcuts.ts'

/** A shortcut that works while the component is shown. With `enabled` false it is neither listed nor in force. */
export function useShortcut({ enabled = true, ...shortcut }: Shortcut & { enabled?: boolean }): void {
  const { id, keys, label, scope, whileTyping = false } = shortcut
  const action = useRef(shortcut.action)
  // With the first paint: who sees a page may press its keys.
  useLayoutEffect(() => {
    action.current = shortcut.action
  })
  useLayoutEffect(() => {
    if (!enabled) return
    return shortcuts.add({ id, keys, label, scope, whileTyping, action: () => action.current() })
  }, [id, keys, label, scope, whileTyping, enabled])
}
