import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { GeneratedImage, ImageRequest } from '../../../base/model.ts'
import { factsOfParameters } from '../facts-of-parameters.ts'
import type { Drawing } from '../open-server.ts'
import { askJson, askServer, drawing as patience } from '../server-client.ts'
import { decodeBase64, decodePicture } from '../server-picture.ts'
import { whenFree } from '../when-free.ts'
import { a1111Request } from './a1111-request.ts'
import { askTask, watchProgress } from './watch-progress.ts'

const answerSchema = z.object({ images: z.array(z.string()).min(1), info: z.string().default('') })

/** As far as facts are read off it; sd-server leaves the whole of it empty. */
const infoSchema = z.object({
  infotexts: z.array(z.string()).optional(),
  all_seeds: z.array(z.number()).optional(),
  sampler_name: z.string().nullish(),
  steps: z.number().nullish(),
  cfg_scale: z.number().nullish(),
  sd_model_name: z.string().nullish(),
  sd_model_hash: z.string().nullish(),
})

/** One picture. */
export async function drawA1111(
  request: ImageRequest,
  { server, host, settings, signal, onProgress }: Drawing,
): Promise<GeneratedImage> {
  const task = `task(ai-workspace-${randomUUID()})`
  const { path, body } = await a1111Request(request, settings, task)
  const over = new AbortController()
  const watching = watchProgress({ server, task, signal: AbortSignal.any([signal, over.signal]), onProgress })
  try {
    const onWait = (seconds: number) => onProgress(0, `The server is busy: waiting ${seconds} s`)
    const ask = { json: body, signal, ...patience }
    const { images, info } = await whenFree(() => askJson(server, path, answerSchema, ask), { signal, onWait })
    const pixels = await decodePicture(decodeBase64(images[0]!, host), host)
    return { pixels, facts: factsOfInfo(info) }
  } catch (error) {
    if (signal.aborted) await interrupt()
    throw error
  } finally {
    over.abort()
    await watching
  }

  /** The engine has some seconds to end: the server is told within two. A picture of somebody else's is left alone. */
  async function interrupt(): Promise<void> {
    const soon = { signal: AbortSignal.timeout(2000) }
    const state = await askTask(server, task, soon.signal).catch(() => undefined)
    if (state?.queued === true) return
    await askServer(server, '/sdapi/v1/interrupt', { method: 'POST', ...soon }).catch(() => undefined)
  }
}

function factsOfInfo(text: string): Record<string, unknown> {
  const info = infoSchema.safeParse(parseQuietly(text)).data
  if (info === undefined) return {}
  const stated = {
    steps: info.steps,
    sampler: info.sampler_name,
    cfgScale: info.cfg_scale,
    serverModel: info.sd_model_name,
    modelHash: info.sd_model_hash,
  }
  return {
    ...Object.fromEntries(
      Object.entries(stated).filter(([, value]) => value !== null && value !== undefined && value !== ''),
    ),
    ...factsOfParameters(info.infotexts?.[0] ?? ''),
  }
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
