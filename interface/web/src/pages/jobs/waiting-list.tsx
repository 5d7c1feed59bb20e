import { GripVertical } from 'lucide-react'
import { useState } from 'react'
import { useMoveJob } from '../../api/jobs.ts'
import type { Job } from '../../api/wire.ts'
import { classNames } from '../../design/class-names.ts'
import { toastError } from '../../design/toast-store.ts'
import { jobTitle } from '../../format/job-title.ts'
import { JobRow } from './job-row.tsx'
import { beforeOf, moved } from './reorder.ts'
import { useDragOrder } from './use-drag-order.ts'

/** The jobs that wait, in the order they will run. They are moved by their handles: dragged, or with the arrow keys. */
export function WaitingList({
  jobs,
  chosen,
  onChoose,
}: {
  jobs: readonly Job[]
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  const [said, setSaid] = useState('')
  const { mutate } = useMoveJob()
  const move = (list: readonly Job[], from: number, to: number) => {
    if (to < 0 || to >= list.length) return
    const next = moved(list, from, to)
    setSaid(`${jobTitle(next[to]!.label)} is now number ${to + 1} of ${next.length}`)
    mutate({ id: next[to]!.id, before: beforeOf(next, to) }, { onError: toastError })
  }
  const { drag, items: order, listRef, handleProps } = useDragOrder(jobs, move)
  return (
    <>
      <ol ref={listRef} className="flex flex-col">
        {order.map((job, index) => (
          <li
            key={job.id}
            className={classNames(
              'flex items-center rounded-md',
              drag === undefined
                ? ''
                : index === drag.from
                  ? 'relative z-10 bg-surface-2 shadow-high'
                  : 'transition-transform',
            )}
            data-dragged-to={index === drag?.from ? drag.to : undefined}
            style={drag === undefined ? undefined : { transform: `translateY(${shift(index, drag)})` }}
          >
            <button
              type="button"
              aria-label={`Move ${jobTitle(job.label)}; number ${index + 1} of ${order.length}`}
              title="Drag, or press the arrow keys"
              {...handleProps(index)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
                event.preventDefault()
                move(order, index, event.key === 'ArrowUp' ? index - 1 : index + 1)
              }}
              className="flex h-12 w-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-ink-faint hover:text-ink active:cursor-grabbing"
            >
              <GripVertical aria-hidden className="size-4" />
            </button>
            <div className="min-w-0 flex-1">
              <JobRow job={job} chosen={chosen} onChoose={onChoose} />
            </div>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  )
}

/** How far row `index` gives way: the dragged one follows the pointer, those between its old and new place move by one row (3rem). */
function shift(index: number, { from, to, offset }: { from: number; to: number; offset: number }): string {
  if (index === from) return `${offset}px`
  if (index > from && index <= to) return '-3rem'
  if (index < from && index >= to) return '3rem'
  return '0'
}
