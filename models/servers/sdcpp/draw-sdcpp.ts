import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import type { GeneratedImage, ImageRequest } from '../../../base/model.ts'
import { factsOfParameters } from '../facts-of-parameters.ts'
import { keepAsking } from '../keep-asking.ts'
import type { Drawing } from '../open-server.ts'
import { askJson, askServer, drawing as patience } from '../server-client.ts'
import { decodeBase64, decodePicture, readPictureText } from '../server-picture.ts'
import { whenFree } from '../when-free.ts'
import { sdcppRequest } from './sdcpp-request.ts'

const acceptedSchema = z.object({ id: z.string().min(1) })
const jobSchema = z.object({
  status: z.enum(['queued', 'generating', 'completed', 'failed', 'cancelled']),
  queue_position: z.number().default(0),
  result: z.object({ images: z.array(z.object({ b64_json: z.string() })).min(1) }).nullish(),
  error: z.object({ message: z.string().optional() }).nullish(),
})
type Job = z.output<typeof jobSchema>

/** One picture. */
export async function drawSdcpp(
  request: ImageRequest,
  { server, host, settings, signal, onProgress }: Drawing,
): Promise<GeneratedImage> {
  const json = await sdcppRequest(request, settings)
  const onWait = (seconds: number) => onProgress(0, `The server's queue is full: waiting ${seconds} s`)
  const submit = () => askJson(server, '/sdcpp/v1/img_gen', acceptedSchema, { json, signal })
  const { id } = await whenFree(submit, { signal, onWait })
  const path = `/sdcpp/v1/jobs/${encodeURIComponent(id)}`
  try {
    const images = imagesOf(await keepAsking(ended, signal), host)
    const bytes = decodeBase64(images[0]!.b64_json, host)
    const pixels = await decodePicture(bytes, host)
    const parameters = await readPictureText(bytes, 'parameters')
    return { pixels, facts: parameters === undefined ? {} : factsOfParameters(parameters) }
  } catch (error) {
    // The engine has some seconds to end: the server is told within two. A version that cannot stop a drawing says 409.
    if (signal.aborted) {
      await askServer(server, `${path}/cancel`, { method: 'POST', signal: AbortSignal.timeout(2000) }).catch(
        () => undefined,
      )
    }
    throw error
  }

  async function ended(): Promise<Job | undefined> {
    const ask = { signal, mostBytes: patience.mostBytes }
    const job = await askJson(server, path, jobSchema, ask).catch(explainForgotten)
    if (job.status === 'queued') onProgress(0, `Waiting in the server's queue (place ${job.queue_position})`)
    // The API tells no steps.
    else if (job.status === 'generating') onProgress(0.1, 'Drawing')
    else return job
    return undefined
  }
}

/** 404 or 410: it was started again, or keeps results for shorter than the questions are apart. */
function explainForgotten(error: unknown): never {
  if (!(error instanceof WorkspaceError) || error.code !== 'not-found') throw error
  throw new WorkspaceError('network', 'The server knows nothing of the picture any more: was it started again?', {
    hint: 'Ask for it again.',
    cause: error,
  })
}

function imagesOf({ status, result, error }: Job, host: string): { b64_json: string }[] {
  if (status === 'completed' && result) return result.images
  const what = status === 'cancelled' ? 'was cancelled at the server' : 'failed at the server'
  const why = error?.message === undefined ? '' : `: ${error.message.slice(0, 300)}`
  throw new WorkspaceError('outside-program', `The picture ${what} (${host})${why}.`, {
    hint: "The server's own log tells more; often it ran out of memory: try a smaller size.",
  })
}
