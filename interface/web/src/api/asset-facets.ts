import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AssetFilter } from './assets.ts'
import { request } from './request.ts'
import type { Asset, AssetKind } from './wire.ts'

/** What a list can be narrowed by, with how many there are of each. */
export interface AssetFacets {
  readonly kinds: Readonly<Partial<Record<AssetKind, number>>>
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
  readonly models: readonly { readonly model: string; readonly count: number }[]
  readonly sessions: readonly { readonly session: string; readonly count: number }[]
  readonly total: number
  readonly trashed: number
}

/** Assets that follow each other in the list and belong together. */
export interface TimelineGroup {
  /** A day '2026-11-26', or the name of a session. */
  readonly key: string
  readonly count: number
}

export interface Lineage {
  readonly nodes: readonly Asset[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  /** There is more than is told. */
  readonly truncated?: boolean
}

export function useAssetFacets(projectId: string | undefined) {
  return useQuery({
    queryKey: ['assets', 'facets', projectId],
    queryFn: ({ signal }) => request<AssetFacets>('assets/facets', { query: { projectId }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** How the list falls into days or sessions, in its own order. Only lists by time do. */
export function useTimeline(filter: AssetFilter, by: 'day' | 'session' | undefined) {
  return useQuery({
    queryKey: ['assets', 'timeline', filter, by],
    queryFn: ({ signal }) =>
      request<{ items: readonly TimelineGroup[] }>('assets/timeline', { query: { ...filter, by }, signal }),
    select: ({ items }) => items,
    enabled: by !== undefined && (filter.sort === 'newest' || filter.sort === 'oldest'),
    placeholderData: keepPreviousData,
  })
}

/** What an asset was made from and what was made from it. */
export function useLineage(id: string) {
  return useQuery({
    queryKey: ['assets', 'lineage', id],
    queryFn: ({ signal }) => request<Lineage>(`assets/${id}/lineage`, { signal }),
    placeholderData: keepPreviousData,
  })
}
