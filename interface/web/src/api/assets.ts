import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { apiUrl, request } from './request.ts'
import { usePolling } from './use-connection.ts'
import type { Asset, AssetKind, Job, MapRole, Page } from './wire.ts'

export interface AssetFilter {
  readonly projectId?: string
  readonly kind?: readonly AssetKind[]
  readonly role?: MapRole
  readonly model?: string
  readonly tag?: string
  readonly collection?: string
  readonly minRating?: number
  readonly from?: string
  readonly to?: string
  readonly q?: string
  readonly trashed?: boolean
  readonly currentOnly?: boolean
  readonly jobId?: string
  readonly session?: string
  readonly sort?: 'newest' | 'oldest' | 'name' | 'rating'
}

/** How an asset was made: the call, and the words other programs wrote into the file. */
export interface AssetSettings {
  readonly node?: string
  readonly input?: unknown
  /** In the form of A1111's parameters. */
  readonly text?: string
  readonly source: 'record' | 'a1111' | 'comfyui' | 'swarmui' | 'invokeai'
  /** What the file says and the node cannot take, by field. */
  readonly leftOut?: Readonly<Record<string, string>>
}

export type BatchAction = 'trash' | 'restore' | 'tag' | 'untag' | 'rate' | 'collect' | 'uncollect' | 'make-current'

export interface Batch {
  readonly ids: readonly string[]
  readonly action: BatchAction
  readonly tags?: readonly string[]
  readonly rating?: number
  readonly collection?: string
}

export function listAssets(
  filter: AssetFilter,
  { cursor, limit = 60, signal }: { cursor?: string | undefined; limit?: number; signal?: AbortSignal } = {},
): Promise<Page<Asset>> {
  return request('assets', { query: { ...filter, cursor, limit }, signal })
}

/** The address of an asset's picture in one of three sizes: 256, 512 or 1024 pixels on the longer side. */
export function thumbnailUrl(asset: Asset, size: 'small' | 'medium' | 'large' = 'medium'): string {
  return `${asset.thumbnail}?size=${size}`
}

/** The same where only the id is known. */
export function assetThumbnailUrl(id: string, size: 'small' | 'medium' | 'large'): string {
  return apiUrl(`assets/${id}/thumbnail`, { size })
}

export function downloadUrl(asset: Asset): string {
  return apiUrl(`assets/${asset.id}/file`, { download: 1 })
}

/** Several files as one ZIP with their records. Of hundreds the address is too long: see the gallery's `downloadArchive`. */
export function archiveUrl(ids: readonly string[]): string {
  return apiUrl('assets/archive', { ids })
}

/** A list that grows by pages; `total` stands in every page. */
export function useAssets(filter: AssetFilter = {}, { limit = 60 }: { limit?: number } = {}) {
  return useInfiniteQuery({
    queryKey: ['assets', 'list', filter, limit],
    queryFn: ({ pageParam, signal }) => listAssets(filter, { cursor: pageParam, limit, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: usePolling(10_000),
  })
}

export function getAsset(id: string, signal?: AbortSignal): Promise<Asset> {
  return request(`assets/${id}`, { signal })
}

export function useAsset(id: string | undefined) {
  return useQuery({
    queryKey: ['assets', 'one', id],
    queryFn: ({ signal }) => getAsset(id!, signal),
    enabled: id !== undefined,
  })
}

/** Several assets by their ids, all at once; `data` is there when all are. */
export function useAssetList(ids: readonly string[]) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['assets', 'one', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<Asset>(`assets/${id}`, { signal }),
    })),
    combine: (results) => {
      const data = results.map((result) => result.data).filter((each) => each !== undefined)
      return { data: data.length === ids.length ? data : undefined }
    },
  })
}

/** Several assets by their ids, as far as they are still there. */
export function useFoundAssets(ids: readonly string[]) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['assets', 'one', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getAsset(id, signal),
    })),
    combine: (results) => ({
      found: results.map(({ data }) => data).filter((each) => each !== undefined),
      isPending: results.some((result) => result.isPending),
      missing: results.filter(({ isError }) => isError).length,
    }),
  })
}

export function useAssetVersions(id: string | undefined) {
  return useQuery({
    queryKey: ['assets', 'versions', id],
    queryFn: ({ signal }) => request<{ items: readonly Asset[] }>(`assets/${id}/versions`, { signal }),
    enabled: id !== undefined,
    select: ({ items }) => items,
  })
}

export function getAssetSettings(id: string, signal?: AbortSignal): Promise<AssetSettings> {
  return request(`assets/${id}/settings`, { signal })
}

export function useAssetSettings(id: string | undefined) {
  return useQuery({
    queryKey: ['assets', 'settings', id],
    queryFn: ({ signal }) => getAssetSettings(id!, signal),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What a picture of this device was made with, whichever program made it. Nothing is stored. */
export function useFileSettings(file: File) {
  return useQuery({
    queryKey: ['assets', 'settings-of-file', file.name, file.size, file.lastModified],
    queryFn: ({ signal }) => {
      const body = new FormData()
      body.set('file', file)
      return request<AssetSettings>('settings/read', { method: 'POST', body, signal })
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Trash, tags, ratings, collections: many assets in one step. */
export function useBatch() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: sendBatch,
    onSettled: () =>
      Promise.all(['assets', 'collections', 'history'].map((noun) => client.invalidateQueries({ queryKey: [noun] }))),
  })
}

/** The most ids the server takes in one request. */
const MOST_IDS = 5000

async function sendBatch(batch: Batch): Promise<{ changed: number }> {
  let changed = 0
  for (let at = 0; at < batch.ids.length; at += MOST_IDS) {
    const body = { ...batch, ids: batch.ids.slice(at, at + MOST_IDS) }
    changed += (await request<{ changed: number }>('assets/batch', { method: 'POST', body })).changed
  }
  return { changed }
}

/** Takes a file from this device into the current project. */
export function useUploadAsset() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ file, projectId, name }: { file: File; projectId?: string; name?: string }) => {
      const form = new FormData()
      form.set('file', file)
      if (projectId !== undefined) form.set('projectId', projectId)
      if (name !== undefined) form.set('name', name)
      return request<Asset>('assets', { method: 'POST', body: form })
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['assets'] }),
  })
}

/** Makes an asset again from its recipe, to see whether the bytes are the same; answers with the job. */
export function useReplayAsset() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request<Job>(`assets/${id}/replay`, { method: 'POST' }),
    onSuccess: (job) => client.setQueryData(['jobs', 'one', job.id], job),
  })
}
