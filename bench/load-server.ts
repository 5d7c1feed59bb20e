import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { ServeProcess } from './serve-process.ts'

interface JobAnswer {
  readonly id: string
  readonly state: string
  readonly assets: readonly string[]
}

/**
 * Asks a server of this machine as many open pages would: clients that listen to its events, and so many reads a second on
 * top of them, while a job computes. Any answer that is none of 2xx, and any connection that breaks, ends it with an error.
 */
export async function loadServer(
  server: ServeProcess,
  { seconds, clients, perSecond }: { seconds: number; clients: number; perSecond: number },
) {
  const first = await submit(server, { prompt: 'copper gear', width: 256, height: 256, seed: 1 })
  const ended = (await (await server.call(`/api/v1/jobs/${first.id}?waitSeconds=60`)).json()) as JobAnswer
  const thumbnail = `/api/v1/assets/${ended.assets.at(-1)}/thumbnail?size=small`
  const paths = ['/api/v1/jobs?limit=50', '/api/v1/assets?limit=50', thumbnail]

  const problems: string[] = []
  let events = 0
  const sockets = await Promise.all(
    Array.from({ length: clients }, () => openSocket(server, { onEvent: () => events++, problems })),
  )
  const keepBusy = new AbortController()
  const busy = computeUntil(server, keepBusy.signal)
  const times: number[] = []
  const asked: Promise<void>[] = []
  const start = performance.now()
  for (let n = 0; n < seconds * perSecond; n++) {
    // By the clock and not by pauses in between: a slow answer must not make the load lighter.
    await wait(Math.max(0, start + (n * 1000) / perSecond - performance.now()))
    asked.push(ask(server, paths[n % paths.length]!).then((ms) => void times.push(ms)))
  }
  await Promise.all(asked)
  const jobs = await Promise.resolve(keepBusy.abort()).then(() => busy)
  for (const socket of sockets) socket.terminate()
  if (problems.length > 0) throw new Error(`${problems.length} connections broke: ${problems[0]}`)
  times.sort((a, b) => a - b)
  const share = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!
  return {
    p50: share(0.5),
    p95: share(0.95),
    p99: share(0.99),
    most: times.at(-1)!,
    requests: times.length,
    events,
    jobs,
    residentMb: server.residentMb(),
  }
}

function openSocket(
  { origin, authorization }: ServeProcess,
  { onEvent, problems }: { onEvent: () => void; problems: string[] },
): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/events`, { headers: { authorization } })
  socket.on('message', onEvent)
  socket.on('close', (code) => code !== 1006 && problems.push(`closed with ${code}`))
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.on('error', (error) => {
      problems.push(error.message)
      reject(error)
    })
  })
}

async function ask(server: ServeProcess, path: string): Promise<number> {
  const start = performance.now()
  const answer = await server.call(path)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`)
  return performance.now() - start
}

/** One job after the other, each with a seed of its own so that none is answered from the cache. Returns how many. */
async function computeUntil(server: ServeProcess, signal: AbortSignal): Promise<number> {
  let count = 0
  while (!signal.aborted) {
    const job = await submit(server, { prompt: 'ancient stone statue', width: 512, height: 512, seed: 100 + count })
    await (await server.call(`/api/v1/jobs/${job.id}?waitSeconds=60`)).text()
    count++
  }
  return count
}

async function submit(server: ServeProcess, input: object): Promise<JobAnswer> {
  const body = JSON.stringify({ node: 'image.generate', input })
  const answer = await server.call('/api/v1/jobs', { method: 'POST', body })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as JobAnswer
}
