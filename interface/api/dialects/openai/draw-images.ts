import type { Asset } from '../../../../base/asset.ts'
import { fromErrorRecord } from '../../../../base/error.ts'
import type { ApiContext } from '../../context.ts'
import { isQueueFull, type QueueFull, submitJobs } from '../submit-jobs.ts'
import { waitForJob } from '../wait-for-job.ts'
import type { Plan } from './plan-images.ts'

export interface Drawing {
  /** Aborted when the client is gone: what is not finished is not drawn. */
  readonly gone: AbortSignal
  /** The same key with the same request draws once. */
  readonly key?: string | undefined
  /** A step preview as JPEG, with how far the picture is, in [0, 1]. */
  readonly onPreview?: (jpeg: Uint8Array, fraction: number) => Promise<void>
  readonly onImage?: (image: DrawnImage) => Promise<void>
}

export interface DrawnImage {
  readonly asset: Asset
  /** What its model has to say of it. */
  readonly warnings: readonly string[]
}

/** Draws the pictures of a request, in order. The first that fails throws its error, and those after it are not begun. */
export async function drawImages(
  context: ApiContext,
  { inputs }: Pick<Plan, 'inputs'>,
  { gone, key, onPreview, onImage }: Drawing,
): Promise<readonly DrawnImage[] | QueueFull> {
  const { queue, assets } = context.workspace
  const requests = inputs.map((input) => ({ node: 'image.generate', input }))
  const jobs = await submitJobs(context, requests, { key })
  if (isQueueFull(jobs)) return jobs
  const cancelRest = () => {
    for (const { id } of jobs) if (['queued', 'running'].includes(queue.get(id).state)) queue.cancel(id)
  }
  gone.addEventListener('abort', cancelRest)
  if (gone.aborted) cancelRest()
  const images: DrawnImage[] = []
  try {
    for (const { id } of jobs) {
      const stopPreviews = onPreview === undefined ? () => undefined : followPreviews(context, id, onPreview)
      const job = await waitForJob(context, id).finally(stopPreviews)
      if (job.state !== 'done') throw fromErrorRecord(job.error!)
      const { image, reading } = job.output as { image: string; reading?: { warnings?: readonly string[] } }
      const drawn = { asset: assets.get(image), warnings: reading?.warnings ?? [] }
      images.push(drawn)
      await onImage?.(drawn)
    }
    return images
  } finally {
    gone.removeEventListener('abort', cancelRest)
    cancelRest()
  }
}

/** Hands on each preview of a job, one after the other; one that comes while another is under way is left out. */
function followPreviews(
  { events, previews }: ApiContext,
  jobId: string,
  onPreview: NonNullable<Drawing['onPreview']>,
): () => void {
  let busy = false
  return events.subscribe((event) => {
    if (event.type !== 'job-preview' || event.jobId !== jobId || busy) return
    busy = true
    void Promise.resolve(previews.encoded(jobId))
      .then((jpeg) => (jpeg === undefined ? undefined : onPreview(jpeg, event.fraction)))
      // A preview that cannot be sent is none: the picture itself is still to come.
      .catch(() => undefined)
      .finally(() => {
        busy = false
      })
  })
}
