import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AssetFilter } from './assets.ts'
import { request } from './request.ts'
import { usePolling } from './use-connection.ts'
import type { Asset, Page } from './wire.ts'

/** Assets a request; at most two requests for what is in sight at once. */
const PAGE = 100
/** Pages that were scrolled past are forgotten sooner than other answers: a long list would fill the memory. */
const KEEP_MS = 60_000

const pageKey = (filter: AssetFilter, page: number) => ['assets', 'window', filter, page] as const

function getPage(filter: AssetFilter, page: number, signal?: AbortSignal): Promise<Page<Asset>> {
  return request('assets', { query: { ...filter, offset: page * PAGE, limit: PAGE }, signal })
}

/** A part of a list of any length, which can be entered anywhere. */
export interface AssetWindow {
  readonly total: number
  /** The asset at a place of the list; `undefined` until it is here. */
  at(index: number): Asset | undefined
  readonly isPending: boolean
  readonly error: unknown
  readonly refetch: () => void
}

/** The assets of a list between two places (both included). What was seen before stays known for a while. */
export function useAssetWindow(filter: AssetFilter, first: number, last: number): AssetWindow {
  const client = useQueryClient()
  const polling = usePolling(10_000)
  const pages = useMemo(() => {
    const from = Math.floor(Math.max(0, first) / PAGE)
    return Array.from({ length: Math.floor(Math.max(first, last) / PAGE) - from + 1 }, (_, index) => from + index)
  }, [first, last])
  const queries = useQueries({
    queries: pages.map((page) => ({
      queryKey: pageKey(filter, page),
      queryFn: ({ signal }: { signal: AbortSignal }) => getPage(filter, page, signal),
      gcTime: KEEP_MS,
      refetchInterval: polling,
    })),
  })
  const count = useCount(filter)
  const shown = queries.find(({ data }) => data?.total !== undefined)?.data?.total
  const failed =
    queries.find(({ error, data }) => error !== null && data === undefined) ??
    (count.data === undefined ? count : undefined)
  // A new function whenever one of the pages changed: what draws by it draws anew.
  const stamp = queries.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const at = useCallback(
    (index: number) => {
      void stamp
      return knownAsset(client, filter, index)
    },
    [client, filter, stamp],
  )
  return {
    total: shown ?? count.data ?? 0,
    at,
    isPending: shown === undefined && count.data === undefined,
    error: failed?.error ?? undefined,
    refetch: () => void client.invalidateQueries({ queryKey: ['assets'] }),
  }
}

/** How long a list is; `undefined` until that is known. */
export function useAssetCount(filter: AssetFilter): number | undefined {
  return useCount(filter).data
}

const countQuery = (filter: AssetFilter) =>
  queryOptions({
    queryKey: ['assets', 'count', filter],
    queryFn: async ({ signal }) =>
      (await request<Page<Asset>>('assets', { query: { ...filter, limit: 1 }, signal })).total ?? 0,
  })

/** Asks how long a list is, unless it is known. */
export function fetchAssetCount(client: QueryClient, filter: AssetFilter): Promise<number> {
  return client.ensureQueryData(countQuery(filter))
}

function useCount(filter: AssetFilter) {
  return useQuery({
    ...countQuery(filter),
    // Of a changed filter nothing is known yet; the count of the list before keeps the page from jumping.
    placeholderData: keepPreviousData,
    refetchInterval: usePolling(10_000),
  })
}

/** An asset of a list that was loaded before. */
export function knownAsset(client: QueryClient, filter: AssetFilter, index: number): Asset | undefined {
  const page = client.getQueryData<Page<Asset>>(pageKey(filter, Math.floor(index / PAGE)))
  return page?.items[index % PAGE]
}

/** Loads the asset at a place of the list, unless it is here. */
export async function fetchAssetAt(
  client: QueryClient,
  filter: AssetFilter,
  index: number,
): Promise<Asset | undefined> {
  const page = Math.floor(index / PAGE)
  const { items } = await client.ensureQueryData({
    queryKey: pageKey(filter, page),
    queryFn: ({ signal }) => getPage(filter, page, signal),
    gcTime: KEEP_MS,
  })
  return items[index % PAGE]
}

/** The ids between two places of a list (both included), without loading what they stand for. */
export async function fetchIds(
  client: QueryClient,
  filter: AssetFilter,
  first: number,
  last: number,
): Promise<string[]> {
  const known: string[] = []
  for (let index = first; index <= last; index++) {
    const asset = knownAsset(client, filter, index)
    if (asset === undefined) break
    known.push(asset.id)
  }
  if (known.length === last - first + 1) return known
  const { ids } = await request<{ ids: string[] }>('assets/ids', {
    query: { ...filter, offset: first, limit: last - first + 1 },
  })
  return ids
}

/** Of a longer choice no single asset matters any more, and following each would slow every change. */
const MOST_FOLLOWED = 5000

/** What is loaded of some assets, in the order of the ids; follows what becomes known of them. */
export function useKnownAssets(ids: readonly string[]): readonly Asset[] {
  const client = useQueryClient()
  const wanted = ids.length > MOST_FOLLOWED ? '' : ids.join()
  const [assets, setAssets] = useState<readonly Asset[]>([])
  useEffect(() => {
    const read = () => {
      const next = wanted === '' ? [] : knownAssets(client, wanted.split(','))
      setAssets((before) =>
        before.length === next.length && next.every((asset, index) => asset === before[index]) ? before : next,
      )
    }
    read()
    return client.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'updated' && query.queryKey[0] === 'assets' && query.state.fetchStatus === 'idle') read()
    })
  }, [client, wanted])
  return assets
}

/** What is loaded of some assets, in the order of the ids. */
export function knownAssets(client: QueryClient, ids: readonly string[]): Asset[] {
  const wanted = new Set(ids)
  const found = new Map<string, Asset>()
  for (const [, page] of client.getQueriesData<Page<Asset>>({ queryKey: ['assets', 'window'] })) {
    for (const asset of page?.items ?? []) if (wanted.has(asset.id)) found.set(asset.id, asset)
  }
  for (const id of ids) {
    const asset = client.getQueryData<Asset>(['assets', 'one', id])
    if (asset !== undefined) found.set(id, asset)
  }
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Changes what is known of some assets at once, before the server has said so. */
export function patchKnownAssets(client: QueryClient, ids: readonly string[], patch: (asset: Asset) => Asset): void {
  const wanted = new Set(ids)
  client.setQueriesData<Page<Asset>>({ queryKey: ['assets', 'window'] }, (page) => {
    if (page === undefined || !page.items.some(({ id }) => wanted.has(id))) return page
    return { ...page, items: page.items.map((asset) => (wanted.has(asset.id) ? patch(asset) : asset)) }
  })
  for (const id of ids) {
    client.setQueryData<Asset>(['assets', 'one', id], (asset) => asset && patch(asset))
  }
}
