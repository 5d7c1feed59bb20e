import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { fromErrorRecord } from '../../../../base/error.ts'
import { readParameters } from '../../../../core/imaging/metadata/generation-parameters.ts'
import { readPictureTexts } from '../../../../core/imaging/metadata/picture-texts.ts'
import type { ApiContext } from '../../context.ts'
import { decodeBase64 } from '../decode-base64.ts'
import { withoutNulls } from '../lenient-fields.ts'
import { isQueueFull, submitJobs } from '../submit-jobs.ts'
import { takePicture } from '../take-picture.ts'
import { waitForJob } from '../wait-for-job.ts'
import { answerQueueFull, readBody } from './answer-error.ts'
import { type Enlargement, enlargementFields, enlargeSteps } from './enlarge-steps.ts'
import type { Runs } from './runs.ts'

const singleSchema = z.looseObject({ ...enlargementFields, image: z.string() })
const namedImage = z.preprocess(
  (value) => {
    const entry = withoutNulls(value) as { data?: unknown; image?: unknown } | undefined
    return { ...entry, data: entry?.data ?? entry?.image }
  },
  z.object({ data: z.string(), name: z.string().default('') }),
)
const batchSchema = z.preprocess(
  // One client on npm writes it otherwise.
  (body) => {
    const { image_list: list, ...rest } = withoutNulls(body) as Record<string, unknown>
    return { ...rest, imageList: rest['imageList'] ?? list }
  },
  z.looseObject({ ...enlargementFields, imageList: z.array(namedImage).min(1).max(100) }),
)
const pictureSchema = z.object({ image: z.string() })

/** Enlarging, what a picture says of itself, and describing it, below /sdapi/v1. */
export function extrasRoutes(context: ApiContext, { runs }: { runs: Runs }): Hono {
  return new Hono()
    .post('/extra-single-image', async (c) => {
      const { image, ...wanted } = await readBody(c, singleSchema)
      const images = await enlarge([{ data: image }], wanted)
      return isQueueFull(images) ? answerQueueFull(c, images) : c.json({ html_info: '', image: images[0] })
    })
    .post('/extra-batch-images', async (c) => {
      const { imageList, ...wanted } = await readBody(c, batchSchema)
      const images = await enlarge(imageList, wanted)
      return isQueueFull(images) ? answerQueueFull(c, images) : c.json({ html_info: '', images })
    })
    .post('/png-info', async (c) => {
      const { image } = await readBody(c, pictureSchema)
      const items = readPictureTexts(decodeBase64(image, 'The image'))
      const info = items['parameters'] ?? ''
      return c.json({ info, items, parameters: parametersOf(info) })
    })
    .post('/interrogate', async (c) => {
      await readBody(c, pictureSchema)
      throw new HTTPException(404, { message: 'Model not found: nothing here describes a picture in words yet.' })
    })

  async function enlarge(images: readonly { readonly data: string; readonly name?: string }[], wanted: Enlargement) {
    const pictures = await Promise.all(
      images.map(({ data, name }) => takePicture(context.workspace, decodeBase64(data, 'The image'), 'picture', name)),
    )
    const steps = await Promise.all(pictures.map((picture) => enlargeSteps(context.workspace, picture, wanted)))
    const unchanged = steps.every((each) => each.length === 0)
    if (unchanged) return images.map(({ data }) => data.replace(/^data:[^,]*,/, ''))
    const jobs = await submitJobs(
      context,
      steps.map((each) => ({ node: 'steps.run', input: { steps: each } })),
    )
    if (isQueueFull(jobs)) return jobs
    const run = runs.begin(
      'extras',
      jobs.map(({ id }) => id),
    )
    try {
      const results: string[] = []
      for (const { id } of jobs) {
        const job = await waitForJob(context, id)
        if (job.state !== 'done') throw fromErrorRecord(job.error!)
        const { outputs } = job.output as { outputs: readonly { image: string }[] }
        const { assets } = context.workspace
        results.push(Buffer.from(assets.read(assets.get(outputs.at(-1)!.image))).toString('base64'))
      }
      return results
    } finally {
      for (const { id } of jobs)
        if (context.workspace.queue.get(id).state === 'queued') context.workspace.queue.cancel(id)
      runs.end(run)
    }
  }
}

/** As `parse_generation_parameters` (modules/infotext_utils.py) names them. */
function parametersOf(info: string): Record<string, unknown> {
  const read = readParameters(info)
  if (read === undefined) return {}
  const [, width, height] = /^(\d+)x(\d+)$/.exec(read.settings['Size'] ?? '') ?? []
  return {
    Prompt: read.prompt,
    'Negative prompt': read.negativePrompt,
    ...read.settings,
    ...(width === undefined ? {} : { 'Size-1': width, 'Size-2': height }),
  }
}
