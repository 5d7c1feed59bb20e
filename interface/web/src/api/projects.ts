import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'
import { usePolling } from './use-connection.ts'
import type { HistoryEntry, Project, Session } from './wire.ts'

export interface History {
  readonly items: readonly HistoryEntry[]
  readonly canUndo: boolean
  readonly canRedo: boolean
}

export async function listProjects(signal?: AbortSignal): Promise<readonly Project[]> {
  return (await request<{ items: readonly Project[] }>('projects', { signal })).items
}

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: ({ signal }) => listProjects(signal),
})

export function useProjects() {
  return useQuery({
    ...projectsQuery,
    refetchInterval: usePolling(10_000),
  })
}

/** The project that work goes into now. */
export function useCurrentProject(): Project | undefined {
  return useProjects().data?.find((project) => project.current)
}

export function useSessions(slug: string | undefined) {
  return useQuery({
    queryKey: ['projects', slug, 'sessions'],
    queryFn: ({ signal }) => request<{ items: readonly Session[] }>(`projects/${slug}/sessions`, { signal }),
    enabled: slug !== undefined,
    select: ({ items }) => items,
  })
}

export function useHistory(slug: string | undefined) {
  return useQuery({
    queryKey: ['history', slug],
    queryFn: ({ signal }) => request<History>(`projects/${slug}/history`, { signal }),
    enabled: slug !== undefined,
    refetchInterval: usePolling(10_000),
  })
}

export function useCreateProject() {
  return useProjectMutation((name: string) => request<Project>('projects', { method: 'POST', body: { name } }))
}

export function useRenameProject() {
  return useProjectMutation(({ slug, name }: { slug: string; name: string }) =>
    request<Project>(`projects/${slug}`, { method: 'PATCH', body: { name } }),
  )
}

/** New work goes into this project from now on, also on the command line. */
export function useSwitchProject() {
  return useProjectMutation((slug: string) => request<Project>(`projects/${slug}/use`, { method: 'POST' }))
}

/** Takes the last change back, or makes it again; answers with the entry. */
export function useUndo() {
  return useProjectMutation(({ slug, direction }: { slug: string; direction: 'undo' | 'redo' }) =>
    request<HistoryEntry>(`projects/${slug}/${direction}`, { method: 'POST' }),
  )
}

function useProjectMutation<Variables, Result>(mutationFn: (variables: Variables) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ['projects', 'history', 'assets', 'collections'].map((noun) => client.invalidateQueries({ queryKey: [noun] })),
      ),
  })
}
