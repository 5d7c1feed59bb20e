import { Pause, Play, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useCancelJob, useJobProgress, useJobs, useRetryJob, withProgress } from '../../../api/jobs.ts'
import { useChangeQueue, useQueue } from '../../../api/queue.ts'
import type { Job } from '../../../api/wire.ts'
import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx'
import { ErrorState } from '../../../design/error-state.tsx'
import { IconButton } from '../../../design/icon-button.tsx'
import { Progress } from '../../../design/progress.tsx'
import { Sheet } from '../../../design/sheet.tsx'
import { SkeletonRows } from '../../../design/skeleton.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { jobTitle } from '../../../format/job-title.ts'
import { WaitingList } from './waiting-list.tsx'

/** What runs, what waits and what ended last, from the edge of the window. */
export function QueueSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const query = useQueue()
  const change = useChangeQueue()
  const [isAsking, setAsking] = useState(false)
  const queue = query.data
  const waiting = queue?.queued.length ?? 0
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Queue"
      actions={
        <>
          <Button
            size="small"
            icon={queue?.paused === true ? <Play /> : <Pause />}
            busy={change.isPending}
            disabled={queue === undefined}
            onClick={() => change.mutate(queue?.paused === true ? 'resume' : 'pause', { onError: toastError })}
          >
            {queue?.paused === true ? 'Resume' : 'Pause'}
          </Button>
          <Button size="small" icon={<Trash2 />} disabled={waiting === 0} onClick={() => setAsking(true)}>
            Clear
          </Button>
        </>
      }
    >
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : queue === undefined ? (
        <SkeletonRows rows={4} />
      ) : (
        <div className="flex flex-col gap-5">
          {queue.paused ? (
            <p className="rounded-md bg-warning-soft p-2.5 text-xs text-warning-text">
              The queue is paused: what runs is finished, nothing new begins.
            </p>
          ) : null}
          <section className="flex flex-col gap-2">
            <h3 className="text-xs font-medium text-ink-soft">Running</h3>
            {queue.running === undefined ? (
              <p className="text-sm text-ink-faint">Nothing.</p>
            ) : (
              <RunningRow job={queue.running} />
            )}
          </section>
          <section className="flex flex-col gap-2">
            <h3 className="text-xs font-medium text-ink-soft">
              Waiting {waiting === 0 ? '' : `(${waiting} of at most ${queue.limit})`}
            </h3>
            {waiting === 0 ? <p className="text-sm text-ink-faint">Nothing.</p> : <WaitingList jobs={queue.queued} />}
          </section>
          <EndedList />
        </div>
      )}
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Clear the queue?"
        action={`Cancel ${waiting} ${waiting === 1 ? 'job' : 'jobs'}`}
        busy={change.isPending}
        onConfirm={() => change.mutate('clear', { onError: toastError, onSuccess: () => setAsking(false) })}
      >
        What waits is cancelled; what runs goes on. Each can be tried again from the list below.
      </ConfirmDialog>
    </Sheet>
  )
}

function RunningRow({ job: stored }: { job: Job }) {
  const job = withProgress(stored, useJobProgress(stored.id))
  const cancel = useCancelJob()
  return (
    <div className="flex items-start gap-3 rounded-lg border border-line bg-surface-2 p-3">
      {job.preview === undefined ? null : (
        <img src={job.preview} alt="" className="size-12 rounded-sm bg-canvas object-cover" />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="font-medium wrap-anywhere">{jobTitle(job.label)}</p>
        <Progress
          fraction={job.progress}
          label={jobTitle(job.label)}
          message={job.message}
          secondsLeft={job.secondsLeft}
        />
      </div>
      <Button size="small" busy={cancel.isPending} onClick={() => cancel.mutate(job.id, { onError: toastError })}>
        Cancel
      </Button>
    </div>
  )
}

/** The last that failed or were cancelled: those one may want again. */
function EndedList() {
  const { data } = useJobs({ state: ['failed', 'cancelled'] })
  const retry = useRetryJob()
  const jobs = data?.pages[0]?.items.slice(0, 8) ?? []
  if (jobs.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-ink-soft">Not finished</h3>
      <ul className="flex flex-col gap-1">
        {jobs.map((job) => (
          <li key={job.id} className="flex items-center gap-2 rounded-md py-1 pl-2">
            <div className="min-w-0 flex-1">
              <p className="truncate">{jobTitle(job.label)}</p>
              {job.error === undefined ? null : (
                <p className="text-xs text-danger-text wrap-anywhere">{job.error.message}</p>
              )}
            </div>
            <Badge tone={job.state === 'failed' ? 'danger' : 'neutral'}>{job.state}</Badge>
            <IconButton
              size="small"
              label={`Try again: ${jobTitle(job.label)}`}
              icon={<RotateCw />}
              onClick={() => retry.mutate(job.id, { onError: toastError })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
