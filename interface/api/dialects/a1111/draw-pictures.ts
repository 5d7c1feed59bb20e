import type { Asset } from '../../../../base/asset.ts'
import { fromErrorRecord } from '../../../../base/error.ts'
import type { ApiContext } from '../../context.ts'
import { isQueueFull, type QueueFull, submitJobs } from '../submit-jobs.ts'
import { waitForJob } from '../wait-for-job.ts'
import type { Plan, PlannedPicture } from './plan-generation.ts'
import type { Runs } from './runs.ts'

/** A picture of a request that is finished. */
export interface DrawnPicture {
  readonly planned: PlannedPicture
  readonly asset: Asset
  /** What its model has to say of it. */
  readonly warnings: readonly string[]
}

/**
 * Draws the pictures of a request. What was interrupted or skipped is left out; a failed one throws its error, and those after
 * it are not begun.
 */
export async function drawPictures(
  context: ApiContext,
  { pictures }: Pick<Plan, 'pictures'>,
  { runs, title, task }: { runs: Runs; title: string; task: string | undefined },
): Promise<{ readonly drawn: readonly DrawnPicture[]; readonly interrupted: boolean } | QueueFull> {
  const { queue, assets } = context.workspace
  const jobs = await submitJobs(
    context,
    pictures.map(({ input }) => ({ node: 'image.generate', input })),
  )
  if (isQueueFull(jobs)) return jobs
  const ids = jobs.map(({ id }) => id)
  const run = runs.begin(title, ids, task)
  const drawn: DrawnPicture[] = []
  try {
    for (const [place, id] of ids.entries()) {
      const job = await waitForJob(context, id)
      if (job.state === 'failed') {
        for (const later of ids.slice(place + 1)) queue.cancel(later)
        throw fromErrorRecord(job.error!)
      }
      if (job.state !== 'done') continue
      const { image, reading } = job.output as { image: string; reading?: { warnings?: readonly string[] } }
      drawn.push({ planned: pictures[place]!, asset: assets.get(image), warnings: reading?.warnings ?? [] })
    }
  } finally {
    runs.end(run)
  }
  return { drawn, interrupted: run.interrupted || drawn.length < ids.length }
}
