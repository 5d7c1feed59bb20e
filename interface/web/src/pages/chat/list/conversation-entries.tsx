import { BookText, FileDown, FileJson, Pencil, Trash2 } from 'lucide-react'
import { exportUrl } from '../../../api/conversations.ts'
import type { MenuEntry } from '../../../design/menu.tsx'

/** What can be done with a conversation, wherever it stands. */
export function conversationEntries({
  id,
  onRename,
  onTrash,
  onInstructions,
}: {
  id: string
  onRename: () => void
  onTrash: () => void
  onInstructions?: () => void
}): MenuEntry[] {
  const save = (format: 'markdown' | 'json') => {
    location.href = exportUrl(id, format)
  }
  return [
    { label: 'Rename', icon: <Pencil />, onSelect: onRename },
    ...(onInstructions === undefined
      ? []
      : [{ label: 'Instructions and memory', icon: <BookText />, onSelect: onInstructions }]),
    'line',
    { label: 'Export as Markdown', icon: <FileDown />, onSelect: () => save('markdown') },
    { label: 'Export as JSON', icon: <FileJson />, onSelect: () => save('json') },
    'line',
    { label: 'Move to the trash', icon: <Trash2 />, onSelect: onTrash },
  ]
}
