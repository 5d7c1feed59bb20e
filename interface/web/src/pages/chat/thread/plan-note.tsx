import { ListTodo } from 'lucide-react'
import { Button } from '../../../design/button.tsx'

/** Below a plan: nothing was done yet, and the way to have it done. */
export function PlanNote({ onDo }: { onDo: () => void }) {
  return (
    <div className="flex max-w-xl flex-wrap items-center gap-3 rounded-lg border border-info/50 bg-info-soft px-3 py-2">
      <ListTodo aria-hidden className="size-4 shrink-0 text-info-text" />
      <p className="min-w-40 flex-1">This is a plan: nothing has been done yet.</p>
      <Button size="small" variant="primary" onClick={onDo}>
        Do it
      </Button>
    </div>
  )
}
