import { z } from 'zod'
import type { Drawing } from '../open-server.ts'
import { refuseOffline, type ServerConnection } from '../server-client.ts'
import { decodePreview } from '../server-picture.ts'

/** Without events a picture comes all the same: it is asked for again and again. */
const OPENING_MS = 2000

/** A preview is a JPEG of at most 512 pixels' side. */
const MOST_PREVIEW_BYTES = 8e6

const messageSchema = z.object({
  type: z.string(),
  data: z.object({ value: z.number().optional(), max: z.number().optional() }).default({}),
})

/**
 * Tells steps and previews of what this client draws as the server sends them (/ws?clientId=…), until it is disposed. Ready
 * when the connection stands or will not; it never fails.
 */
export async function watchEvents(
  server: ServerConnection,
  { clientId, onProgress }: { clientId: string; onProgress: Drawing['onProgress'] },
): Promise<Disposable> {
  const url = new URL(`${server.url.replace(/^http/, 'ws')}/ws?clientId=${clientId}`)
  refuseOffline(new URL(server.url), server)
  const headers = server.authorization === undefined ? {} : { authorization: server.authorization }
  const socket = new WebSocket(url, { headers })
  socket.binaryType = 'arraybuffer'
  let fraction = 0
  let closed = false
  const tell = (message: string, preview?: Parameters<Drawing['onProgress']>[2]) => {
    if (!closed) onProgress(fraction, message, preview)
  }
  let latest = 'Drawing'
  socket.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return void showPreview(data as ArrayBuffer)
    const { type, data: event } = parseMessage(data)
    if (type === 'execution_start') tell('Loading the model')
    if (type !== 'progress' || event.value === undefined || !event.max) return
    fraction = Math.min(1, event.value / event.max) * 0.95
    latest = `Step ${event.value} of ${event.max}`
    tell(latest)
  })
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, OPENING_MS)
    for (const happening of ['open', 'error', 'close'] as const) {
      socket.addEventListener(happening, () => {
        clearTimeout(timer)
        resolve()
      })
    }
  })
  return {
    [Symbol.dispose]() {
      closed = true
      socket.close()
    },
  }

  /** uint32 event (1: a preview), uint32 kind of picture, then its bytes; both big endian (server.py, send_image). */
  async function showPreview(data: ArrayBuffer): Promise<void> {
    if (data.byteLength <= 8 || data.byteLength > MOST_PREVIEW_BYTES || new DataView(data).getUint32(0) !== 1) return
    const preview = await decodePreview(new Uint8Array(data, 8))
    if (preview !== undefined) tell(latest, preview)
  }
}

function parseMessage(text: string): z.output<typeof messageSchema> {
  try {
    return messageSchema.parse(JSON.parse(text))
  } catch {
    return { type: 'unknown', data: {} }
  }
}
