import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'

/** What deleting for good would take away. */
export interface TrashSize {
  readonly count: number
  readonly bytes: number
  /** Assets outside of the trash whose replay would end here. */
  readonly madeFromThem: number
}

/** All that lies in the trash of a project, or of it only what is named. */
export interface TrashPart {
  readonly projectId: string | undefined
  readonly ids: readonly string[] | undefined
}

export function useTrashSize({ projectId, ids }: TrashPart) {
  return useQuery({
    queryKey: ['assets', 'trash-size', projectId, ids],
    queryFn: ({ signal }) =>
      request<TrashSize>('trash/size', {
        ...(ids === undefined ? { query: { projectId } } : { method: 'POST', body: { ids } }),
        signal,
      }),
  })
}

interface Deleted {
  readonly deleted: number
  readonly bytes: number
  /** Files that were changed outside of the workspace: they are left. */
  readonly keptFiles: number
}

/** Deletes for good. There is no way back. */
export function useDeleteForGood() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ projectId, ids }: TrashPart) =>
      ids === undefined
        ? request<Deleted>('trash', { method: 'DELETE', query: { projectId } })
        : request<Deleted>('trash/delete', { method: 'POST', body: { ids } }),
    onSettled: () =>
      Promise.all(
        ['assets', 'collections', 'history', 'projects'].map((noun) => client.invalidateQueries({ queryKey: [noun] })),
      ),
  })
}
