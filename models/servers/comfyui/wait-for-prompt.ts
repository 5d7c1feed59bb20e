import { z } from 'zod'
import { WorkspaceError } from '../../../base/error.ts'
import { keepAsking } from '../keep-asking.ts'
import { askJson, askServer, type ServerConnection } from '../server-client.ts'

/** Where a picture lies on the server. */
export interface ServerFile {
  readonly filename: string
  readonly subfolder: string
  readonly type: string
}

const file = z.object({
  filename: z.string().min(1),
  subfolder: z.string().default(''),
  type: z.string().default('output'),
})
const historySchema = z.record(
  z.string(),
  z.object({
    outputs: z.record(z.string(), z.object({ images: z.array(file).optional() })).default({}),
    status: z
      .object({
        status_str: z.string().optional(),
        messages: z.array(z.tuple([z.string(), z.unknown()])).default([]),
      })
      .nullish(),
  }),
)
type Entry = z.output<typeof historySchema>[string]

/** [number, id, graph, …] for each. */
const queueSchema = z.object({
  queue_running: z.array(z.array(z.unknown())).default([]),
  queue_pending: z.array(z.array(z.unknown())).default([]),
})

const failureSchema = z.object({
  node_type: z.string().optional(),
  exception_type: z.string().optional(),
  exception_message: z.string().optional(),
})

/** Asks until the prompt is in the server's history; what polling says is the truth, events are only shown. */
export async function waitForPrompt(
  server: ServerConnection,
  {
    id,
    output,
    signal,
    onWaiting,
  }: { id: string; output: string; signal: AbortSignal; onWaiting: (before: number) => void },
): Promise<ServerFile> {
  const { host } = new URL(server.url)
  let missed = 0
  return keepAsking(async () => {
    const entry = (await askJson(server, `/history/${encodeURIComponent(id)}`, historySchema, { signal }))[id]
    if (entry !== undefined) return fileOf(entry, output, host)
    const place = await placeInQueue(server, id, signal)
    if (place === undefined) missed++
    else if (place > 0) onWaiting(place)
    // Between the two questions it may have moved from the queue to the history; twice is no accident.
    if (missed <= 2) return undefined
    throw new WorkspaceError('network', `${host} knows nothing of the picture any more: was it started again?`, {
      hint: 'Ask for it again.',
    })
  }, signal)
}

/** Takes a prompt out of the queue, or stops it where it is the one that runs; one of somebody else's is left alone. */
export async function cancelPrompt(server: ServerConnection, id: string, signal: AbortSignal): Promise<void> {
  const place = await placeInQueue(server, id, signal)
  if (place === undefined) return
  if (place > 0) await askServer(server, '/queue', { json: { delete: [id] }, signal })
  else await askServer(server, '/interrupt', { json: { prompt_id: id }, signal })
}

/** 0: it runs; otherwise how many come before it. Undefined where the queue does not have it. */
async function placeInQueue(server: ServerConnection, id: string, signal: AbortSignal): Promise<number | undefined> {
  const { queue_running, queue_pending } = await askJson(server, '/queue', queueSchema, { signal })
  if (queue_running.some((item) => item[1] === id)) return 0
  const own = queue_pending.find((item) => item[1] === id)
  if (own === undefined) return undefined
  return queue_running.length + queue_pending.filter((item) => Number(item[0]) < Number(own[0])).length || 1
}

function fileOf({ outputs, status }: Entry, output: string, host: string): ServerFile {
  const [image] = outputs[output]?.images ?? []
  if (image !== undefined) return image
  const told = new Map(status?.messages ?? [])
  if (told.has('execution_interrupted')) {
    throw new WorkspaceError('outside-program', `The picture was stopped at the server (${host}).`, {
      hint: 'Ask for it again.',
    })
  }
  const failure = failureSchema.safeParse(told.get('execution_error')).data
  if (failure === undefined) {
    throw new WorkspaceError('outside-program', `${host} finished without a picture.`, {
      hint: 'Its own log tells more.',
    })
  }
  const {
    node_type: node = 'a node',
    exception_type: kind = '',
    exception_message: message = 'no reason given',
  } = failure
  const words = message.trim().split('\n')[0]!.slice(0, 300)
  if (/OutOfMemory|OOM/.test(kind)) {
    throw new WorkspaceError('out-of-memory', `${host} ran out of memory in ${node}: ${words}`, {
      hint: 'Try a smaller size.',
    })
  }
  throw new WorkspaceError('outside-program', `${host} failed in ${node}: ${words}`, {
    hint: 'Its own log tells more.',
  })
}
