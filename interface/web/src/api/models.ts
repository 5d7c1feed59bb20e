import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'
import { usePolling } from './use-connection.ts'
import type { Choices, Model, Transfer } from './wire.ts'

/** What is loaded now, of what all models may share. */
export interface LoadedModels {
  readonly items: readonly {
    readonly title: string
    readonly bytes: number
    readonly inUse: boolean
    readonly lastUsedAt: string
  }[]
  readonly usedBytes: number
  readonly limitBytes: number
}

/** What models take on the workspace's disk. */
export interface ModelDisk {
  readonly items: readonly {
    readonly id: string
    readonly version: string
    readonly title: string
    readonly bytes: number
  }[]
  readonly packedBytes: number
  readonly downloadBytes: number
  readonly usedBytes: number
  readonly freeBytes: number
}

/** What nothing needs any more. */
export interface ModelWaste {
  readonly items: readonly { readonly what: string; readonly name: string; readonly bytes: number }[]
  readonly bytes: number
}

/** A model of another program that is not in the list yet. */
export interface FoundModel {
  readonly source: string
  readonly program: string
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly sizeBytes: number
}

export interface FoundModels {
  readonly places: readonly { readonly program: string; readonly folder: string }[]
  readonly items: readonly FoundModel[]
}

/** What a form offers now: samplers, schedules, models, LoRAs … */
export function useChoices() {
  return useQuery({ queryKey: ['choices'], queryFn: ({ signal }) => request<Choices>('choices', { signal }) })
}

/** The built-in engine and every installed model. */
export function useModels() {
  return useQuery({
    queryKey: ['models', 'installed'],
    queryFn: ({ signal }) => request<{ items: readonly Model[]; problems: readonly string[] }>('models', { signal }),
  })
}

/** What can be pulled. */
export function useCatalogue(filter: { readonly q: string; readonly kind: string; readonly runs: boolean }) {
  return useQuery({
    queryKey: ['models', 'catalogue', filter],
    queryFn: ({ signal }) =>
      request<{ items: readonly Model[] }>('models/catalogue', {
        query: { q: filter.q, kind: filter.kind, ...(filter.runs ? { runs: 1 } : {}) },
        signal,
      }),
    placeholderData: (before) => before,
    select: ({ items }) => items,
  })
}

export function useLoadedModels() {
  return useQuery({
    queryKey: ['loaded'],
    queryFn: ({ signal }) => request<LoadedModels>('models/loaded', { signal }),
    refetchInterval: usePolling(5000),
  })
}

export function useModelDisk() {
  return useQuery({
    queryKey: ['models', 'disk'],
    queryFn: ({ signal }) => request<ModelDisk>('models/disk', { signal }),
  })
}

export function useModelWaste(enabled: boolean) {
  return useQuery({
    queryKey: ['models', 'waste'],
    queryFn: ({ signal }) => request<ModelWaste>('models/waste', { signal }),
    enabled,
  })
}

/** Models on their way in, and what came of earlier ones. */
export function useTransfers() {
  return useQuery({
    queryKey: ['transfers'],
    queryFn: ({ signal }) => request<{ items: readonly Transfer[] }>('transfers', { signal }),
    refetchInterval: usePolling(1000),
    select: ({ items }) => items,
  })
}

export function usePullModel() {
  return useModelMutation((reference: string) =>
    request<Transfer>('models/pull', { method: 'POST', body: { reference } }),
  )
}

/** Takes in a file or folder of the machine the server runs on. */
export function useAddModel() {
  return useModelMutation((file: { path: string; copy: boolean }) =>
    request<Transfer>('models/add', { method: 'POST', body: file }),
  )
}

export function useAddServer() {
  return useModelMutation((server: { url: string; tokenEnv?: string }) =>
    request<Model>('models/servers', { method: 'POST', body: server }),
  )
}

export function useVerifyModel() {
  return useModelMutation((id: string) => request<Transfer>(`models/${id}/verify`, { method: 'POST' }))
}

export function useUseModel() {
  return useModelMutation((id: string) => request(`models/${id}/use`, { method: 'POST', body: {} }))
}

/** Forgets a model; `files` also deletes the ones that are the workspace's own. */
export function useRemoveModel() {
  return useModelMutation(({ id, files }: { id: string; files: boolean }) =>
    request<{ freedBytes: number }>(`models/${id}`, { method: 'DELETE', query: files ? { files: 1 } : {} }),
  )
}

export function useChangeTransfer() {
  return useModelMutation(({ id, action }: { id: string; action: 'pause' | 'resume' | 'cancel' | 'forget' }) =>
    action === 'forget'
      ? request(`transfers/${id}`, { method: 'DELETE' })
      : request(`transfers/${id}/${action}`, { method: 'POST' }),
  )
}

/** Frees the memory of one part, or of all that no job uses. */
export function useUnload() {
  return useModelMutation((title: string | undefined) =>
    request<LoadedModels>('models/unload', { method: 'POST', body: title === undefined ? {} : { title } }),
  )
}

export function usePrune() {
  return useModelMutation(() => request<ModelWaste>('models/prune', { method: 'POST' }))
}

export function useScan() {
  return useMutation({
    mutationFn: (folder: string | undefined) =>
      request<FoundModels>('models/scan', { method: 'POST', body: folder === undefined ? {} : { folder } }),
  })
}

export function useRegister() {
  return useModelMutation(({ folder, sources }: { folder?: string | undefined; sources: readonly string[] }) =>
    request<{ items: readonly Model[]; problems: readonly string[] }>('models/register', {
      method: 'POST',
      body: { sources, ...(folder === undefined ? {} : { folder }) },
    }),
  )
}

function useModelMutation<Input, Result>(mutationFn: (input: Input) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ['models', 'choices', 'loaded', 'transfers'].map((noun) => client.invalidateQueries({ queryKey: [noun] })),
      ),
  })
}
