import { Dices, History, Shuffle, TextQuote } from 'lucide-react'
import type { Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { useFormParts } from '../form/use-form-parts.ts'
import { isOfForm } from './result-of-job.ts'
import { useSettings } from './use-settings.ts'

/** The settings of a result back into the form: all of them, or the part that one wants. */
export function ReuseMenu({ job }: { job: Job }) {
  const { takeSettings } = useSettings()
  const canVary = useFormParts().fields.has('variationSeed')
  if (!isOfForm(job)) return null
  return (
    <Menu
      side="top"
      trigger={<Button icon={<History />}>Use again</Button>}
      entries={[
        { label: 'All settings', icon: <History />, onSelect: () => takeSettings(job, 'all') },
        ...(canVary
          ? [{ label: 'All, with a slight variation', icon: <Shuffle />, onSelect: () => takeSettings(job, 'varied') }]
          : []),
        { label: 'Only the prompts', icon: <TextQuote />, onSelect: () => takeSettings(job, 'prompt') },
        { label: 'Only the seed', icon: <Dices />, onSelect: () => takeSettings(job, 'seed') },
      ]}
    />
  )
}
