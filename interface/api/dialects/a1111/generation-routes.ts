import { type Context, Hono } from 'hono'
import type { ApiContext } from '../../context.ts'
import { isQueueFull } from '../submit-jobs.ts'
import { answerQueueFull, readBody } from './answer-error.ts'
import { drawPictures } from './draw-pictures.ts'
import { generationInfo } from './generation-info.ts'
import { type Generation, imageToImageSchema, textToImageSchema } from './generation-schema.ts'
import type { Options } from './options.ts'
import { type Plan, planImageToImage, planTextToImage } from './plan-generation.ts'
import type { Runs } from './runs.ts'

/** POST txt2img and img2img: the answer comes when every picture is finished. */
export function generationRoutes(context: ApiContext, { runs, options }: { runs: Runs; options: Options }): Hono {
  return new Hono()
    .post('/txt2img', async (c) => {
      const request = await readBody(c, textToImageSchema)
      const plan = await planTextToImage(context, request, options)
      return answer(c, { request, plan, title: 'scripts_txt2img', echo: request })
    })
    .post('/img2img', async (c) => {
      const request = await readBody(c, imageToImageSchema)
      const plan = await planImageToImage(context, request, options)
      const { init_images: images, mask, ...rest } = request
      // Sent back only where it is asked for: they may be megabytes.
      const pictures = request.include_init_images ? { init_images: images, mask } : { init_images: null, mask: null }
      return answer(c, { request, plan, title: 'scripts_img2img', echo: { ...rest, ...pictures } })
    })

  async function answer(
    c: Context,
    { request, plan, title, echo }: { request: Generation; plan: Plan; title: string; echo: object },
  ): Promise<Response> {
    const startedAt = new Date()
    const result = await drawPictures(context, plan, { runs, title, task: request.force_task_id })
    if (isQueueFull(result)) return answerQueueFull(c, result)
    const { assets } = context.workspace
    const pictures = result.drawn.map((picture) => ({ ...picture, bytes: assets.read(picture.asset) }))
    const { interrupted } = result
    const info = generationInfo(request, plan, pictures, { startedAt, version: context.version, interrupted })
    const images = request.send_images ? pictures.map(({ bytes }) => Buffer.from(bytes).toString('base64')) : []
    return c.json({ images, parameters: echo, info: JSON.stringify(info) })
  }
}
