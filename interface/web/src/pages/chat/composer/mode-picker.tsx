import { FastForward, ListTodo, ShieldQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ChatMode } from '../../../api/conversations.ts'
import { Button } from '../../../design/button.tsx'
import { Menu } from '../../../design/menu.tsx'

const modes: Readonly<Record<ChatMode, { label: string; words: string; icon: ReactNode }>> = {
  auto: { label: 'Auto', words: 'asks only before deleting, downloading and long work', icon: <FastForward /> },
  ask: { label: 'Ask', words: 'asks before every change', icon: <ShieldQuestion /> },
  plan: { label: 'Plan', words: 'says what it would do, does nothing', icon: <ListTodo /> },
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
          label: `${modes[value].label}: ${modes[value].words}`,
          icon: modes[value].icon,
          checked: value === mode,
          onSelect: () => onChange(value),
        })),
      ]}
    />
  )
}
