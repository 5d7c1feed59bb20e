import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ApiContext } from '../../context.ts'
import { pictureAs } from '../picture-as.ts'
import { isQueueFull } from '../submit-jobs.ts'
import { answerQueueFull, readThrown } from './answer-error.ts'
import { type DrawnImage, drawImages } from './draw-images.ts'
import type { CommonFields } from './image-schemas.ts'
import type { Plan } from './plan-images.ts'
import type { SignedFiles } from './signed-files.ts'

interface Answering {
  readonly context: ApiContext
  readonly files: SignedFiles
  readonly request: CommonFields
  readonly plan: Plan
}

/** OpenAI counts what it bills; nothing is billed here, and clients want the field. */
const usage = {
  total_tokens: 0,
  input_tokens: 0,
  output_tokens: 0,
  input_tokens_details: { text_tokens: 0, image_tokens: 0 },
}

/** The pictures as one answer of JSON, when all are finished. */
export async function answerImages(c: Context, { context, files, request, plan }: Answering): Promise<Response> {
  const key = c.req.header('idempotency-key')
  const images = await drawImages(context, plan, { gone: c.req.raw.signal, key })
  if (isQueueFull(images)) return answerQueueFull(c, images)
  const warnings = [...new Set([...plan.warnings, ...images.flatMap((image) => image.warnings)])]
  c.header('x-ai-workspace-model', plan.model)
  const { origin } = new URL(c.req.url)
  const data = await Promise.all(
    images.map(async ({ asset }) => {
      const as = { format: request.output_format, quality: request.output_compression }
      // DALL·E answered with addresses unless it was asked otherwise, the models after it never did.
      const asUrl =
        request.response_format === 'url' || (!request.response_format && /^dall-e/.test(request.model ?? ''))
      return asUrl ? { url: files.url(origin, asset.id, as) } : { b64_json: await base64(context, asset, request) }
    }),
  )
  const { background, quality, size, output_format } = facts(images[0]!, request)
  return c.json({
    created: Math.floor(Date.now() / 1000),
    data,
    ...{ background, output_format, quality, size, usage },
    ...(warnings.length === 0 ? {} : { warnings }),
  })
}

/** The pictures as server-sent events: previews while they are drawn, each when it is finished. `kind` begins their names. */
export function streamImages(
  c: Context,
  { context, request, plan }: Answering,
  kind: 'image_generation' | 'image_edit',
): Response {
  c.header('x-ai-workspace-model', plan.model)
  return streamSSE(c, async (stream) => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort())
    const send = (type: string, data: object) =>
      stream.writeSSE({
        event: type,
        data: JSON.stringify({ type, ...data, created_at: Math.floor(Date.now() / 1000) }),
      })
    let partial = 0
    const { partial_images: most, output_format: format, output_compression: quality } = request
    try {
      const result = await drawImages(context, plan, {
        gone: gone.signal,
        async onPreview(jpeg, fraction) {
          // Spread evenly over the way: the first of three after a quarter of it.
          if (partial >= most || fraction < (partial + 1) / (most + 1)) return
          const partial_image_index = partial++
          const bytes = format === 'jpeg' ? jpeg : await pictureAs(jpeg, format, quality)
          const b64_json = Buffer.from(bytes).toString('base64')
          const { background, quality: asked, size } = facts(undefined, request)
          const rest = { background, quality: asked, size, output_format: format }
          await send(`${kind}.partial_image`, { b64_json, partial_image_index, ...rest })
        },
        async onImage(image) {
          partial = 0
          const b64_json = await base64(context, image.asset, request)
          const warnings = [...plan.warnings, ...image.warnings]
          const more = warnings.length === 0 ? {} : { warnings }
          await send(`${kind}.completed`, { b64_json, ...facts(image, request), usage, ...more })
        },
      })
      if (!isQueueFull(result)) return
      const error = { message: result.message, type: 'rate_limit_error', param: null, code: 'queue_full' }
      await stream.writeSSE({ event: 'error', data: JSON.stringify({ error }) })
    } catch (thrown) {
      const { error } = readThrown(thrown, context.workspace.log)
      await stream.writeSSE({ event: 'error', data: JSON.stringify({ error }) })
    }
  })
}

async function base64(context: ApiContext, asset: DrawnImage['asset'], request: CommonFields): Promise<string> {
  const { assets } = context.workspace
  const bytes = await pictureAs(assets.read(asset), request.output_format, request.output_compression)
  return Buffer.from(bytes).toString('base64')
}

function facts(image: DrawnImage | undefined, { quality, size, output_format }: CommonFields) {
  const { width, height } = (image?.asset.facts ?? {}) as { width?: number; height?: number }
  return {
    background: 'opaque',
    output_format,
    quality,
    size: width === undefined ? size : `${width}x${height}`,
  }
}
