import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'

/** Assets a person put together. It belongs to a project. */
export interface Collection {
  readonly id: string
  readonly name: string
  readonly projectId: string
  readonly createdAt: string
  readonly count: number
  /** Id of the asset that stands for it. */
  readonly cover?: string
}

export function useCollections(projectId: string | undefined) {
  return useQuery({
    queryKey: ['collections', projectId],
    queryFn: ({ signal }) => request<{ items: readonly Collection[] }>('collections', { query: { projectId }, signal }),
    select: ({ items }) => items,
  })
}

export function useCreateCollection() {
  return useCollectionMutation((collection: { name: string; projectId?: string }) =>
    request<Collection>('collections', { method: 'POST', body: collection }),
  )
}

export function useRenameCollection() {
  return useCollectionMutation(({ id, name }: { id: string; name: string }) =>
    request<Collection>(`collections/${id}`, { method: 'PATCH', body: { name } }),
  )
}

/** Takes the collection away; its assets stay. */
export function useDeleteCollection() {
  return useCollectionMutation((id: string) => request<unknown>(`collections/${id}`, { method: 'DELETE' }))
}

function useCollectionMutation<Variables, Result>(mutationFn: (variables: Variables) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(['collections', 'assets'].map((noun) => client.invalidateQueries({ queryKey: [noun] }))),
  })
}
