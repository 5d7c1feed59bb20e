import { setTimeout as wait } from 'node:timers/promises'
import type { Benchmark } from './benchmark.ts'
import { emptyHome } from './command-line.ts'
import { loadServer } from './load-server.ts'
import { buildStudio, startServe } from './serve-process.ts'

const start: Benchmark = {
  name: 'server-start',
  title: '`ai-workspace serve`, from the start of the process to the line that says it is ready',
  unit: 'ms',
  limit: 1000,
  warmUps: 1,
  runs: 10,
  async prepare() {
    const folder = emptyHome()
    await buildStudio(folder.home)
    return {
      async measure() {
        await using server = await startServe(folder.home)
        return server.readyMs
      },
      async [Symbol.asyncDispose]() {
        folder[Symbol.dispose]()
      },
    }
  },
}

const memory: Benchmark = {
  name: 'server-memory',
  title: 'resident memory of a server that was asked for its jobs, assets and models once and is idle',
  unit: 'MB',
  limit: 150,
  warmUps: 0,
  runs: 5,
  async prepare() {
    const folder = emptyHome()
    await buildStudio(folder.home)
    return {
      async measure() {
        await using server = await startServe(folder.home)
        for (const path of ['jobs', 'assets', 'models', 'queue']) await (await server.call(`/api/v1/${path}`)).text()
        await wait(2000)
        return server.residentMb()
      },
      async [Symbol.asyncDispose]() {
        folder[Symbol.dispose]()
      },
    }
  },
}

/** Shorter to try it out. */
const seconds = Number(process.env['BENCH_LOAD_SECONDS'] ?? 60)

const load: Benchmark = {
  name: 'server-load',
  title: `200 WebSocket clients and 50 requests a second (jobs, assets, thumbnails) for ${seconds} s beside a running job: the time that 95 of 100 answers keep`,
  unit: 'ms',
  limit: 50,
  heavy: true,
  warmUps: 0,
  runs: 1,
  async prepare() {
    const folder = emptyHome()
    await buildStudio(folder.home)
    const server = await startServe(folder.home)
    let facts: Readonly<Record<string, number>> = {}
    return {
      async measure() {
        const { p95, ...rest } = await loadServer(server, { seconds, clients: 200, perSecond: 50 })
        facts = rest
        return p95
      },
      facts: () => facts,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

export const benchmarks: readonly Benchmark[] = [start, memory, load]
