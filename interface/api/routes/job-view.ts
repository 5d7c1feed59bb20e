import type { Job } from '../../../base/job.ts'
import { describeJob } from '../../../core/pipeline/describe-job.ts'
import type { ApiContext } from '../context.ts'
import type { JobView } from '../schemas/job.ts'

/** An estimate from less than this is no better than a guess. */
const leastProgress = 0.05

/** A job as the API shows it. `queuePosition` is given where the caller knows it. */
export function viewJob({ workspace, previews }: ApiContext, job: Job, queuePosition?: number): JobView {
  const secondsLeft = estimateLeft(job)
  const preview = job.state === 'running' ? previews.url(job.id) : undefined
  const { error, ...rest } = job
  return {
    ...rest,
    ...(error !== undefined && {
      error: { code: error.code, message: error.message, ...(error.hint && { hint: error.hint }) },
    }),
    label: describeJob(job),
    assets: job.state === 'queued' ? [] : workspace.queue.assetsOf(job.id),
    ...(queuePosition !== undefined && { queuePosition }),
    ...(secondsLeft !== undefined && { secondsLeft }),
    ...(preview !== undefined && { preview }),
  }
}

function estimateLeft({ state, startedAt, progress }: Job): number | undefined {
  if (state !== 'running' || startedAt === undefined || progress < leastProgress) return undefined
  const seconds = (Date.now() - Date.parse(startedAt)) / 1000
  return Math.round((seconds / progress) * (1 - progress) * 10) / 10
}
