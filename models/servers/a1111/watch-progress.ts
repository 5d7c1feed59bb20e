import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import type { Drawing } from '../open-server.ts'
import { askJson, type ServerConnection } from '../server-client.ts'
import { decodeBase64, decodePreview } from '../server-picture.ts'

/** Often enough that a bar moves, seldom enough that the server's only Python thread does not notice. */
const PAUSE_MS = 700

/** /internal/progress (modules/progress.py): this one task, which may still wait behind others. */
const taskSchema = z.object({
  queued: z.boolean().default(false),
  progress: z.number().nullish(),
  live_preview: z.string().nullish(),
  textinfo: z.string().nullish(),
})

/** /sdapi/v1/progress: whatever the server draws. */
const progressSchema = z.object({
  progress: z.number().default(0),
  state: z.object({ sampling_step: z.number().optional(), sampling_steps: z.number().optional() }).default({}),
  current_image: z.string().nullish(),
})

/** Tells how far a picture is until `signal` aborts. It never fails: the picture does not depend on it. */
export async function watchProgress({
  server,
  task,
  signal,
  onProgress,
}: {
  server: ServerConnection
  task: string
  signal: AbortSignal
  onProgress: Drawing['onProgress']
}): Promise<void> {
  let byTask = true
  while (!signal.aborted) {
    try {
      await wait(PAUSE_MS, undefined, { signal })
      if (byTask) byTask = await tellTask()
      if (!byTask) await tellServer()
    } catch {
      // The next look may succeed; a server that is gone breaks the request for the picture itself.
    }
  }

  /** False where this server does not know tasks: started without its web page, or another program. */
  async function tellTask(): Promise<boolean> {
    const state = await askTask(server, task, signal)
    if (state === undefined) return false
    if (state.queued) onProgress(0, "Waiting in the server's queue")
    else await tell(state.progress ?? 0, state.textinfo ?? undefined, state.live_preview)
    return true
  }

  async function tellServer(): Promise<void> {
    const { progress, state, current_image } = await askJson(server, '/sdapi/v1/progress', progressSchema, { signal })
    const { sampling_step: step = 0, sampling_steps: steps = 0 } = state
    await tell(progress, steps > 0 ? `Step ${step} of ${steps}` : undefined, current_image)
  }

  async function tell(
    progress: number,
    message: string | undefined,
    picture: string | null | undefined,
  ): Promise<void> {
    const preview = picture ? await decodePreview(decodeBase64(picture, server.url)) : undefined
    if (!signal.aborted) onProgress(Math.min(1, progress), message ?? 'Drawing', preview)
  }
}

/** How the server has it with one task; undefined where it does not know tasks. */
export async function askTask(
  server: ServerConnection,
  task: string,
  signal: AbortSignal,
): Promise<z.output<typeof taskSchema> | undefined> {
  try {
    const json = { id_task: task, id_live_preview: -1, live_preview: true }
    return await askJson(server, '/internal/progress', taskSchema, { json, signal })
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'not-found') return undefined
    throw error
  }
}
