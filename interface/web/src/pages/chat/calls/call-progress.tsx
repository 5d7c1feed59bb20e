import { X } from 'lucide-react'
import { useCancelJob, useJob } from '../../../api/jobs.ts'
import type { ChatCall } from '../../../api/wire.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { Progress } from '../../../design/progress.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { describeCall } from './describe-call.ts'

/** How far the job of a call is, with its newest preview; a call without a job only goes on. */
export function CallProgress({ call }: { call: ChatCall }) {
  const job = useJob(call.jobId).data
  const cancel = useCancelJob()
  const { title } = describeCall(call)
  const waiting = job?.state === 'queued'
  const message =
    job === undefined
      ? undefined
      : waiting
        ? job.queuePosition === undefined || job.queuePosition === 0
          ? 'Waiting in the queue'
          : `Waiting behind ${job.queuePosition} ${job.queuePosition === 1 ? 'job' : 'jobs'}`
        : job.message
  return (
    <div className="flex items-center gap-3 border-t border-line px-2.5 py-2">
      {job?.preview === undefined ? null : (
        <img src={job.preview} alt="So far" className="size-20 shrink-0 rounded-md bg-canvas object-cover" />
      )}
      <Progress
        className="flex-1"
        label={title}
        fraction={job?.state === 'running' ? job.progress : undefined}
        message={message}
        secondsLeft={job?.secondsLeft ?? (waiting ? call.planned?.seconds : undefined)}
      />
      {call.jobId === undefined ? null : (
        <IconButton
          size="small"
          label="Cancel this job"
          icon={<X />}
          busy={cancel.isPending}
          onClick={() => cancel.mutate(call.jobId!, { onError: toastError })}
        />
      )}
    </div>
  )
}
