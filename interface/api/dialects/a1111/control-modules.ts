import { HTTPException } from 'hono/http-exception'
import { fromErrorRecord } from '../../../../base/error.ts'
import type { ApiContext } from '../../context.ts'
import { sharpOf } from '../sharp-of.ts'
import { isQueueFull, submitJobs } from '../submit-jobs.ts'
import { type TakenPicture, takePicture } from '../take-picture.ts'
import { waitForJob } from '../wait-for-job.ts'
import { refuse } from './planning.ts'

/** What turns a picture into one that guides, by the names of sd-webui-controlnet. */
export const controlModules = ['none', 'canny', 'invert (from white bg & black line)'] as const

export interface ControlModule {
  readonly name: string
  /** Of canny: where lines go on, and where they begin; below 0 the module's own. */
  readonly thresholds: readonly [a: number, b: number]
  /** The size that guides, and how a picture of another one comes to it. Absent: the picture's own. */
  readonly size?: { readonly width: number; readonly height: number; readonly fit: 'stretch' | 'crop' | 'pad' }
}

/** The picture that guides, made of the one that was sent. Error: 422 for a module that is not here. */
export async function guidingPicture(
  context: ApiContext,
  bytes: Uint8Array,
  { name, thresholds, size }: ControlModule,
): Promise<TakenPicture> {
  const { workspace } = context
  if (/^none$/i.test(name)) return takePicture(workspace, bytes, 'control-picture')
  if (/^invert/i.test(name)) {
    const inverted = await (await sharpOf(bytes)).removeAlpha().negate().png().toBuffer()
    return takePicture(workspace, inverted, 'control-picture')
  }
  if (!/^canny$/i.test(name)) {
    refuse(
      `ControlNet module "${name}" not found. There are: ${controlModules.join(', ')}; or send the picture that guides.`,
    )
  }
  const picture = await takePicture(workspace, bytes, 'control-picture')
  const [low, high] = [thresholds[0] < 0 ? 100 : thresholds[0], thresholds[1] < 0 ? 200 : thresholds[1]]
  const resizes =
    size !== undefined && size.fit !== 'pad' && (picture.width !== size.width || picture.height !== size.height)
  // Lines that were drawn before would be blurred by it.
  const steps = resizes
    ? [
        {
          node: 'image.resize',
          input: {
            image: picture.id,
            width: size.width,
            height: size.height,
            fit: size.fit === 'crop' ? 'cover' : 'stretch',
          },
        },
        { node: 'image.edges', input: { image: { step: 0, output: 'image' }, low, high } },
      ]
    : [{ node: 'image.edges', input: { image: picture.id, low, high } }]
  const id = await lastImage(context, steps)
  return { id, width: resizes ? size.width : picture.width, height: resizes ? size.height : picture.height }
}

async function lastImage(context: ApiContext, steps: readonly object[]): Promise<string> {
  const jobs = await submitJobs(context, [{ node: 'steps.run', input: { steps } }])
  if (isQueueFull(jobs)) throw new HTTPException(503, { message: jobs.message })
  const job = await waitForJob(context, jobs[0]!.id)
  if (job.state !== 'done') throw fromErrorRecord(job.error!)
  return (job.output as { outputs: readonly { image: string }[] }).outputs.at(-1)!.image
}
