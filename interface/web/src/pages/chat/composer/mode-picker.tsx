import { FastForward, ListTodo, ShieldQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ChatMode } from '../../../api/conversations.ts'
import { Button } from '../../../design/button.tsx'
import { Menu } from '../../../design/menu.tsx'

const modes: Readonly<Record<ChatMode, { label: string; words: string; icon: ReactNode }>> = {
  ask: { label: 'Ask', words: 'Ask before what is destructive or expensive', icon: <ShieldQuestion /> },
  auto: { label: 'Auto', words: 'Do everything at once, with undo', icon: <FastForward /> },
  plan: { label: 'Plan', words: 'Only say what would be done', icon: <ListTodo /> },
}

/** How far the answers may go by themselves. */
export function ModePicker({ mode, onChange }: { mode: ChatMode; onChange: (mode: ChatMode) => void }) {
  const { label, words, icon } = modes[mode]
  return (
    <Menu
      side="top"
      trigger={
        <Button variant="quiet" size="small" icon={icon} aria-label={`Mode: ${label}`} title={words}>
          {label}
        </Button>
      }
      entries={[
        { heading: 'What it may do' },
        ...(Object.keys(modes) as ChatMode[]).map((value) => ({
          label: `${modes[value].label}: ${modes[value].words.charAt(0).toLowerCase()}${modes[value].words.slice(1)}`,
          icon: modes[value].icon,
          checked: value === mode,
          onSelect: () => onChange(value),
        })),
      ]}
    />
  )
}
