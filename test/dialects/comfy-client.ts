import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Pixels } from '../../base/pixels.ts'
import { decodeImage } from '../../core/imaging/codecs/decode-image.ts'
import { encodePng } from '../../core/imaging/codecs/encode-png.ts'
import { writeExactJson } from '../../core/imaging/comfyui/exact-json.ts'
import { type ApiGraph, textToImage } from '../../core/imaging/comfyui/graphs.fixture.ts'
import type { TestServer } from '../test-server.ts'

/** The built-in engine, as a checkpoint. */
export const builtIn = 'procedural (built-in engine, no weights)'
/** Something that it understands. */
export const statue = 'ancient stone statue'

/** The default graph on the built-in engine. */
export function drawn(more: object = {}): ApiGraph {
  return textToImage(builtIn, { text: statue, ...more })
}

export interface ViewedImage {
  filename: string
  subfolder: string
  type: string
}
export interface HistoryEntry {
  prompt: [number, string, ApiGraph, Record<string, unknown>, string[]]
  outputs: Record<string, { images: ViewedImage[] }>
  status: { status_str: string; completed: boolean; messages: [string, Record<string, unknown>][] }
}
export interface Accepted {
  prompt_id: string
  number: number
  warnings: { node_id: string; message: string }[]
}

/** POST /prompt as plain text, which is how some clients send it. */
export async function sendGraph(
  { call }: Pick<TestServer, 'call'>,
  prompt: unknown,
  more: object = {},
): Promise<{ status: number; body: Accepted & Record<string, never>; headers: Headers }> {
  const response = await call('/prompt', { method: 'POST', body: writeExactJson({ prompt, ...more }) })
  return { status: response.status, body: (await response.json()) as never, headers: response.headers }
}

/** Asks /history until the prompt is in it. */
export async function historyOf({ get }: Pick<TestServer, 'get'>, id: string): Promise<HistoryEntry> {
  for (;;) {
    const entry = (await get<Record<string, HistoryEntry>>(`/history/${id}`))[id]
    if (entry !== undefined) return entry
    await sleep(30)
  }
}

/** The bytes of a picture by /view. */
export async function view({ call }: Pick<TestServer, 'call'>, image: ViewedImage): Promise<Uint8Array> {
  const response = await call(`/view?${new URLSearchParams({ ...image })}`)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** Runs a graph to its end; the pixels of what each output node gave. */
export async function runGraph(
  server: TestServer,
  graph: ApiGraph,
): Promise<{ id: string; entry: HistoryEntry; pictures: Record<string, Pixels[]> }> {
  const { status, body } = await sendGraph(server, graph)
  if (status !== 200) throw new Error(JSON.stringify(body))
  const entry = await historyOf(server, body.prompt_id)
  const pictures: Record<string, Pixels[]> = {}
  for (const [node, { images }] of Object.entries(entry.outputs)) {
    pictures[node] = await Promise.all(images.map(async (image) => decodeImage(await view(server, image))))
  }
  return { id: body.prompt_id, entry, pictures }
}

/** Uploads a picture; the name that a graph gives it. */
export async function uploadPicture(
  { call }: Pick<TestServer, 'call'>,
  pixels: Pixels,
  { name = 'cat.png', route = '/upload/image', ...fields }: Record<string, string> = {},
): Promise<ViewedImage & { name: string }> {
  const form = new FormData()
  form.set('image', new Blob([new Uint8Array(encodePng(pixels))], { type: 'image/png' }), name)
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  const response = await call(route, { method: 'POST', body: form })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as ViewedImage & { name: string }
}

export type Message = { type: string; data: Record<string, unknown> }

/** A client on /ws: what it is told, and the previews it is sent. */
export async function listen({ server, token }: TestServer, clientId: string) {
  const messages: Message[] = []
  const previews: Buffer[] = []
  const url = `${server.origin.replace('http', 'ws')}/ws?clientId=${clientId}&token=${token}`
  const socket = new WebSocket(url)
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) previews.push(data)
    else messages.push(JSON.parse(String(data)))
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return {
    messages,
    previews,
    async until(fits: (message: Message) => boolean): Promise<Message> {
      for (;;) {
        const found = messages.find(fits)
        if (found !== undefined) return found
        await sleep(10)
      }
    },
    close: () => socket.close(),
  }
}
