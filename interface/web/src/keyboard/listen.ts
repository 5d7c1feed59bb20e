import { makeMatcher } from './shortcuts.ts'

/** Listens for the shortcuts of the whole page. Returns how to stop. */
export function listenForShortcuts(): () => void {
  const match = makeMatcher()
  const onKeyDown = (event: KeyboardEvent) => {
    // A component that used the key (a menu, an editor) has said so; a dialog keeps its keys to itself.
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return
    const target = event.target instanceof HTMLElement ? event.target : undefined
    const typing = target !== undefined && isTextField(target)
    const inDialog = target?.closest('[role="dialog"], [role="menu"]') !== null && target !== undefined
    const shortcut = match(event, { typing: typing || inDialog, now: event.timeStamp })
    if (shortcut === undefined) return
    event.preventDefault()
    shortcut.action()
  }
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta'
}

function isTextField(element: HTMLElement): boolean {
  if (element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(element.type)
}
