import { ChevronLeft, ChevronRight } from 'lucide-react'
import { IconButton } from '../../../design/icon-button.tsx'

/** Which of the messages that stand beside each other is shown: ‹ 2/3 ›. */
export function BranchSwitch({
  beside,
  shown,
  onShow,
}: {
  beside: readonly string[]
  shown: string
  onShow: (id: string) => void
}) {
  if (beside.length < 2) return null
  const place = beside.indexOf(shown)
  return (
    <fieldset aria-label="Branches" className="flex items-center">
      <IconButton
        size="small"
        label="Branch before"
        icon={<ChevronLeft />}
        disabled={place <= 0}
        onClick={() => onShow(beside[place - 1]!)}
      />
      <span className="min-w-8 text-center text-xs text-ink-soft tabular-nums">
        {place + 1}/{beside.length}
      </span>
      <IconButton
        size="small"
        label="Next branch"
        icon={<ChevronRight />}
        disabled={place >= beside.length - 1}
        onClick={() => onShow(beside[place + 1]!)}
      />
    </fieldset>
  )
}
