import { RotateCw, SlidersHorizontal, TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import { useRetryJob } from '../../../api/jobs.ts'
import type { Job } from '../../../api/wire.ts'
import { Button } from '../../../design/button.tsx'
import { Hint } from '../../../design/hint.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { jobTitle } from '../../../format/job-title.ts'
import { isOfForm } from './result-of-job.ts'
import { useSettings } from './use-settings.ts'

/** A job that made nothing: what went wrong, what to do about it, and another try. */
export function FailedView({ job }: { job: Job }) {
  const retry = useRetryJob()
  const { takeSettings } = useSettings()
  const { error } = job
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center overflow-y-auto p-6">
      <div role="alert" className="flex max-w-lg flex-col items-center gap-3 text-center">
        <TriangleAlert aria-hidden className="size-7 text-danger" />
        <p className="text-base font-medium wrap-anywhere">{error?.message ?? 'It was cancelled.'}</p>
        {error?.hint === undefined ? null : (
          <p className="text-ink-soft wrap-anywhere">
            <Hint text={error.hint} />
          </p>
        )}
        <p className="text-xs text-ink-faint wrap-anywhere">{jobTitle(job.label)}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button
            variant="primary"
            icon={<RotateCw />}
            busy={retry.isPending}
            onClick={() => retry.mutate(job.id, { onError: toastError })}
          >
            Try again
          </Button>
          {isOfForm(job) ? (
            <Button icon={<SlidersHorizontal />} onClick={() => takeSettings(job, 'all')}>
              Change its settings
            </Button>
          ) : null}
          {error?.code === 'no-model' ? (
            <Button asChild>
              <Link to="/models">Models</Link>
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  )
}
