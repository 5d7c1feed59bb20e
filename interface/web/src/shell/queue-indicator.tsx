import { ListChecks, Pause, Play } from 'lucide-react'
import { Link } from 'react-router'
import { useCancelJob, useJobProgress, withProgress } from '../api/jobs.ts'
import { useChangeQueue, useQueue } from '../api/queue.ts'
import type { Queue } from '../api/wire.ts'
import { Button } from '../design/button.tsx'
import { Popover } from '../design/popover.tsx'
import { Progress } from '../design/progress.tsx'
import { toastError } from '../design/toast-store.ts'
import { jobTitle } from '../format/job-title.ts'
import { ProgressRing } from './progress-ring.tsx'

/** What runs and how much waits; opens to a summary. */
export function QueueIndicator() {
  const queue = useQueue().data
  const live = useJobProgress(queue?.running?.id)
  const running = queue?.running === undefined ? undefined : withProgress(queue.running, live)
  const waiting = queue?.queued.length ?? 0
  const count = waiting + (running === undefined ? 0 : 1)
  const words = count === 0 ? 'Queue: nothing is running' : `Queue: ${count} ${count === 1 ? 'job' : 'jobs'}`
  return (
    <Popover
      label="Queue"
      trigger={
        <Button
          variant="quiet"
          aria-label={queue?.paused === true ? `${words}, paused` : words}
          className="px-2! tabular-nums"
        >
          {queue?.paused === true ? (
            <Pause aria-hidden className="text-warning-text" />
          ) : running === undefined ? (
            <ListChecks aria-hidden />
          ) : (
            <ProgressRing fraction={running.progress} />
          )}
          {count === 0 ? null : <span>{count}</span>}
        </Button>
      }
    >
      <QueueSummary queue={queue} running={running} />
    </Popover>
  )
}

function QueueSummary({ queue, running }: { queue: Queue | undefined; running: Queue['running'] }) {
  const cancel = useCancelJob()
  const change = useChangeQueue()
  const waiting = queue?.queued ?? []
  return (
    <div className="flex flex-col gap-3">
      {running === undefined ? (
        <p className="text-ink-soft">{queue?.paused === true ? 'The queue is paused.' : 'Nothing is running.'}</p>
      ) : (
        <div className="flex flex-col gap-2">
          <div className="flex items-start justify-between gap-3">
            <p className="min-w-0 font-medium wrap-anywhere">{jobTitle(running.label)}</p>
            <Button
              size="small"
              busy={cancel.isPending}
              onClick={() => cancel.mutate(running.id, { onError: toastError })}
            >
              Cancel
            </Button>
          </div>
          <Progress
            fraction={running.progress}
            label={jobTitle(running.label)}
            message={running.message}
            secondsLeft={running.secondsLeft}
          />
        </div>
      )}
      {waiting.length === 0 ? null : (
        <ol className="flex flex-col gap-1 border-t border-line pt-2">
          {waiting.slice(0, 4).map((job, place) => (
            <li key={job.id} className="flex gap-2 text-ink-soft">
              <span className="w-4 text-right text-ink-faint tabular-nums">{place + 1}</span>
              <span className="truncate">{jobTitle(job.label)}</span>
            </li>
          ))}
          {waiting.length > 4 ? <li className="pl-6 text-ink-faint">and {waiting.length - 4} more</li> : null}
        </ol>
      )}
      <div className="flex justify-between gap-2 border-t border-line pt-3">
        <Button
          size="small"
          icon={queue?.paused === true ? <Play /> : <Pause />}
          busy={change.isPending}
          onClick={() => change.mutate(queue?.paused === true ? 'resume' : 'pause', { onError: toastError })}
        >
          {queue?.paused === true ? 'Resume' : 'Pause'}
        </Button>
        <Button size="small" asChild>
          <Link to="/jobs">All jobs</Link>
        </Button>
      </div>
    </div>
  )
}
