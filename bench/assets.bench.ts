import { openWorkspace } from '../core/workspace.ts'
import { readToken } from '../interface/api/security/token.ts'
import { startServer } from '../interface/api/server.ts'
import { collectionId, writeAssetJournal } from './asset-journal.ts'
import type { Benchmark } from './benchmark.ts'
import { emptyHome } from './command-line.ts'

const assetCount = 100_000
/** Each kind of request is sent so often in a run, each time with other values. */
const roundsARun = 4

/** What the gallery asks for; `n` changes from call to call. */
const requests: Readonly<Record<string, (n: number) => string>> = {
  newest: () => '/assets?limit=50',
  'page-2': (n) => `/assets?limit=50&offset=${50 + n}`,
  'page-deep': (n) => `/assets?limit=100&offset=${20_000 + n * 1000}`,
  oldest: () => '/assets?sort=oldest',
  name: () => '/assets?sort=name',
  rating: () => '/assets?sort=rating',
  kind: (n) => `/assets?kind=${['image', 'map', 'mesh', 'image,map'][n % 4]}`,
  role: () => '/assets?role=depth',
  model: (n) => `/assets?model=model-${(n * 7) % 30}`,
  tag: (n) => `/assets?tag=tag-${(n * 5) % 60}`,
  'common-tag': () => '/assets?tag=keep',
  collection: (n) => `/assets?collection=${collectionId(n % 20)}`,
  'min-rating': (n) => `/assets?minRating=${1 + (n % 5)}`,
  time: (n) => `/assets?from=2025-${String(1 + (n % 12)).padStart(2, '0')}-01T00:00:00Z&to=2026-06-01T00:00:00Z`,
  session: (n) => `/assets?session=2025-03-${String(1 + (n % 28)).padStart(2, '0')}`,
  trash: () => '/assets?trashed=true',
  versions: () => '/assets?currentOnly=false',
  'many-filters': (n) => `/assets?kind=image&model=model-${n % 30}&minRating=2&tag=keep`,
  'no-match': () => '/assets?model=none&minRating=5',
  'search-common': (n) => `/assets?q=${['statue', 'bronze', 'oil painting', 'castle dawn'][n % 4]}`,
  'search-rare': (n) => `/assets?q=name${(n * 37) % 4000}`,
  'search-beginning': (n) => `/assets?q=${['sta', 'ca', 'oran', 'bro'][n % 4]}`,
  'search-filters': (n) => `/assets?q=${['dragon', 'robot'][n % 2]}&kind=image&minRating=3&sort=rating`,
  'search-everything': () => '/assets?q=image',
  facets: () => '/assets/facets',
  timeline: () => '/assets/timeline?by=day',
}

const gallery: Benchmark = {
  name: 'assets-100k',
  title: `the 95th percentile of what a gallery asks a server with ${assetCount.toLocaleString('en')} assets: lists in every order, every filter, search, counts (HTTP, total and JSON included; facts: each one's own p50 and p95)`,
  unit: 'ms',
  limit: 30,
  warmUps: 1,
  runs: 7,
  async prepare() {
    const folder = emptyHome()
    {
      await using fresh = await openWorkspace({ home: folder.home })
      writeAssetJournal(fresh.projects.current(), assetCount)
    }
    const start = performance.now()
    const workspace = await openWorkspace({ home: folder.home })
    const indexMs = performance.now() - start
    const server = await startServer(workspace, {
      port: 0,
      studio: { folder: folder.home, state: () => ({ kind: 'ready' }) },
    })
    const rated = workspace.assets.list({ limit: 1 })[0]!.id
    const headers = { Authorization: `Bearer ${readToken(folder.home)}` }
    const times = new Map<string, number[]>()
    let n = 0
    return {
      async measure() {
        const all: number[] = []
        for (let round = 0; round < roundsARun; round++, n++) {
          // Something changed, as it does all the time: no answer may come from the round before.
          workspace.assets.change([rated], { action: 'rate', rating: 1 + (n % 5) }, () => 'bench')
          for (const [name, path] of Object.entries(requests)) {
            const began = performance.now()
            const response = await fetch(`${server.origin}/api/v1${path(n)}`, { headers })
            const body = await response.text()
            const ms = performance.now() - began
            if (!response.ok) throw new Error(`${path(n)}: ${response.status} ${body.slice(0, 500)}`)
            all.push(ms)
            times.set(name, [...(times.get(name) ?? []), ms])
          }
        }
        return percentile(all, 0.95)
      },
      facts: () => {
        const each = [...times].flatMap(([name, values]) => [
          [`${name}-p50`, percentile(values, 0.5)],
          [`${name}-p95`, percentile(values, 0.95)],
        ])
        return { 'index-ms': indexMs, ...Object.fromEntries(each) }
      },
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]()
        await workspace[Symbol.asyncDispose]()
        folder[Symbol.dispose]()
      },
    }
  },
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1]!
}

export const benchmarks: readonly Benchmark[] = [gallery]
