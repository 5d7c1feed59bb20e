import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { TestContext } from 'node:test'
import type { ImageModel, ImageRequest, LoadContext } from '../../base/model.ts'
import type { Pixels } from '../../base/pixels.ts'
import type { InstalledModel } from '../hub/installed-model.ts'
import a1111 from './a1111/a1111.model.ts'
import comfyui from './comfyui/comfyui.model.ts'
import openai from './openai/openai.model.ts'
import sdcpp from './sdcpp/sdcpp.model.ts'
import { encodePicture } from './server-picture.ts'

/** One request as it came. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export type Route = (seen: Seen, response: ServerResponse) => unknown

/** A real HTTP server on this machine that stands in for an outside program, by that program's documented contract. */
export interface StandIn {
  readonly url: string
  readonly seen: readonly Seen[]
  /** The JSON bodies that came to a path. */
  bodies(path: string): Record<string, unknown>[]
}

/** Routes are 'GET /path'; one that ends in '*' takes all below it. What no route takes is FastAPI's 404. */
export async function standIn(
  t: TestContext,
  routes: Readonly<Record<string, Route>>,
  { onUpgrade }: { onUpgrade?: (request: IncomingMessage, socket: Socket) => void } = {},
): Promise<StandIn> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const url = new URL(request.url ?? '/', 'http://stand-in')
    const { method = 'GET', headers } = request
    const one: Seen = { method, path: url.pathname, query: url.searchParams, headers, body: Buffer.concat(pieces) }
    seen.push(one)
    const name = `${method} ${url.pathname}`
    const below = Object.keys(routes).find((key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)))
    const route = routes[name] ?? (below === undefined ? json({ detail: 'Not Found' }, 404) : routes[below]!)
    await route(one, response)
  })
  const upgraded: Socket[] = []
  if (onUpgrade) {
    server.on('upgrade', (request, socket) => {
      upgraded.push(socket as Socket)
      onUpgrade(request, socket as Socket)
    })
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    for (const socket of upgraded) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    bodies: (path) => seen.filter((one) => one.path === path).map(({ body }) => JSON.parse(body.toString())),
  }
}

/** A route that answers with JSON. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Route {
  return (_, response) => answer(response, value, status, headers)
}

export function answer(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

/** A small picture in which no two rows are alike. */
export function testPixels(width = 64, height = 64): Pixels {
  const data = new Uint8Array(width * height * 3)
  for (let i = 0; i < data.length; i++) data[i] = (i * 7 + Math.floor(i / (width * 3)) * 13) % 256
  return { width, height, channels: 3, data }
}

export async function testPng(width = 64, height = 64): Promise<Buffer> {
  return Buffer.from(await encodePicture(testPixels(width, height)))
}

/** A mask that paints the right half anew. */
export function halfMask(width = 64, height = 64): Pixels {
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? 0 : 255))
  return { width, height, channels: 1, data }
}

export const words: ImageRequest = { prompt: 'a red cube', negativePrompt: '', width: 64, height: 64, seed: 7 }

/** The family that the server's manifest names, loaded as the model store does. */
export async function loadServer(model: InstalledModel, { offline = false } = {}): Promise<ImageModel> {
  const family = [a1111, comfyui, openai, sdcpp].find(({ architectures }) =>
    architectures.includes(model.architecture!),
  )!
  const { id, title, settings, source: path } = model
  const context = { offline, threads: 1, precision: 'auto' } as LoadContext
  return family.load(undefined, { id, title, path, sha256: '', files: [], settings }, context)
}

/** Draws one picture and keeps what was told on the way. */
export async function drawWith(
  model: InstalledModel,
  request: Partial<ImageRequest> = {},
  { signal = new AbortController().signal, onProgress = (_: Told) => {} } = {},
) {
  const image = await loadServer(model)
  const told: Told[] = []
  const generated = await image.generate(
    { ...words, ...request },
    {
      signal,
      // Another program computes: neither is touched.
      pool: undefined as never,
      memo: undefined as never,
      onProgress: (fraction, message, preview) => {
        told.push({ fraction, message, preview })
        onProgress(told.at(-1)!)
      },
    },
  )
  return { ...generated, told }
}

interface Told {
  readonly fraction: number
  readonly message: string | undefined
  readonly preview: Pixels | undefined
}
