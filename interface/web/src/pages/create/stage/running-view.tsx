import { Clock, X } from 'lucide-react'
import { useCancelJob, useJobProgress, withProgress } from '../../../api/jobs.ts'
import type { Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Progress } from '../../../design/progress.tsx'
import { keepToastsAbove } from '../../../design/toast-room.ts'
import { toastError } from '../../../design/toast-store.ts'
import { jobTitle } from '../../../format/job-title.ts'

/** A job that waits or runs: the newest step's picture, how far it is, and the way to end it. */
export function RunningView({ job: stored }: { job: Job }) {
  const job = withProgress(stored, useJobProgress(stored.id))
  const cancel = useCancelJob()
  const isWaiting = job.state === 'queued'
  const ahead = job.queuePosition ?? 0
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 items-center justify-center p-4">
        {job.preview === undefined ? (
          <div className="flex aspect-square max-h-full w-full max-w-96 animate-breathe flex-col items-center justify-center gap-2 rounded-lg border border-line bg-surface-1 text-ink-faint">
            {isWaiting ? <Clock aria-hidden className="size-6" /> : null}
            <span className="px-6 text-center text-sm">
              {isWaiting
                ? ahead === 0
                  ? 'Waits for its turn: next'
                  : `Waits for its turn: ${ahead} before it`
                : (job.message ?? 'Beginning')}
            </span>
          </div>
        ) : (
          <img
            src={job.preview}
            alt="How it looks so far"
            data-preview
            className="max-h-full min-h-0 w-full max-w-3xl rounded-md object-contain"
          />
        )}
      </div>
      <div
        ref={keepToastsAbove}
        className="flex shrink-0 items-center gap-3 border-t border-line bg-surface-1 px-4 py-2.5"
      >
        <Progress
          className="flex-1"
          label={jobTitle(job.label)}
          fraction={isWaiting ? 0 : job.progress}
          message={isWaiting ? 'Waiting' : (job.message ?? jobTitle(job.label))}
          secondsLeft={job.secondsLeft}
        />
        <Button icon={<X />} busy={cancel.isPending} onClick={() => cancel.mutate(job.id, { onError: toastError })}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
