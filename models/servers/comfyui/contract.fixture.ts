import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { answer, json, type Route, type Seen, type StandIn, standIn, testPng } from '../stand-in.fixture.ts'

const names = (...list: string[]) => [list, {}]

/** As a ComfyUI 0.3 answers /object_info: lists shortened; the newer form of a list ('COMBO') for one of them. */
const inputs: Readonly<Record<string, Record<string, unknown[]>>> = {
  CheckpointLoaderSimple: { ckpt_name: names('sd15/dream.safetensors', 'photo.safetensors') },
  CLIPTextEncode: { text: ['STRING', { multiline: true }], clip: ['CLIP'] },
  EmptyLatentImage: {
    width: ['INT', { default: 512 }],
    height: ['INT', { default: 512 }],
    batch_size: ['INT', { default: 1 }],
  },
  KSampler: {
    model: ['MODEL'],
    seed: ['INT', { default: 0 }],
    steps: ['INT', { default: 20 }],
    cfg: ['FLOAT', { default: 8 }],
    sampler_name: names('euler', 'euler_ancestral', 'dpmpp_2m'),
    scheduler: ['COMBO', { options: ['normal', 'karras'] }],
    positive: ['CONDITIONING'],
    negative: ['CONDITIONING'],
    latent_image: ['LATENT'],
    denoise: ['FLOAT', { default: 1 }],
  },
  VAEDecode: { samples: ['LATENT'], vae: ['VAE'] },
  PreviewImage: { images: ['IMAGE'] },
  LoraLoader: {
    model: ['MODEL'],
    clip: ['CLIP'],
    lora_name: names('style/ink.safetensors'),
    strength_model: ['FLOAT'],
    strength_clip: ['FLOAT'],
  },
  VAELoader: { vae_name: names('mse.safetensors') },
  CLIPSetLastLayer: { clip: ['CLIP'], stop_at_clip_layer: ['INT', { default: -1 }] },
  LoadImage: { image: names('example.png') },
  VAEEncode: { pixels: ['IMAGE'], vae: ['VAE'] },
  LoadImageMask: { image: names('example.png'), channel: names('alpha', 'red') },
  SetLatentNoiseMask: { samples: ['LATENT'], mask: ['MASK'] },
  VAEEncodeForInpaint: { pixels: ['IMAGE'], vae: ['VAE'], mask: ['MASK'], grow_mask_by: ['INT'] },
  ImageCompositeMasked: {
    destination: ['IMAGE'],
    source: ['IMAGE'],
    x: ['INT'],
    y: ['INT'],
    resize_source: ['BOOLEAN'],
  },
  ControlNetLoader: { control_net_name: names('canny.safetensors') },
  ControlNetApplyAdvanced: {
    positive: ['CONDITIONING'],
    negative: ['CONDITIONING'],
    control_net: ['CONTROL_NET'],
    image: ['IMAGE'],
    strength: ['FLOAT'],
    start_percent: ['FLOAT'],
    end_percent: ['FLOAT'],
  },
}

export interface ComfyStandIn extends StandIn {
  /** Files that were uploaded, by the name that a graph gives them. */
  readonly uploads: ReadonlyMap<string, Buffer>
  /** The `Authorization` headers of the event channels that were opened. */
  readonly channels: readonly (string | undefined)[]
  /** Sends an event to the client that last connected: JSON, or the bytes of a preview. */
  send(event: object | Buffer): void
}

interface Behaviour {
  readonly routes?: Readonly<Record<string, Route>>
  /** Nodes it does not have. */
  readonly without?: readonly string[]
  /** What /history says of a prompt: a success with the picture; undefined: nothing yet. */
  readonly history?: (id: string, graph: Graph) => unknown
  /** False: no event channel, as behind a proxy that knows no upgrades. */
  readonly events?: boolean
  /** What stands in the queue. */
  readonly queue?: (id: string) => { queue_running: unknown[]; queue_pending: unknown[] }
}

type Graph = Readonly<Record<string, { class_type: string; inputs: Record<string, unknown> }>>

/** A ComfyUI of that contract. It checks graphs as `validate_prompt` does: nodes, links, required inputs, names in lists. */
export async function comfyuiStandIn(
  t: TestContext,
  {
    routes = {},
    without = [],
    history = success,
    events = true,
    queue = () => ({ queue_running: [], queue_pending: [] }),
  }: Behaviour = {},
): Promise<ComfyStandIn> {
  const png = await testPng()
  const uploads = new Map<string, Buffer>()
  const prompts = new Map<string, Graph>()
  const sockets: Socket[] = []
  const channels: (string | undefined)[] = []
  const server = await standIn(
    t,
    {
      'GET /object_info/*': ({ path }, response) => {
        const name = path.slice('/object_info/'.length)
        const required = without.includes(name) ? undefined : inputs[name]
        answer(response, required === undefined ? {} : { [name]: { input: { required }, output: [], name } })
      },
      'GET /system_stats': json({ system: { os: 'posix', comfyui_version: '0.3.60' }, devices: [] }),
      'POST /upload/image': async (seen, response) => {
        const form = await formOf(seen)
        const file = form.get('image') as File
        const subfolder = String(form.get('subfolder') ?? '')
        uploads.set(`${subfolder}/${file.name}`, Buffer.from(await file.arrayBuffer()))
        answer(response, { name: file.name, subfolder, type: 'input' })
      },
      'POST /prompt': ({ body }, response) => {
        const { prompt } = JSON.parse(body.toString()) as { prompt: Graph }
        const errors = problemsOf(prompt, uploads)
        if (errors.length > 0) {
          const error = { type: 'prompt_outputs_failed_validation', message: 'Prompt outputs failed validation' }
          return answer(
            response,
            { error, node_errors: { 1: { errors: errors.map((message) => ({ message })) } } },
            400,
          )
        }
        const id = `prompt-${prompts.size + 1}`
        prompts.set(id, prompt)
        answer(response, { prompt_id: id, number: prompts.size, node_errors: {} })
      },
      'GET /history/*': ({ path }, response) => {
        const id = path.slice('/history/'.length)
        const entry = history(id, prompts.get(id) ?? {})
        answer(response, entry === undefined ? {} : { [id]: entry })
      },
      'GET /queue': (_, response) => answer(response, queue(`prompt-${prompts.size}`)),
      'POST /queue': (_, response) => response.end(),
      'POST /interrupt': (_, response) => response.end(),
      'GET /view': (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(png),
      ...routes,
    },
    {
      onUpgrade: (request, socket) => {
        socket.on('error', () => {})
        if (!events) return void socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(String(request.headers['sec-websocket-key']))}\r\n\r\n`,
        )
        sockets.push(socket)
        channels.push(request.headers.authorization)
      },
    },
  )
  return { ...server, uploads, channels, send: (event) => void sockets.at(-1)?.write(frame(event)) }
}

export function success(_: string, graph: Graph): unknown {
  const output = Object.entries(graph).find(([, node]) => node.class_type === 'PreviewImage')![0]
  const image = { filename: 'ComfyUI_temp_00001_.png', subfolder: '', type: 'temp' }
  return {
    outputs: { [output]: { images: [image] } },
    status: { status_str: 'success', completed: true, messages: [] },
  }
}

/** A preview as server.py sends it: event 1, kind 2 (PNG), the picture. */
export function previewEvent(png: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(1, 0)
  head.writeUInt32BE(2, 4)
  return Buffer.concat([head, png])
}

export async function formOf({ body, headers }: Seen): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { 'content-type': String(headers['content-type']) } }).formData()
}

function problemsOf(graph: Graph, uploads: ReadonlyMap<string, Buffer>): string[] {
  return Object.entries(graph).flatMap(([id, { class_type, inputs: given }]) => {
    const required = inputs[class_type]
    if (required === undefined) return [`${id}: no node ${class_type}`]
    return Object.entries(required).flatMap(([name, [type, options]]) => {
      const value = given[name]
      if (value === undefined) return [`${id}: ${class_type} lacks ${name}`]
      if (Array.isArray(value)) return String(value[0]) in graph ? [] : [`${id}: ${name} comes from no node`]
      const list = Array.isArray(type) ? type : (options as { options?: string[] } | undefined)?.options
      if (list === undefined || list.includes(value)) return []
      return name === 'image' && uploads.has(String(value)) ? [] : [`Value not in list: ${name}: '${String(value)}'`]
    })
  })
}

/** RFC 6455, 1.3. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

/** One whole frame from a server, not masked (RFC 6455, 5.2). */
function frame(event: object | Buffer): Buffer {
  const payload = Buffer.isBuffer(event) ? event : Buffer.from(JSON.stringify(event))
  const first = Buffer.isBuffer(event) ? 0x82 : 0x81
  if (payload.length < 126) return Buffer.concat([Buffer.of(first, payload.length), payload])
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(payload.length))
  return Buffer.concat([Buffer.of(first, 127), length, payload])
}
