import { RotateCw, SlidersHorizontal, X } from 'lucide-react'
import { useNavigate } from 'react-router'
import { isOver, useCancelJob, useJob, useRetryJob } from '../../api/jobs.ts'
import { useProjects } from '../../api/projects.ts'
import type { Job } from '../../api/wire.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { ErrorState } from '../../design/error-state.tsx'
import { Facts } from '../../design/facts.tsx'
import { Progress } from '../../design/progress.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { toast, toastError } from '../../design/toast-store.ts'
import { formatMoment, formatSeconds, secondsBetween } from '../../format/format-time.ts'
import { jobTitle } from '../../format/job-title.ts'
import { JobInput } from './job-input.tsx'
import { JobResults } from './job-results.tsx'
import { JobStateBadge } from './job-state.tsx'
import { JobSteps } from './job-steps.tsx'

/** One job: how far it is, what it made, what went wrong, and the settings it had. */
export function JobDetail({ id }: { id: string }) {
  const { data: job, live, error, refetch } = useJob(id)
  if (job === undefined) {
    return error === null ? <Skeleton className="h-64" /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <JobStateBadge state={job.state} />
          {job.fromCache ? <Badge>From cache</Badge> : null}
          {job.queuePosition === undefined ? null : <Badge>Number {job.queuePosition + 1} in the queue</Badge>}
        </div>
        <h2 className="text-lg font-semibold wrap-anywhere">{jobTitle(job.label)}</h2>
        <JobActions job={job} />
      </div>
      {job.state === 'running' ? (
        <Progress
          fraction={job.progress}
          label={jobTitle(job.label)}
          message={job.message ?? 'Beginning'}
          secondsLeft={job.secondsLeft}
        />
      ) : null}
      {job.preview === undefined || isOver(job.state) ? null : (
        <img
          src={job.preview}
          alt="As it stands now"
          className="w-full rounded-lg border border-line bg-canvas object-contain"
        />
      )}
      {job.error === undefined ? null : <ErrorState compact error={job.error} />}
      {live === undefined || live.steps.length === 0 ? null : <JobSteps steps={live.steps} />}
      {job.assets.length === 0 ? null : <JobResults jobId={job.id} />}
      <JobInput node={job.node} input={job.input} />
      <JobFacts job={job} />
    </div>
  )
}

function JobActions({ job }: { job: Job }) {
  const navigate = useNavigate()
  const cancel = useCancelJob()
  const retry = useRetryJob()
  return (
    <div className="flex flex-wrap gap-2">
      {isOver(job.state) ? (
        <Button
          icon={<RotateCw />}
          busy={retry.isPending}
          onClick={() =>
            retry.mutate(job.id, {
              onSuccess: () => toast({ title: `Queued again: ${jobTitle(job.label)}` }),
              onError: toastError,
            })
          }
        >
          {job.state === 'done' ? 'Run again' : 'Try again'}
        </Button>
      ) : (
        <Button icon={<X />} busy={cancel.isPending} onClick={() => cancel.mutate(job.id, { onError: toastError })}>
          Cancel
        </Button>
      )}
      <Button icon={<SlidersHorizontal />} onClick={() => void navigate(`/?job=${encodeURIComponent(job.id)}`)}>
        Use these settings
      </Button>
    </div>
  )
}

function JobFacts({ job }: { job: Job }) {
  const project = useProjects().data?.find(({ id }) => id === job.projectId)
  return (
    <Facts
      title="About"
      facts={[
        ['Node', <code key="node">{job.node}</code>],
        ['Project', project?.name ?? job.projectId],
        ['Session', job.session],
        ['Asked for', formatMoment(job.createdAt)],
        ['Took', job.startedAt === undefined ? undefined : formatSeconds(secondsBetween(job.startedAt, job.endedAt))],
        ['Starts', job.attempts > 1 ? String(job.attempts) : undefined],
        ['Priority', job.priority === 0 ? undefined : String(job.priority)],
        ['Id', <code key="id">{job.id}</code>],
      ]}
    />
  )
}
