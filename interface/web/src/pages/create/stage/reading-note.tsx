import { TriangleAlert } from 'lucide-react'
import type { Job } from '../../../api/wire.ts'

/** What the model could not do with the words, where it says so. */
export function ReadingNote({ job }: { job: Job }) {
  const reading = (job.output as { reading?: Readonly<Record<string, unknown>> } | undefined)?.reading
  const list = (name: string) => {
    const value = reading?.[name]
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  }
  const unknown = list('unknown')
  const notes = [...list('notes'), ...list('warnings')]
  if (unknown.length === 0 && notes.length === 0) return null
  return (
    <div className="flex shrink-0 gap-2 border-t border-line bg-warning-soft px-4 py-1.5 text-xs text-warning-text">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <p className="wrap-anywhere">
        {unknown.length === 0 ? '' : `Not understood: ${unknown.join(', ')}. `}
        {notes.join(' ')}
      </p>
    </div>
  )
}
