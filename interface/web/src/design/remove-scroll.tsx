import type { ReactNode } from 'react'

/**
 * In place of the package `react-remove-scroll` (vite.config.ts): dialogs ask it to lock the page, which here never scrolls
 * as a whole. The original adds a <style> element, and the server's content policy forbids those.
 */
export function RemoveScroll({ children }: { children?: ReactNode }) {
  return children
}
