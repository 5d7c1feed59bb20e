import { ChevronDown, ChevronUp, GripVertical, X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useCancelJob, useMoveJob } from '../../../api/jobs.ts'
import type { Job } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { jobTitle } from '../../../format/job-title.ts'
import { beforeAfterMove, moveInList } from './move-in-list.ts'

/** The waiting jobs in their order: dragged by the handle, or moved by the arrow keys on it. */
export function WaitingList({ jobs }: { jobs: readonly Job[] }) {
  const move = useMoveJob()
  const cancel = useCancelJob()
  const list = useRef<HTMLOListElement>(null)
  const [drag, setDrag] = useState<{ readonly id: string; readonly to: number }>()
  const [said, setSaid] = useState('')
  const ids = jobs.map(({ id }) => id)
  const from = drag === undefined ? -1 : ids.indexOf(drag.id)
  const shown = drag === undefined || from < 0 ? jobs : moveInList(jobs, from, drag.to)

  const moveTo = (job: Job, to: number) => {
    const at = ids.indexOf(job.id)
    const bounded = Math.min(jobs.length - 1, Math.max(0, to))
    if (at < 0 || bounded === at) return
    setSaid(`${jobTitle(job.label)} is now number ${bounded + 1} of ${jobs.length}`)
    move.mutate(
      { id: job.id, before: beforeAfterMove(ids, at, bounded) },
      { onError: toastError, onSettled: () => setDrag(undefined) },
    )
    // Until the server has answered the list stands as it was left.
    setDrag({ id: job.id, to: bounded })
  }
  const placeAt = (y: number): number => {
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect())
    const below = rows.findIndex((row) => y < row.top + row.height / 2)
    return below === -1 ? rows.length - 1 : below
  }
  // The list takes the pointer, not the handle: a row that is put elsewhere would lose it.
  const dragging = {
    onPointerMove: (event: PointerEvent) => {
      if (drag !== undefined && !move.isPending) setDrag({ ...drag, to: placeAt(event.clientY) })
    },
    onPointerUp: () => {
      const job = jobs.find(({ id }) => id === drag?.id)
      if (drag === undefined || job === undefined || move.isPending) return
      if (drag.to === ids.indexOf(drag.id)) setDrag(undefined)
      else moveTo(job, drag.to)
    },
    onPointerCancel: () => setDrag(undefined),
  }
  const handle = (job: Job) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      list.current?.setPointerCapture(event.pointerId)
      setDrag({ id: job.id, to: ids.indexOf(job.id) })
    },
    onKeyDown: (event: KeyboardEvent) => {
      const step = { ArrowUp: -1, ArrowDown: 1, Home: -jobs.length, End: jobs.length }[event.key]
      if (step === undefined) return
      event.preventDefault()
      moveTo(job, ids.indexOf(job.id) + step)
    },
  })
  return (
    <>
      <ol ref={list} className="flex flex-col gap-1" {...dragging}>
        {shown.map((job, place) => (
          <li
            key={job.id}
            data-waiting={job.id}
            className={classNames(
              'group flex items-center gap-1 rounded-md border bg-surface-2 py-1 pr-1',
              drag?.id === job.id ? 'border-accent shadow-high' : 'border-line',
            )}
          >
            <button
              type="button"
              aria-label={`Move ${jobTitle(job.label)}: number ${place + 1} of ${jobs.length}. Arrow keys move it.`}
              className="flex h-8 w-7 shrink-0 cursor-grab touch-none items-center justify-center text-ink-faint pointer-coarse:h-11 pointer-coarse:w-9"
              {...handle(job)}
            >
              <GripVertical aria-hidden className="size-4" />
            </button>
            <span className="w-5 shrink-0 text-right text-xs text-ink-faint tabular-nums">{place + 1}</span>
            <span className="min-w-0 flex-1 truncate pl-1.5">{jobTitle(job.label)}</span>
            <IconButton
              size="small"
              label={`Earlier: ${jobTitle(job.label)}`}
              icon={<ChevronUp />}
              disabled={place === 0}
              onClick={() => moveTo(job, place - 1)}
            />
            <IconButton
              size="small"
              label={`Later: ${jobTitle(job.label)}`}
              icon={<ChevronDown />}
              disabled={place === jobs.length - 1}
              onClick={() => moveTo(job, place + 1)}
            />
            <IconButton
              size="small"
              label={`Cancel ${jobTitle(job.label)}`}
              icon={<X />}
              onClick={() => cancel.mutate(job.id, { onError: toastError })}
            />
          </li>
        ))}
      </ol>
      <output className="sr-only">{said}</output>
    </>
  )
}
