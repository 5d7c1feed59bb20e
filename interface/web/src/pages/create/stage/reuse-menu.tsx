import { Dices, History, TextQuote } from 'lucide-react'
import type { Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { useSettings } from './use-settings.ts'

/** The settings of a result back into the form: all of them, or the part that one wants. */
export function ReuseMenu({ job }: { job: Job }) {
  const { takeSettings } = useSettings()
  return (
    <Menu
      side="top"
      trigger={<Button icon={<History />}>Use again</Button>}
      entries={[
        { label: 'All settings', icon: <History />, onSelect: () => takeSettings(job, 'all') },
        { label: 'Only the prompts', icon: <TextQuote />, onSelect: () => takeSettings(job, 'prompt') },
        { label: 'Only the seed', icon: <Dices />, onSelect: () => takeSettings(job, 'seed') },
      ]}
    />
  )
}
