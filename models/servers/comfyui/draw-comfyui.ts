import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { GeneratedImage, ImageRequest } from '../../../base/model.ts'
import type { Pixels } from '../../../base/pixels.ts'
import type { Drawing } from '../open-server.ts'
import { askJson, askServer, drawing as patience, type ServerConnection } from '../server-client.ts'
import { decodePicture, encodePicture, softenMask } from '../server-picture.ts'
import { whenFree } from '../when-free.ts'
import { comfyuiGraph } from './comfyui-graph.ts'
import { comfyuiParts } from './comfyui-request.ts'
import { cancelPrompt, waitForPrompt } from './wait-for-prompt.ts'
import { watchEvents } from './watch-events.ts'

const acceptedSchema = z.object({ prompt_id: z.string().min(1) })
const uploadSchema = z.object({ name: z.string().min(1), subfolder: z.string().default('') })

/** One picture. */
export async function drawComfyui(
  request: ImageRequest,
  { server, host, settings, signal, onProgress }: Drawing,
): Promise<GeneratedImage> {
  const { controlFiles, ...parts } = comfyuiParts(request, settings)
  const { start } = request
  const send = (pixels: Pixels) => upload(server, pixels, signal)
  const mask = start?.mask && (await softenMask(start.mask, start.maskBlur ?? 0))
  const controls = []
  for (const [index, file] of controlFiles.entries()) {
    controls.push({ file, image: await send(request.controls![index]!.image) })
  }
  const { graph, output } = comfyuiGraph({
    ...parts,
    controls,
    ...(start === undefined ? {} : { start: { image: await send(start.image), mask: mask && (await send(mask)) } }),
  })
  const clientId = randomUUID()
  // Before the prompt is sent, so that no event is missed.
  using _events = await watchEvents(server, { clientId, onProgress })
  const submit = () =>
    askJson(server, '/prompt', acceptedSchema, { json: { prompt: graph, client_id: clientId }, signal })
  const onWait = (seconds: number) => onProgress(0, `The server is busy: waiting ${seconds} s`)
  const { prompt_id: id } = await whenFree(submit, { signal, onWait })
  try {
    const onWaiting = (before: number) => onProgress(0, `Waiting in the server's queue (${before} before)`)
    const { filename, subfolder, type } = await waitForPrompt(server, { id, output, signal, onWaiting })
    const query = { filename, subfolder, type }
    const bytes = await askServer(server, '/view', { query, signal, mostBytes: patience.mostBytes })
    return { pixels: await decodePicture(bytes, host), facts: factsOf(parts) }
  } catch (error) {
    // The engine has some seconds to end: the server is told within two.
    if (signal.aborted) await cancelPrompt(server, id, AbortSignal.timeout(2000)).catch(() => undefined)
    throw error
  }
}

/** Puts a picture into the server's input folder, under its hash: the same one again takes no more room. */
async function upload(server: ServerConnection, pixels: Pixels, signal: AbortSignal): Promise<string> {
  const bytes = await encodePicture(pixels)
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.png`
  const form = new FormData()
  form.set('image', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name)
  form.set('type', 'input')
  form.set('subfolder', 'ai-workspace')
  form.set('overwrite', 'true')
  const kept = await askJson(server, '/upload/image', uploadSchema, { form, signal })
  return kept.subfolder === '' ? kept.name : `${kept.subfolder}/${kept.name}`
}

/** The server states nothing of its own: this is what it was told. */
function factsOf({
  checkpoint,
  steps,
  guidance,
  sampler,
  schedule,
  vae,
  loras,
  request,
}: Omit<ReturnType<typeof comfyuiParts>, 'controlFiles'>): Record<string, unknown> {
  return {
    serverModel: checkpoint,
    steps,
    cfgScale: guidance,
    sampler,
    schedule,
    ...(vae === undefined ? {} : { vae }),
    ...(request.start === undefined ? {} : { denoise: request.start.strength }),
    ...(loras.length === 0 ? {} : { loras: loras.map(({ file, unet }) => ({ name: file, weight: unet })) }),
  }
}
