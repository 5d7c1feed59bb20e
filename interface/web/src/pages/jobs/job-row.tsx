import { useJobProgress, withProgress } from '../../api/jobs.ts'
import type { Job } from '../../api/wire.ts'
import { classNames } from '../../design/class-names.ts'
import { Progress } from '../../design/progress.tsx'
import { formatMoment, formatSeconds, secondsBetween } from '../../format/format-time.ts'
import { jobTitle } from '../../format/job-title.ts'
import { jobStateLooks } from './job-state.tsx'
import { JobThumbnail } from './job-thumbnail.tsx'

/** One job of a list; pressing it shows its details. */
export function JobRow({
  job: stored,
  chosen,
  onChoose,
}: {
  job: Job
  /** Id of the job whose details are shown. */
  chosen: string | undefined
  onChoose: (id: string) => void
}) {
  const job = withProgress(stored, useJobProgress(stored.id))
  const { icon, word } = jobStateLooks[job.state]
  const span = job.startedAt === undefined ? undefined : secondsBetween(job.startedAt, job.endedAt)
  return (
    <button
      type="button"
      aria-current={job.id === chosen || undefined}
      onClick={() => onChoose(job.id)}
      className={classNames(
        'flex min-h-12 w-full min-w-0 items-center gap-3 rounded-md px-3 py-2 text-left -outline-offset-2 transition-colors [contain-intrinsic-block-size:auto_48px] [content-visibility:auto]',
        job.id === chosen ? 'bg-accent-soft' : 'hover:bg-surface-3',
      )}
    >
      <span className="sr-only">{word}:</span>
      {icon}
      <JobThumbnail job={job} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="truncate">{jobTitle(job.label)}</span>
        {job.state === 'running' ? (
          <Progress
            fraction={job.progress}
            label={jobTitle(job.label)}
            message={job.message}
            secondsLeft={job.secondsLeft}
            className="pt-1"
          />
        ) : null}
        {job.error === undefined ? null : (
          <span className="truncate text-xs text-danger-text">{job.error.message}</span>
        )}
      </span>
      {job.state === 'running' ? null : (
        <span className="flex shrink-0 flex-col items-end gap-0.5 text-xs text-ink-faint tabular-nums sm:flex-row sm:gap-4">
          {job.fromCache ? <span>from cache</span> : span === undefined ? null : <span>{formatSeconds(span)}</span>}
          <time dateTime={job.createdAt} title={formatMoment(job.createdAt)} className="sm:w-12 sm:text-right">
            {new Date(job.endedAt ?? job.createdAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}
          </time>
        </span>
      )}
    </button>
  )
}
