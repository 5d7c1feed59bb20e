import type { Job } from '../../../base/job.ts'
import type { JobRequest } from '../../../core/pipeline/job-request.ts'
import type { ApiContext } from '../context.ts'

/** Seconds after which places are likely free: jobs take seconds to minutes. */
const retryAfterSeconds = 10

/** Thrown instead of a submission while the queue has no room for it (setting `server.queueLimit`). */
export interface QueueFull {
  readonly retryAfterSeconds: number
  readonly message: string
}

/** Queues all of the jobs, in order, or none where they do not all find room. */
export async function submitJobs(
  { workspace }: ApiContext,
  requests: readonly JobRequest[],
  { key }: { key?: string | undefined } = {},
): Promise<readonly Job[] | QueueFull> {
  const { queue, config } = workspace
  const { queueLimit } = config.server
  if (queue.countQueued() + requests.length > queueLimit) {
    const message = `The queue is full: ${queue.countQueued()} of ${queueLimit} places are taken.`
    return { retryAfterSeconds, message }
  }
  const jobs: Job[] = []
  try {
    for (const [place, request] of requests.entries()) {
      jobs.push((await queue.submitOnce(request, key === undefined ? undefined : `${key} ${place}`)).job)
    }
  } catch (error) {
    for (const { id } of jobs) queue.cancel(id)
    throw error
  }
  return jobs
}

export function isQueueFull<T extends object>(result: T | QueueFull): result is QueueFull {
  return 'retryAfterSeconds' in result
}
