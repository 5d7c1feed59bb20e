import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { useShortcut } from '../keyboard/use-shortcut.ts'
import { places } from './navigation.ts'
import { overlay } from './overlay-store.ts'
import { useChatToggle } from './use-chat-toggle.ts'
import { useUndoWithToast } from './use-undo-with-toast.ts'

const scope = 'Studio'

/** The shortcuts that work on every page. */
export function StudioShortcuts() {
  const undo = useUndoWithToast()
  const navigate = useNavigate()
  const chat = useChatToggle()
  useShortcut({
    id: 'studio-palette',
    keys: 'mod+k',
    label: 'Search or run a command',
    scope,
    whileTyping: true,
    action: () => overlay.set('palette'),
  })
  useShortcut({
    id: 'studio-chat',
    keys: 'mod+j',
    label: 'Chat beside the page',
    scope,
    whileTyping: true,
    // On its own page the conversation is there already.
    enabled: chat.toggle !== undefined,
    action: () => chat.toggle?.(),
  })
  useShortcut({ id: 'studio-undo', keys: 'mod+z', label: 'Undo', scope, action: () => undo('undo') })
  useShortcut({ id: 'studio-redo', keys: 'mod+shift+z', label: 'Redo', scope, action: () => undo('redo') })
  useShortcut({
    id: 'studio-shortcuts',
    keys: '?',
    label: 'Show the keyboard shortcuts',
    scope,
    action: () => overlay.set('shortcuts'),
  })
  useEffect(() => {
    const remove = places.map(({ path, label, keys }) =>
      shortcuts.add({
        id: `go-${path}`,
        keys,
        label: `Go to ${label}`,
        scope: 'Go to',
        action: () => void navigate(path),
      }),
    )
    return () => {
      for (const each of remove) each()
    }
  }, [navigate])
  return null
}
